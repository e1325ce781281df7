"""A report that does not match the store is never written."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from tests.golden.reports.snacks import material, report
from voc.errors import EvidenceError
from voc.report.canonical import id_of
from voc.report.verify import mismatches, quoted_ids, verify
from voc.types.report import Block, Evidence, Figure, IssueCard, Note, Quote, Report, Table

MATERIAL = material()
REPORT = report()


def altered(kind: type[Block], change: Callable[[Any], Block]) -> Report:
    """The report with its first block of ``kind`` changed, under an honest id."""
    done = False

    def once(block: Block) -> Block:
        nonlocal done
        if done or not isinstance(block, kind):
            return block
        done = True
        return change(block)

    sections = tuple(
        replace(section, blocks=tuple(once(block) for block in section.blocks))
        for section in REPORT.sections
    )
    made = replace(REPORT, sections=sections)
    return replace(made, id=id_of(made))


def test_an_honest_report_passes() -> None:
    verify(REPORT, MATERIAL, MATERIAL.texts)
    assert set(quoted_ids(REPORT)) <= set(MATERIAL.texts)


@pytest.mark.parametrize(
    "change",
    [
        lambda quote: replace(quote, text=quote.text.replace("铁丝", "头发")),
        lambda quote: replace(quote, text=quote.text + "！"),
        lambda quote: replace(quote, after="，很好吃"),
        lambda quote: replace(quote, before="其实"),
        lambda quote: replace(quote, start=quote.start + 1, text=quote.text[1:], before="x"),
    ],
)
def test_a_changed_quote_is_named(change: Callable[[Quote], Quote]) -> None:
    made = altered(Quote, change)
    with pytest.raises(EvidenceError, match=r"Quote “.*” of f0414 in urgent"):
        verify(made, MATERIAL, MATERIAL.texts)


def test_a_changed_quote_inside_a_card_is_named() -> None:
    def change(card: IssueCard) -> IssueCard:
        return replace(card, quotes=(replace(card.quotes[0], text="完全没受潮"), *card.quotes[1:]))

    with pytest.raises(EvidenceError, match="完全没受潮"):
        verify(altered(IssueCard, change), MATERIAL, MATERIAL.texts)


def test_a_quote_of_feedback_that_is_gone_is_named() -> None:
    texts = {id_: text for id_, text in MATERIAL.texts.items() if id_ != "f0414"}
    with pytest.raises(EvidenceError, match="f0414 in urgent: no such feedback"):
        verify(REPORT, MATERIAL, texts)


@pytest.mark.parametrize("field", ["rows", "digest", "sample"])
def test_changed_evidence_is_named(field: str) -> None:
    wrong = {"rows": 99, "digest": "0" * 64, "sample": ()}[field]

    def change(figure: Figure) -> Figure:
        evidence: Evidence = replace(figure.evidence, **{field: wrong})
        return replace(figure, evidence=evidence)

    with pytest.raises(EvidenceError, match=r"Number headline\.feedback"):
        verify(altered(Figure, change), MATERIAL, MATERIAL.texts)


def test_a_row_that_left_the_store_is_noticed() -> None:
    fewer = replace(MATERIAL, facts=MATERIAL.facts[:-3])
    assert any("headline.media" in found for found in mismatches(REPORT, fewer, MATERIAL.texts))


def test_a_number_changed_by_hand_no_longer_fits_the_id() -> None:
    made = altered(Figure, lambda figure: replace(figure, value=9999))
    with pytest.raises(EvidenceError, match="changed after it was made"):
        verify(replace(made, id=REPORT.id), MATERIAL, MATERIAL.texts)


@pytest.mark.parametrize(
    ("kind", "change", "named"),
    [
        (Figure, lambda figure: replace(figure, value=9999), "headline: feedback"),
        (Note, lambda note: replace(note, values=(("n", 9999),)), "headline: summary_negative"),
        (IssueCard, lambda card: replace(card, count=9999), "defects: D3"),
        (Table, lambda table: replace(table, rows=table.rows[::-1]), "topics: topics"),
        (Quote, lambda quote: replace(quote, rating=5.0), "urgent: quote of f0414"),
    ],
)
def test_a_number_changed_under_an_honest_id_is_named(
    kind: type[Block], change: Callable[[Any], Block], named: str
) -> None:
    with pytest.raises(EvidenceError, match=f"Section {named}.* differs from the store"):
        verify(altered(kind, change), MATERIAL, MATERIAL.texts)


def test_a_section_left_out_is_noticed() -> None:
    made = replace(REPORT, sections=REPORT.sections[:-1])
    with pytest.raises(EvidenceError, match="sections are not those"):
        verify(replace(made, id=id_of(made)), MATERIAL, MATERIAL.texts)


def test_a_filter_nobody_wrote_is_refused() -> None:
    def change(figure: Figure) -> Figure:
        return replace(figure, evidence=replace(figure.evidence, filter=(("moon", "full"),)))

    with pytest.raises(EvidenceError, match="unknown fields: moon"):
        verify(altered(Figure, change), MATERIAL, MATERIAL.texts)
