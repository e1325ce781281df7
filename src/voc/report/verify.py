"""Holds a report against the store: quotes byte for byte, rows and blocks counted again."""

from collections.abc import Iterator, Mapping
from itertools import zip_longest

from voc.errors import EvidenceError
from voc.report.build import build
from voc.report.canonical import id_of
from voc.report.evidence import select
from voc.report.material import Material
from voc.types.feedback import FeedbackId
from voc.types.report import Block, Chart, Evidence, Figure, IssueCard, Quote, Report, Table

# Named in the error's message; the rest is counted.
SHOWN = 10


def verify(report: Report, material: Material, texts: Mapping[FeedbackId, str]) -> None:
    """Raises EvidenceError that names what differs.

    ``material`` is gathered for the report's period and product, ``texts`` are stored texts of at
    least ``quoted_ids(report)``.
    """
    found = list(mismatches(report, material, texts))
    if found:
        more = f" … and {len(found) - SHOWN} more." if len(found) > SHOWN else ""
        raise EvidenceError(
            f"Report {report.id} does not match the store: {' '.join(found[:SHOWN])}{more}"
        )


def mismatches(
    report: Report, material: Material, texts: Mapping[FeedbackId, str]
) -> Iterator[str]:
    """One sentence a quote or number that differs, and one where the report was edited."""
    if id_of(report) != report.id:
        yield f"Its content was changed after it was made: it should be called {id_of(report)}."
    for section in report.sections:
        for block in section.blocks:
            for quote in quotes_of(block):
                yield from _quote_mismatch(section.key, quote, texts.get(quote.feedback_id))
            for name, evidence in evidence_of(block):
                yield from _evidence_mismatch(f"{section.key}.{name}", evidence, material)
    yield from _difference(report, build(material, report.zone, report.product))


def quoted_ids(report: Report) -> tuple[FeedbackId, ...]:
    """Feedback whose words the report shows, sorted."""
    blocks = (block for section in report.sections for block in section.blocks)
    return tuple(sorted({quote.feedback_id for block in blocks for quote in quotes_of(block)}))


def quotes_of(block: Block) -> tuple[Quote, ...]:
    if isinstance(block, Quote):
        return (block,)
    return block.quotes if isinstance(block, IssueCard) else ()


def evidence_of(block: Block) -> Iterator[tuple[str, Evidence]]:
    """Every evidence of ``block`` with a name for what it stands behind."""
    if isinstance(block, Table):
        for row, evidence in zip(block.rows, block.evidence, strict=True):
            yield f"{block.key}.{row[0]}", evidence
    elif isinstance(block, IssueCard):
        yield block.issue_id, block.evidence
        for lot in block.lots:
            yield f"{block.issue_id}.{lot.lot}", lot.evidence
    elif isinstance(block, Figure | Chart):
        yield block.key, block.evidence
    for quote in quotes_of(block):
        if quote.elsewhere is not None:
            yield f"elsewhere.{quote.feedback_id}", quote.elsewhere.evidence


def _quote_mismatch(section: str, quote: Quote, stored: str | None) -> Iterator[str]:
    name = f"Quote “{quote.text}” of {quote.feedback_id} in {section}"
    if stored is None:
        yield f"{name}: no such feedback is stored."
        return
    shown = slice(quote.start - len(quote.before), quote.end + len(quote.after))
    whole = quote.before + quote.text + quote.after
    # A negative start would count from the end of the text.
    if shown.start < 0 or stored[shown] != whole or stored[quote.start : quote.end] != quote.text:
        yield f"{name}: the stored text has other words at {quote.start}–{quote.end}."


def _difference(told: Report, made: Report) -> Iterator[str]:
    """The first block that is another than the store gives today, and whether it was read anew."""
    if told.recipe_ids != made.recipe_ids:
        yield (
            f"It was made from readings of {_listed(told.recipe_ids)}, the store has readings of "
            f"{_listed(made.recipe_ids)}."
        )
    for section, other in zip_longest(told.sections, made.sections):
        if section is None or other is None or section.key != other.key:
            yield "Its sections are not those that this version of voc writes."
            return
        for block, again in zip_longest(section.blocks, other.blocks):
            if block != again:
                yield f"Section {section.key}: {_name(block or again)} differs from the store."
                return


def _listed(recipe_ids: tuple[str, ...]) -> str:
    return " and ".join(recipe_ids) or "no recipe"


def _name(block: Block) -> str:
    if isinstance(block, Quote):
        return f"quote of {block.feedback_id}"
    return block.issue_id if isinstance(block, IssueCard) else block.key


def _evidence_mismatch(name: str, told: Evidence, material: Material) -> Iterator[str]:
    found = select(told.filter, material)
    if found.rows != told.rows:
        yield f"Number {name}: counted {told.rows} rows, the store has {found.rows}."
    elif found != told:
        yield f"Number {name}: its {told.rows} rows are others in the store."
