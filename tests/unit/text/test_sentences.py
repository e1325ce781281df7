from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.text.sentences import MOST, sentences

WRITTEN = st.text(
    alphabet=st.one_of(st.sampled_from("好吃吗ABc1 .。！?…”」)\n\r\t"), st.characters()),
    max_size=80,
)


def cut(text: str) -> list[str]:
    return [text[one.span.start : one.span.end] for one in sentences(text)]


@given(WRITTEN)
def test_every_letter_is_in_exactly_one_sentence(text: str) -> None:
    found = sentences(text)
    assert all(one.span.start < one.span.end for one in found)
    assert all(one.span.end <= other.span.start for one, other in pairwise(found))
    held = {at for one in found for at in range(one.span.start, one.span.end)}
    assert all(character.isspace() for at, character in enumerate(text) if at not in held)


@given(WRITTEN)
def test_no_sentence_runs_over_a_line_break(text: str) -> None:
    assert not [one for one in cut(text) if "\n" in one or "\r" in one]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("海苔受潮了。客服不理！怎么办？", ["海苔受潮了。", "客服不理！", "怎么办？"]),
        ("“嘴里全是血。”她说。", ["“嘴里全是血。”", "她说。"]),
        ("It bled. She called Mr. Wu.", ["It bled.", "She called Mr. Wu."]),
        ("Made by Nut Co. in the U.S. since 1.5 years", None),
        ("重1.5斤，见shop.example", None),
        ("太硬了…… 退货", ["太硬了……", "退货"]),
        ("첫 문장이다. 둘째 문장이다.", ["첫 문장이다.", "둘째 문장이다."]),
        ("标题\n正文。", ["标题", "正文。"]),
        (" \n\r\n ", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, expected: list[str] | None) -> None:
    assert cut(text) == ([text] if expected is None else expected)


def test_a_heading_is_told_from_a_sentence_and_lines_from_blocks() -> None:
    found = sentences("标题\n第一句。第二句。\n\n编辑：某")
    assert [(one.line, one.block, one.ends) for one in found] == [
        (0, 0, False), (1, 0, True), (1, 0, True), (2, 1, False),
    ]  # fmt: skip


@pytest.mark.parametrize("blank", ["", " \t", "\u3000", " \r\n \r\n"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_line_of_blanks_parts_as_an_empty_one(blank: str, end: str) -> None:
    found = sentences(f"甲说了。{end}{blank}{end}乙说了。")
    assert [(one.line, one.block) for one in found] == [(0, 0), (1, 1)]


def test_what_never_ends_is_cut() -> None:
    assert [len(one) for one in cut("好" * (2 * MOST + 1))] == [MOST, MOST, 1]
