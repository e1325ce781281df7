import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.text.clauses import MAX_LENGTH, split
from voc.text.clean import clean, lowered
from voc.text.faces import FACE


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end] for span in split(clean(text).text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("味道好，包装差。", ["味道好", "包装差"]),
        ("海苔潮了 完全不脆 差评", ["海苔潮了", "完全不脆", "差评"]),
        ("味道不错就是包装差", ["味道不错", "就是包装差"]),
        ("挺好吃的但是太甜", ["挺好吃的", "但是太甜"]),
        ("不但好吃而且便宜", ["不但好吃", "而且便宜"]),
        ("再好不过了", ["再好不过了"]),
        ("但是不好", ["但是不好"]),
        ("3.5元一包，1,200克", ["3.5元一包", "1,200克"]),
        ("맛있는데 포장이 별로에요", ["맛있는데", "포장이 별로에요"]),
        ("Tasty but too sweet. Won't buy", ["Tasty", "but too sweet", "Won't buy"]),
        ("唯一的缺点就是太甜了", ["唯一的缺点就是太甜了"]),
        ("挺好的就是有点贵", ["挺好的", "就是有点贵"]),
        ("用了3~5天就坏了", ["用了3~5天就坏了"]),
        ("好吃~包装差", ["好吃~", "包装差"]),
        ("iPhone 15 手机壳很好", ["iPhone 15 手机壳很好"]),
        ("用了 30 天左右就坏", ["用了 30 天左右就坏"]),
        ("see www.abc.com. It lied", ["see www.abc.com", "It lied"]),
        ("wow...great", ["wow", "great"]),
        ("맛있어요 근데 비싸요", ["맛있어요", "근데 비싸요"]),
        ("맛있어요 하지만 비싸요", ["맛있어요", "하지만 비싸요"]),
        ("깨끗하지만 비싸요", ["깨끗하지만", "비싸요"]),
        ("포장이 좋아요 그런데 눅눅해요", ["포장이 좋아요", "그런데 눅눅해요"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
        ("！！！", []),
        ("", []),
    ],
)  # fmt: skip
def test_clauses_end_where_one_opinion_ends(text: str, expected: list[str]) -> None:
    assert pieces(text) == expected


def test_emoji_close_the_clause_before_them() -> None:
    assert pieces("好吃😋包装差😡😡") == ["好吃😋", "包装差😡😡"]


@given(st.text(alphabet=st.sampled_from("好吃差 ,.!?a1\n😀~但是就不过而且맛 는데"), max_size=80))
def test_every_letter_is_in_exactly_one_clause(source: str) -> None:
    text = clean(source).text
    spans = split(text)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    inside = "".join(text[span.start : span.end] for span in spans)
    assert re.findall(r"[^\W\d_]", inside) == re.findall(r"[^\W\d_]", text)


@given(st.integers(1, 5000))
def test_a_text_without_any_stop_is_cut_all_the_same(length: int) -> None:
    spans = split("好" * length)
    assert sum(span.end - span.start for span in spans) == length
    assert all(span.end - span.start <= MAX_LENGTH for span in spans)


@pytest.mark.parametrize(
    "face",
    [
        "(╯‵□′)╯︵┻━┻", "^_^", "^o^", "(；′⌒`)", "(。・ω・。)", "(>_<)", "ㅠ.ㅠ", "T_T", "QAQ",
        "(￣▽￣)", "¯\\_(ツ)_/¯", "(≧▽≦)/", "[大哭]", "ㅋㅋ", "ㅠㅠ", "(*^▽^*)", "(T_T)", "orz",
        "o(╥﹏╥)o",
    ],
)  # fmt: skip
def test_a_face_is_never_cut_and_joins_what_it_is_about(face: str) -> None:
    plain = lowered(clean(face).text)
    text = lowered(clean(f"味道不好{face}，物流也慢").text)
    assert [text[c.start : c.end] for c in split(text)] == [f"味道不好{plain}", "物流也慢"]


@pytest.mark.parametrize("text", ["用了(3;5)天", "规格(a.b)", "(真的。好吃)不错"])
def test_brackets_around_words_are_no_face(text: str) -> None:
    assert re.search(FACE, text) is None
