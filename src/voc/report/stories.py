"""Texts that stand in several places are told once, with the places they stand in besides."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from voc.report.evidence import evidence
from voc.report.material import Material
from voc.types.feedback import FeedbackId
from voc.types.report import Elsewhere, FeedbackFact, Quote

Channels = tuple[tuple[str, int], ...]
Facts = tuple[FeedbackFact, ...]


def placed(material: Material, quote: Quote) -> Quote:
    """``quote`` with the further places of its text."""
    facts = material.elsewhere(quote.feedback_id)
    if not facts:
        return quote
    told = evidence((("elsewhere", quote.feedback_id),), facts)
    channels = by_channel(fact.channel for fact in facts)
    return replace(quote, elsewhere=Elsewhere(channels=channels, evidence=told))


def by_channel(channels: Iterable[str]) -> Channels:
    """How often each is named, the most first."""
    return tuple(sorted(Counter(channels).items(), key=lambda item: (-item[1], item[0])))


def by_text(material: Material, facts: Sequence[FeedbackFact]) -> list[Facts]:
    """Rows of one text together, in the order ``facts`` name the texts.

    At the head of each its first appearance, or the earliest place where that is not among them.
    """
    grouped: dict[FeedbackId, list[FeedbackFact]] = defaultdict(list)
    for fact in facts:
        grouped[material.first(fact.id)].append(fact)
    return [
        tuple(sorted(group, key=lambda fact: (fact.id != first, fact.counted_at, fact.seq)))
        for first, group in grouped.items()
    ]
