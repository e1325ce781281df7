"""Which stored texts a report needs, so that only those are read from the store."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from voc.report.material import clean_customers, is_customer, lies_in
from voc.types.feedback import FeedbackId
from voc.types.opinion import SentimentLabel, Severity
from voc.types.report import AppearanceFact, FeedbackFact, Period

# Candidates a product and sentiment: some turn out too short to tell anything, or copies.
CANDIDATES = 6
# Articles that are quoted: the most reprinted ones.
ARTICLES = 5
# Products that quotes are chosen over, the most talked of first.
PRODUCTS = 12

Pool = Mapping[SentimentLabel, tuple[tuple[FeedbackFact, ...], ...]]


def texts_wanted(
    period: Period, facts: Iterable[FeedbackFact], appearances: Iterable[AppearanceFact]
) -> tuple[FeedbackId, ...]:
    """Ids of the feedback whose texts Material.texts must hold, sorted."""
    current = tuple(fact for fact in facts if lies_in(period, fact))
    pool = voice_pool(period, clean_customers(current))
    wanted = {fact.id for groups in pool.values() for group in groups for fact in group}
    wanted |= {fact.id for fact in articles(current, appearances)[:ARTICLES]}
    return tuple(sorted(wanted | {f.id for f in current if f.severity is Severity.CRITICAL}))


def articles(
    facts: Iterable[FeedbackFact], appearances: Iterable[AppearanceFact]
) -> tuple[FeedbackFact, ...]:
    """Media mentions, each text once: those that stand in the most places first, then the newest.

    Flagged ones are left out, and with them the copies.
    """
    places = Counter(one.first for one in appearances)
    valid = [fact for fact in facts if not is_customer(fact) and not fact.flagged]
    return tuple(
        sorted(valid, key=lambda fact: (places[fact.id], fact.counted_at, fact.seq), reverse=True)
    )


def voice_pool(period: Period, customers: Iterable[FeedbackFact]) -> Pool:
    """Candidates for quotes by sentiment, then one group a product, most feedback first.

    Within a group the order is that of a hash over period and id: neither the loudest nor the
    first come first, and the same rows give the same order for ever.
    """
    rows = tuple(customers)
    volume = Counter(fact.product for fact in rows)
    ranked = sorted(volume, key=lambda product: (-volume[product], product or ""))[:PRODUCTS]
    grouped: dict[tuple[SentimentLabel, str | None], list[FeedbackFact]] = defaultdict(list)
    for fact in rows:
        grouped[fact.sentiment, fact.product].append(fact)
    return {
        label: tuple(_drawn(period, grouped[label, p]) for p in ranked if (label, p) in grouped)
        for label in SentimentLabel
    }


def _drawn(period: Period, facts: list[FeedbackFact]) -> tuple[FeedbackFact, ...]:
    def lot(fact: FeedbackFact) -> bytes:
        return hashlib.sha256(f"{period.name} {fact.id}".encode()).digest()

    return tuple(sorted(facts, key=lot)[:CANDIDATES])
