"""Whether numbers moved against the period before. Only dated rows can tell.

Undated feedback lies in the period of its scan, which says nothing of when it was written: it is
in the totals and out of every comparison.
"""

import warnings
from collections.abc import Collection, Sequence
from math import isfinite, isnan

from scipy import stats

from voc.insight.change import Change, compare
from voc.report.material import Material
from voc.types.opinion import SentimentLabel
from voc.types.report import FeedbackFact, Movement

Facts = Collection[FeedbackFact]

# Ratings on each side below which no mean is compared: Welch's test leans on the means being
# roughly normal, which five-star ratings need about this many for.
MIN_RATINGS = 10
P_STEADY = 0.05


def count_movement(material: Material, now: Facts, before: Facts) -> Movement:
    """Rows a day now against rows a day before."""
    days = material.days, material.length(material.previous)
    return movement(compare(_dated(now), days[0], _dated(before), days[1]))


def share_movement(now: Facts, before: Facts) -> Movement:
    """The negative share now against before, by Fisher's exact test; ``ratio`` is of the shares.

    Shares are bounded, which the test of counts does not know: it would find too little. Its
    minimum of data holds here too.
    """
    counts = _negative(now), _dated(now), _negative(before), _dated(before)
    enough = movement(compare(*counts))
    if enough.direction == "too_little":
        return enough
    negative, rows, negative_before, rows_before = counts
    table = [[negative, rows - negative], [negative_before, rows_before - negative_before]]
    p = float(stats.fisher_exact(table).pvalue)
    risk = stats.contingency.relative_risk(negative, rows, negative_before, rows_before)
    interval = risk.confidence_interval(0.95)
    return Movement(
        direction=_direction(p, negative / rows - negative_before / rows_before),
        because=f"{negative_before}/{rows_before} → {negative}/{rows}: Fisher's exact, p = {p:.2g}",
        ratio=tidy(float(risk.relative_risk)),
        low=tidy(float(interval.low)),
        high=tidy(float(interval.high)),
        p=tidy(p),
    )


def mean_movement(now: Sequence[float], before: Sequence[float]) -> Movement:
    """Mean ratings by Welch's t-test (scipy.stats.ttest_ind); ``ratio`` is the difference."""
    counts = f"{len(before)} → {len(now)} ratings"
    if min(len(now), len(before)) < MIN_RATINGS:
        because = f"{counts}: fewer than {MIN_RATINGS} on one side"
        return Movement(
            direction="too_little", because=because, ratio=None, low=None, high=None, p=None
        )
    with warnings.catch_warnings():
        # All ratings alike: scipy warns of lost precision; p is then 0 or not a number, both right.
        warnings.simplefilter("ignore", RuntimeWarning)
        test = stats.ttest_ind(now, before, equal_var=False)
        interval = test.confidence_interval(0.95)
    p = 1.0 if isnan(test.pvalue) else float(test.pvalue)
    difference = sum(now) / len(now) - sum(before) / len(before)
    return Movement(
        direction=_direction(p, difference),
        because=f"{counts}: Welch's t-test, p = {p:.2g}",
        ratio=tidy(difference),
        low=tidy(float(interval.low)),
        high=tidy(float(interval.high)),
        p=tidy(p),
    )


def movement(change: Change) -> Movement:
    return Movement(
        direction=change.direction,
        because=change.because,
        ratio=tidy(change.ratio),
        low=tidy(change.low),
        high=tidy(change.high),
        p=tidy(change.p),
    )


def tidy(value: float | None) -> float | None:
    """Six significant digits: enough for any reader, and free of the last bits' noise."""
    return None if value is None or not isfinite(value) else float(f"{value:.6g}")


def _direction(p: float, difference: float) -> str:
    if p >= P_STEADY:
        return "steady"
    return "up" if difference > 0 else "down"


def dated(facts: Facts) -> list[FeedbackFact]:
    return [fact for fact in facts if fact.dated]


def _dated(facts: Facts) -> int:
    return len(dated(facts))


def _negative(facts: Facts) -> int:
    return sum(fact.sentiment is SentimentLabel.NEGATIVE for fact in dated(facts))
