"""A mention is read by its passages alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.text.test_document import Characters, NoFolding
from voc.text.document import prepare
from voc.text.passages import are_apart, excerpt
from voc.types.document import Document, Named, Span
from voc.types.feedback import FeedbackId, FeedbackKind

OURS = "良野海苔里有玻璃"
RIVALS = "甲牌坚果里有虫"
OTHER = "昨日气温回升，批号L20260312的产品热销"


class Names:
    def find(self, text: str) -> list[Named]:
        found = [("brand", "良野"), ("competitor", "甲牌")]
        return [
            Named(type=type_, value=name, start=text.index(name), end=text.index(name) + len(name))
            for type_, name in found
            if name in text
        ]


def read(text: str, *passages: Span) -> Document:
    return prepare(
        FeedbackId("m"), text, Characters(), NoFolding(), Names(),
        kind=FeedbackKind.MEDIA, passages=passages,
    )  # fmt: skip


def span(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def clauses(document: Document) -> list[str]:
    return [document.source[one.start : one.end] for one in document.clauses]


@st.composite
def cut_texts(draw: st.DrawFn) -> tuple[str, tuple[Span, ...]]:
    text = draw(st.text(alphabet=st.one_of(st.sampled_from("好，。\n A&<br>"), st.characters()),
                        min_size=1, max_size=60))  # fmt: skip
    edges = sorted(draw(st.sets(st.integers(0, len(text)), max_size=8)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return text, tuple(Span(start, end) for start, end in pairs)


@given(cut_texts())
def test_an_excerpt_leads_back_into_its_passages(cut: tuple[str, tuple[Span, ...]]) -> None:
    text, passages = cut
    found = excerpt(text, passages)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    assert list(found.ends) == sorted(found.ends)
    held = {at for one in passages for at in range(one.start, one.end)}
    for at, character in enumerate(found.text):
        back = found.original(at, at + 1)
        assert 0 <= back.start < back.end <= len(text)
        assert character == "\n" or set(range(back.start, back.end)) <= held


@given(cut_texts())
def test_clauses_and_entities_lie_within_one_passage(cut: tuple[str, tuple[Span, ...]]) -> None:
    text, passages = cut
    found = read(text, *passages)
    if passages:
        for one in (*found.clauses, *found.entities):
            assert any(p.start <= one.start < one.end <= p.end for p in passages)


def test_what_stands_outside_is_not_read() -> None:
    text = f"{OTHER}。{OURS}。{OTHER}。"
    whole, part = read(text), read(text, span(text, OURS))
    assert clauses(part) == [OURS]
    assert part.text == OURS
    assert [one.type for one in part.entities] == ["brand"]
    assert len(clauses(whole)) == 5
    assert "lot" in [one.type for one in whole.entities]


def test_a_passage_that_is_all_of_the_text_is_read_as_the_text() -> None:
    text = f"{OTHER}。{OURS}。"
    assert read(text, Span(0, len(text))) == replace(read(text), mention=True)


def test_what_names_rivals_alone_has_no_clauses() -> None:
    found = read(RIVALS, Span(0, len(RIVALS)))
    assert clauses(found) == []
    assert found.text == RIVALS
    assert [one.type for one in found.entities] == ["competitor"]


def test_beside_a_passage_on_us_that_of_a_rival_leaves_its_names_only() -> None:
    text = f"{RIVALS}。\n{OURS}。"
    found = read(text, span(text, RIVALS), span(text, OURS))
    assert clauses(found) == [OURS]
    assert found.text == OURS
    assert [one.type for one in found.entities] == ["competitor", "brand"]


def test_who_is_named_beside_a_rival_is_heard() -> None:
    text = f"{RIVALS}，{OURS}"
    assert clauses(read(text, Span(0, len(text)))) == [RIVALS, OURS]


@pytest.mark.parametrize(
    ("passages", "apart"),
    [
        ((), True),
        (((0, 3), (3, 9)), True),
        (((0, 3), (2, 9)), False),
        (((4, 9), (0, 3)), False),
        (((0, 10),), False),
        (((-1, 3),), False),
        (((3, 3),), False),
    ],
)
def test_passages_lie_in_the_text_in_order_and_apart(
    passages: tuple[tuple[int, int], ...], apart: bool
) -> None:
    assert are_apart([Span(*one) for one in passages], 9) is apart


def test_a_face_that_opens_a_passage_closes_no_clause_of_another() -> None:
    text = f"{OURS}。{OTHER}。😡良野"
    found = read(text, span(text, OURS), span(text, "😡良野"))
    assert clauses(found) == [OURS, "良野"]
