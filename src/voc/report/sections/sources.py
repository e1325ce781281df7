"""Where it was said and about what: channels and products side by side."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from voc.insight.change import share_interval
from voc.report.evidence import CLEAN, evidence
from voc.report.material import Material
from voc.report.movement import tidy
from voc.types.opinion import SentimentLabel
from voc.types.report import FeedbackFact, Note, Section, Table

# Rows of each table; what is left is one line that says so.
SHOWN = 15

COLUMNS = ("rows", "negative", "negative_share", "share_low", "share_high", "rating")


def sources(material: Material) -> Section:
    if not material.customers:
        return Section(key="sources", blocks=(Note(key="no_feedback"),))
    blocks = (
        *_breakdown(material, "product", lambda fact: fact.product or ""),
        *_breakdown(material, "channel", lambda fact: fact.channel),
    )
    return Section(key="sources", blocks=(Note(key="sources_rule"), *blocks))


def _breakdown(
    material: Material, field: str, read: Callable[[FeedbackFact], str]
) -> Iterator[Table | Note]:
    grouped: dict[str, list[FeedbackFact]] = defaultdict(list)
    for fact in material.customers:
        grouped[read(fact)].append(fact)
    ordered = sorted(grouped, key=lambda name: (-len(grouped[name]), name))
    shown = ordered[:SHOWN]
    yield Table(
        key=f"{field}s",
        columns=(field, *COLUMNS),
        rows=tuple((name, *_numbers(grouped[name])) for name in shown),
        evidence=tuple(evidence((*CLEAN, (field, name)), grouped[name]) for name in shown),
    )
    if left := len(ordered) - len(shown):
        yield Note(key=f"{field}s_more", values=(("n", left),))


def _numbers(facts: list[FeedbackFact]) -> tuple[int | float | None, ...]:
    negative = sum(fact.sentiment is SentimentLabel.NEGATIVE for fact in facts)
    low, high = share_interval(negative, len(facts))
    ratings = [fact.rating for fact in facts if fact.rating is not None]
    return (
        len(facts),
        negative,
        tidy(negative / len(facts)),
        tidy(low),
        tidy(high),
        tidy(sum(ratings) / len(ratings)) if ratings else None,
    )
