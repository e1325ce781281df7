"""How it was counted: what went in, what was left out and why, and what the numbers mean."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from voc.report.evidence import evidence
from voc.report.material import Material
from voc.report.recipes import recipe_table
from voc.types.report import FeedbackFact, Note, Section, Table

MEANINGS = ("meaning_share", "meaning_interval", "meaning_change", "meaning_issues",
            "meaning_undated", "meaning_recipes", "meaning_evidence")  # fmt: skip


def data(material: Material) -> Section:
    meanings = tuple(Note(key=key) for key in MEANINGS)
    return Section(key="data", blocks=(*_tables(material), *meanings))


def _tables(material: Material) -> Iterator[Table]:
    if not material.current:
        return
    yield _channels(material)
    if languages := _tagged(material, "language"):
        yield languages
    if flags := _tagged(material, "flag"):
        yield flags
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


def _tagged(material: Material, field: str) -> Table | None:
    """Rows a language or a flag; a row with two flags is in both lines."""
    here = {fact.id for fact in material.current}
    tags = [
        (tag, material.by_id[reading.feedback_id])
        for reading in material.readings
        if reading.feedback_id in here
        for tag in ([reading.language.value] if field == "language" else reading.flags)
    ]
    counts = Counter(tag for tag, _ in tags)
    ordered = sorted(counts, key=lambda tag: (-counts[tag], tag))
    if not ordered:
        return None
    return Table(
        key=f"{field}s",
        columns=(field, "rows"),
        rows=tuple((tag, counts[tag]) for tag in ordered),
        evidence=tuple(
            evidence(((field, tag),), (fact for t, fact in tags if t == tag)) for tag in ordered
        ),
    )
