"""Whether numbers moved against the period before. Only dated rows can tell.

Undated feedback lies in the period of its scan, which says nothing of when it was written: it is
in the totals and out of every comparison.
"""

import warnings
from collections.abc import Collection, Sequence
from math import isfinite, isnan

from scipy import stats

from voc.insight.change import CONFIDENCE, LEAST_EVENTS, STEADY_FACTOR, Change, compare
from voc.report.material import Material
from voc.types.opinion import SentimentLabel
from voc.types.report import FeedbackFact, Movement

Facts = Collection[FeedbackFact]

# Ratings on each side below which no mean is compared: Welch's test leans on the means being
# roughly normal, which five-star ratings need about this many for.
MIN_RATINGS = 10

# A mean is steady when a change of this many stars is ruled out: the step shops show ratings in.
STEADY_STARS = 0.5


def count_movement(material: Material, now: Facts, before: Facts) -> Movement:
    """Rows a day now against rows a day before."""
    days = material.days, material.length(material.previous)
    return movement(compare(_dated(now), days[0], _dated(before), days[1]))


def share_movement(now: Facts, before: Facts) -> Movement:
    """The negative share now against before, by Fisher's exact test; ``ratio`` is of the shares.

    Shares are bounded, which the test of counts does not know: it would find too little. Its
    minimum of events and its meaning of "steady" hold here too.
    """
    negative, rows, negative_before, rows_before = (
        _negative(now),
        _dated(now),
        _negative(before),
        _dated(before),
    )
    if negative + negative_before < LEAST_EVENTS or not (rows and rows_before):
        return movement(compare(negative, rows, negative_before, rows_before))
    table = [[negative, rows - negative], [negative_before, rows_before - negative_before]]
    p = float(stats.fisher_exact(table).pvalue)
    risk = stats.contingency.relative_risk(negative, rows, negative_before, rows_before)
    interval = risk.confidence_interval(CONFIDENCE)
    low, high = float(interval.low), float(interval.high)
    alike = low > 1 / STEADY_FACTOR and high < STEADY_FACTOR
    return Movement(
        direction=_direction(p, negative / rows - negative_before / rows_before, alike=alike),
        because=f"Fisher's exact test: {negative} of {rows} against {negative_before} of "
        f"{rows_before}, p = {p:.2g}",
        ratio=tidy(float(risk.relative_risk)),
        low=tidy(low),
        high=tidy(high),
        p=tidy(p),
    )


def mean_movement(now: Sequence[float], before: Sequence[float]) -> Movement:
    """Mean ratings by Welch's t-test (scipy.stats.ttest_ind); ``ratio`` is the difference."""
    counts = f"{len(now)} ratings against {len(before)}"
    if min(len(now), len(before)) < MIN_RATINGS:
        because = f"{counts}: {MIN_RATINGS} on each side are the least"
        return Movement(
            direction="too_little", because=because, ratio=None, low=None, high=None, p=None
        )
    with warnings.catch_warnings():
        # All ratings alike: scipy warns of lost precision; p is then 0 or not a number, both right.
        warnings.simplefilter("ignore", RuntimeWarning)
        test = stats.ttest_ind(now, before, equal_var=False)
        interval = test.confidence_interval(CONFIDENCE)
    p = 1.0 if isnan(test.pvalue) else float(test.pvalue)
    difference = sum(now) / len(now) - sum(before) / len(before)
    low, high = (difference if isnan(end) else float(end) for end in interval)
    alike = low > -STEADY_STARS and high < STEADY_STARS
    return Movement(
        direction=_direction(p, difference, alike=alike),
        because=f"Welch's t-test: {counts}, p = {p:.2g}",
        ratio=tidy(difference),
        low=tidy(low),
        high=tidy(high),
        p=tidy(p),
    )


def movement(change: Change) -> Movement:
    return Movement(
        direction=change.direction.value,
        because=change.because,
        ratio=tidy(change.ratio),
        low=tidy(change.low),
        high=tidy(change.high),
        p=tidy(change.p),
    )


def tidy(value: float | None) -> float | None:
    """Six significant digits: enough for any reader, and free of the last bits' noise."""
    return None if value is None or not isfinite(value) else float(f"{value:.6g}")


def _direction(p: float, difference: float, *, alike: bool) -> str:
    """ "Steady" claims that a change worth acting on is ruled out; else there is too little."""
    if p < 1 - CONFIDENCE:
        return "up" if difference > 0 else "down"
    return "steady" if alike else "too_little"


def dated(facts: Facts) -> list[FeedbackFact]:
    return [fact for fact in facts if fact.dated]


def _dated(facts: Facts) -> int:
    return len(dated(facts))


def _negative(facts: Facts) -> int:
    return sum(fact.sentiment is SentimentLabel.NEGATIVE for fact in dated(facts))
