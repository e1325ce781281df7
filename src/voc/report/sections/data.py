"""How it was counted: what went in, what was left out and why, and what the numbers mean."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from voc.report.evidence import evidence
from voc.report.material import Material
from voc.report.recipes import recipe_table
from voc.types.report import FeedbackFact, Note, ReadingFact, Section, Table
from voc.types.scan import keeps_raw

MEANINGS = ("meaning_share", "meaning_interval", "meaning_change", "meaning_issues",
            "meaning_undated", "meaning_recipes", "meaning_evidence")  # fmt: skip


def data(material: Material) -> Section:
    meanings = [Note(key=key) for key in MEANINGS]
    if any(keeps_raw(fact.recipe_id) for fact in material.current):
        meanings.append(Note(key="meaning_raw"))
    return Section(key="data", blocks=(*_tables(material), *meanings))


def _tables(material: Material) -> Iterator[Table]:
    if not material.current:
        return
    yield _channels(material)
    yield from _languages(material)
    yield from _flags(material)
    yield recipe_table(material)


def _channels(material: Material) -> Table:
    """Everything that came in, media too."""
    grouped: dict[str, list[FeedbackFact]] = defaultdict(list)
    for fact in material.current:
        grouped[fact.channel].append(fact)
    ordered = sorted(grouped, key=lambda name: (-len(grouped[name]), name))
    return Table(
        key="coverage",
        columns=("channel", "rows", "flagged", "undated"),
        rows=tuple((name, *_account(grouped[name])) for name in ordered),
        evidence=tuple(evidence((("channel", name),), grouped[name]) for name in ordered),
    )


def _account(facts: list[FeedbackFact]) -> tuple[int, int, int]:
    return (
        len(facts),
        sum(fact.flagged for fact in facts),
        sum(not fact.dated for fact in facts),
    )


def _languages(material: Material) -> Iterator[Table]:
    tagged = [((reading.language.value,), fact) for reading, fact in _read(material)]
    return _tags("languages", ("language",), tagged)


def _flags(material: Material) -> Iterator[Table]:
    """A row with two flags is in both lines."""
    tagged = [
        ((flag.name, flag.reason), fact)
        for reading, fact in _read(material)
        for flag in reading.flags
    ]
    return _tags("flags", ("flag", "because"), tagged)


def _read(material: Material) -> Iterator[tuple[ReadingFact, FeedbackFact]]:
    here = {fact.id: fact for fact in material.current}
    return ((r, here[r.feedback_id]) for r in material.readings if r.feedback_id in here)


def _tags(
    key: str, fields: tuple[str, ...], tagged: Iterable[tuple[tuple[str, ...], FeedbackFact]]
) -> Iterator[Table]:
    """How many rows carry which values of ``fields``, the most first."""
    grouped: dict[tuple[str, ...], list[FeedbackFact]] = defaultdict(list)
    for tag, fact in tagged:
        grouped[tag].append(fact)
    ordered = sorted(grouped, key=lambda tag: (-len(grouped[tag]), tag))
    if ordered:
        yield Table(
            key=key,
            columns=(*fields, "rows"),
            rows=tuple((*tag, len(grouped[tag])) for tag in ordered),
            evidence=tuple(
                evidence(tuple(zip(fields, tag, strict=True)), grouped[tag]) for tag in ordered
            ),
        )
