"""Which recipe read what a report counts.

Numbers that two recipes read do not compare: what changed may be the reader. A report says so.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from voc.report.evidence import evidence
from voc.report.material import Material
from voc.report.movement import tidy
from voc.types.report import Note, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipeRows:
    """How many rows one recipe read."""

    recipe_id: str
    now: int  # of the period
    before: int  # of the period before
    earlier: int  # further back in the trend


def recipes(material: Material) -> tuple[RecipeRows, ...]:
    """All that read something the report shows, most of the period first."""
    now = Counter(fact.recipe_id for fact in material.current)
    before = Counter(fact.recipe_id for fact in material.before)
    everything = Counter(fact.recipe_id for fact in material.facts)
    found = [
        RecipeRows(
            recipe_id=id_,
            now=now[id_],
            before=before[id_],
            earlier=everything[id_] - now[id_] - before[id_],
        )
        for id_ in everything
    ]
    return tuple(sorted(found, key=lambda r: (-r.now, -r.before, -r.earlier, r.recipe_id)))


def compared(material: Material) -> tuple[RecipeRows, ...]:
    """Those that read the period or the one before."""
    return tuple(rows for rows in recipes(material) if rows.now or rows.before)


def recipe_notes(material: Material) -> Iterator[Note]:
    """Nothing where one recipe read everything."""
    told = compared(material)
    if len(told) > 1:
        yield Note(key="summary_recipes")
        for rows in told:
            yield _counts(rows, len(material.current))
    elif len(recipes(material)) > 1:
        yield Note(key="summary_recipes_trend")
    if material.stale:
        yield Note(key="summary_stale", values=(("n", len(material.stale)),))


def _counts(rows: RecipeRows, whole: int) -> Note:
    return Note(
        key="summary_recipe",
        values=(
            ("recipe", rows.recipe_id),
            ("n", rows.now),
            ("share", tidy(rows.now / whole) or 0.0),
            ("before", rows.before),
        ),
    )


def recipe_table(material: Material) -> Table:
    """Everything that came in, media too."""
    told = recipes(material)
    return Table(
        key="recipes",
        columns=("recipe", "rows", "rows_before", "rows_earlier"),
        rows=tuple((r.recipe_id, r.now, r.before, r.earlier) for r in told),
        evidence=tuple(
            evidence(
                (("recipe", r.recipe_id),),
                (fact for fact in material.current if fact.recipe_id == r.recipe_id),
            )
            for r in told
        ),
    )
