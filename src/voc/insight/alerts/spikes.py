"""Watch queries that find more than is their habit.

The last 24 hours against the four weeks before, by the exact conditional test that signals are told
by; weeks that burst by themselves must burst more to be news. Days on which nothing at all was
heard are left out: they tell of the collector, not of the world.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from voc.insight.signals.false_discoveries import adjusted
from voc.insight.signals.growth import Growth, Pair, grown, spread_of
from voc.types.alert import Finding, Rule

BASELINE = 28  # days
LEAST_DAYS = 7  # of the baseline with anything heard: fewer are no habit
# A query is asked every quarter of an hour for years. Simulated: bench/collecting/alerts.py.
SURE = 1e-4  # p that opens
DOUBTFUL = 0.05  # p up to which it stays open
LEVEL = 0.01  # q over all queries that are asked
LEAST_RATIO = 2.0


def edges(now: datetime) -> tuple[datetime, ...]:
    """Newest first: 24 hours, and the days before them."""
    return tuple(now - timedelta(days=days) for days in range(BASELINE + 2))


def spike_findings(
    rule: Rule, heard: Mapping[str, Sequence[int]], volumes: Sequence[int]
) -> list[Finding]:
    """``heard`` and ``volumes`` are counts by the spans between ``edges``, newest first."""
    days = [1.0 if volume else 0.0 for volume in volumes[1:]]
    if sum(days) < LEAST_DAYS:
        return []
    asked = [
        (name, counts)
        for name, counts in sorted(heard.items())
        if sum(counts) and (not rule.watches or name in rule.watches)
    ]
    growths = grown([_pair(counts, days) for _, counts in asked])
    rises = adjusted([(one.rise, one.least_rise) for one in growths], LEVEL)
    return [
        _finding(rule, name, counts, growth, {"q": q, "days": int(sum(days))})
        for (name, counts), growth, q in zip(asked, growths, rises, strict=True)
        if growth.rise <= DOUBTFUL and counts[0] > 0
    ]


def _pair(counts: Sequence[int], days: Sequence[float]) -> Pair:
    before = [count for count, day in zip(counts[1:], days, strict=True) if day]
    return Pair(
        now=counts[0],
        exposure=1.0,
        before=sum(before),
        exposure_before=sum(days),
        spread=spread_of(counts[1:], days),
    )


def _finding(
    rule: Rule, name: str, counts: Sequence[int], growth: Growth, about: Mapping[str, float]
) -> Finding:
    much = growth.ratio is None or growth.ratio >= LEAST_RATIO
    sure = growth.rise <= SURE and about["q"] <= LEVEL
    return Finding(
        subject=f"watch:{name}",
        opens=much and sure and counts[0] >= rule.least,
        facts={
            "count": counts[0],
            "before": sum(counts[1:]),
            "expected": growth.expected,
            "ratio": growth.ratio,
            "low": growth.low,
            "high": growth.high,
            "p": growth.rise,
            **about,
        },
    )
