import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.text.clean import clean
from voc.text.mojibake import repaired

WRITTEN = (
    "很好",
    "物流很快，包装也不错。太甜了",
    "这款坚果味道不好，下次不买了！！",
    "這家餐廳的服務很差，不會再來",
    "맛있어요 배송도 빨라요",
    "还不错😀下次再来",
)


@pytest.mark.parametrize("text", WRITTEN)
def test_utf8_read_as_latin_is_read_anew(text: str) -> None:
    assert clean(text.encode().decode("latin-1")).text == clean(text).text


@pytest.mark.parametrize("text", [*WRITTEN[:2], "味道不好，下次不买了。", "用了3天就坏了"])
def test_utf8_read_as_gbk_is_read_anew_but_for_a_last_lost_byte(text: str) -> None:
    mended = clean(text.encode().decode("gbk", "replace")).text
    assert mended[:-1] == clean(text).text[: len(mended) - 1]


def test_what_was_damaged_twice_is_mended_twice() -> None:
    once = "很好".encode().decode("latin-1")
    assert clean(once.encode().decode("latin-1")).text == "很好"


@pytest.mark.parametrize(
    ("damaged", "meant"),
    [
        ("å¾ˆå¥½", "很好"),
        ("寰堝ソ", "很好"),
        ("ÄãºÃ", "你好"),
        ("ÓÃÁË3Ìì¾Í»µÁË", "用了3天就坏了"),
        ("Î¶µÀ²»ºÃ£¬ÏÂ´Î²»ÂòÁË¡£", "味道不好,下次不买了。"),
        ("I donâ€™t like it", "I don’t like it"),
        ("I don鈥檛 like it", "I don’t like it"),
        ("cafÃ© trÃ¨s bon", "café très bon"),
        ("ä½ å¥½", "你好"),  # the hard blank in it became a common one
        ("追评：寰堝ソ，不错", "追评:很好,不错"),
    ],
)
def test_known_damage_is_mended(damaged: str, meant: str) -> None:
    assert clean(damaged).text == meant


@pytest.mark.parametrize("lost", ["\ufffd", "?"])
def test_half_lost_text_is_mended_as_far_as_it_goes(lost: str) -> None:
    # The last byte of the comma is gone, but only commas and their like begin so.
    assert clean(f"鐗╂祦寰堝揩锛{lost}").text == "物流很快,"
    assert clean(f"浠锋牸100鍏冿紝璐ㄩ噺A绾{lost}").text == "价格100元,质量A\ufffd"


@pytest.mark.parametrize(
    "text",
    [
        "浏览了很久才买，璇璇很喜欢",
        "馄饨馅很鲜，鳜鱼也嫩",
        "ééééé trop bon, créée à Genève",
        "MAÇÃ” é boa",
        "ÄÖÜ Größe übermäßig",
        "-10°C～25°C，误差±0.5℃",
        "锟斤拷",
        "怎么???",
    ],
)
def test_good_text_is_left_alone(text: str) -> None:
    mended = repaired(text)
    assert mended is None or mended.text.strip("\ufffd") == ""


def test_each_mended_character_knows_the_damaged_ones_it_came_from() -> None:
    source = "好：å¾ˆå¥½!"
    cleaned = clean(source)
    span = cleaned.original(2, 3)
    assert cleaned.text[2:3] == "很"
    assert source[span.start : span.end] == "å¾ˆ"


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x4F00), min_size=1, max_size=20)


@given(HAN, st.sampled_from(["latin-1", "cp1252", "gb18030"]), st.text(max_size=10))
def test_mended_spans_never_leave_the_text(han: str, encoding: str, after: str) -> None:
    source = han.encode().decode(encoding, "replace") + after
    cleaned = clean(source)
    for start, end in zip(cleaned.starts, cleaned.ends, strict=True):
        assert 0 <= start < end <= len(source)


@pytest.mark.parametrize("half", ["ï¼", "ã€", "â€", "锛?", "ï ", "Ã‚Â©"])
def test_halves_of_characters_in_a_row_cost_linear_time(half: str) -> None:
    """20,000 characters, the most one text may have: mended in one go, not one a round."""
    started = time.process_time()
    clean((half * 20_000)[:20_000])
    assert time.process_time() - started < 1.0


def test_a_character_cut_short_by_the_next_is_told_by_its_kind() -> None:
    assert clean("ï¼å¥½").text == ",好"
