import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from voc.text.document import plain, prepare
from voc.types.document import Document
from voc.types.feedback import FeedbackId


class Characters:
    """A segmenter that needs no dictionary."""

    def cut(self, text: str) -> tuple[str, ...]:
        return tuple(text)


class NoFolding:
    def fold(self, text: str) -> str:
        return text


def read(text: str) -> Document:
    return prepare(FeedbackId("r1"), text, Characters(), NoFolding())


def flagged(text: str) -> tuple[str, ...]:
    return tuple(flag.name for flag in read(text).flags)


# What people write with: each character is cleaned alone, so any slice can be cleaned again.
ORDINARY = st.text(
    alphabet=st.one_of(
        st.sampled_from("好吃但是不过就味道差的 ABCabc0123456789.,!?~，。！？；：、（）"),
        st.sampled_from("ＡＢｃｄ０１２３　\n😀😡👍맛있는데포장"),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FA5),
        st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3),
    ),
    max_size=80,
)


@given(st.text(max_size=120))
def test_spans_of_any_text_lie_within_it(source: str) -> None:
    document = read(source)
    for clause in document.clauses:
        assert 0 <= clause.start < clause.end <= len(source)
        assert clause.text
    for entity in document.entities:
        assert source[entity.start : entity.end]


@given(ORDINARY, st.sampled_from(["", "<br>", "<b>", "\u200b", "  ", "&amp;"]), ORDINARY)
def test_a_clause_holds_the_words_at_its_span(before: str, moved: str, after: str) -> None:
    source = before + moved + after
    for clause in read(source).clauses:
        assert plain(source[clause.start : clause.end], NoFolding()) == clause.text


@given(
    before=ORDINARY,
    label=st.sampled_from(["批号：", "批次号 ", "，LOT NO.: ", "，로트 번호 "]),
    code=st.from_regex(r"[A-Za-z]{1,3}[0-9]{4,10}[A-Za-z]?", fullmatch=True),
    wide=st.booleans(),
    after=st.sampled_from(["", "，", " 坏了", "！", "\n"]),
)
def test_a_lot_is_where_it_was_written(
    before: str, label: str, code: str, wide: bool, after: str
) -> None:
    written = code.translate({c: c + 0xFEE0 for c in range(0x21, 0x7F)}) if wide else code
    source = f"{before}\n{label}{written}{after}"
    entity = read(source).entities[-1]
    said = source[entity.start : entity.end]
    assert entity.start == len(source) - len(after) - len(code)
    assert unicodedata.normalize("NFKC", said).upper() == entity.value == code.upper()


def test_a_quote_keeps_the_capitals_and_width_of_its_writer() -> None:
    source = "ＶＥＲＹ Good！但是漏气"
    first = read(source).clauses[0]
    assert source[first.start : first.end] == "ＶＥＲＹ Good"
    assert first.text == "very good"


def test_lots_and_dates_in_the_text_are_entities() -> None:
    source = "批号：ht20260903a，生产日期2026年9月3日"
    assert [(e.type, e.value, source[e.start : e.end]) for e in read(source).entities] == [
        ("lot", "HT20260903A", "ht20260903a"),
        ("produced_on", "2026-09-03", "2026年9月3"),
    ]


def test_a_lot_needs_its_label_or_its_shape() -> None:
    assert [e.value for e in read("袋子上印的HT20260903A，订单号88123456").entities] == [
        "HT20260903A"
    ]
    assert read("lots of fun, 4 out of 5").entities == ()


def test_what_the_platform_wrote_is_flagged() -> None:
    for text in (
        "此用户没有填写评价。",
        "系统默认好评！",
        "该用户觉得商品较好，给出5星好评",
        "30天内未评价，自动好评",
        "用户未发表文字评论",
        "买家超时未评价系统默认好评",
        "구매자가 별도의 후기를 남기지 않았습니다.",
        "The buyer left no comment",
        "No written review",
    ):
        assert flagged(text) == ("platform_default",), text


def test_one_word_of_a_person_is_not_flagged() -> None:
    for text in (
        "好评",
        "好吃",
        "不错，系统不卡",
        "客服微信回复很快",
        "用了优惠券很划算",
        "no comment",
    ):
        assert flagged(text) == (), text


def test_contact_with_a_reward_is_an_advert() -> None:
    assert flagged("加微信abc12345领红包返现") == ("advert",)


def test_a_complaint_about_an_advert_is_no_advert() -> None:
    for text in (
        "包裹里有卡片让加微信abc12345好评返现，加了根本不返，骗人",
        "加微信abc12345让我删差评返现20",
        "大家小心，加微信abc12345返现是假的",
    ):
        assert flagged(text) == (), text
