"""Whether numbers moved against the period before, each by itself. Only dated rows can tell.

What a report may claim of all of them together is the matter of voc.report.claims.

Undated feedback lies in the period of its scan, which says nothing of when it was written: it is
in the totals and out of every comparison. Where the totals printed go another way than the dated
rows, no direction is claimed.
"""

import warnings
from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import lru_cache
from math import isfinite, isnan

from scipy import stats

from voc.insight.change import CONFIDENCE, LEAST_EVENTS, STEADY_FACTOR, Change, compare
from voc.report.material import Material, is_customer
from voc.types.opinion import SentimentLabel
from voc.types.report import FeedbackFact, Movement

Facts = Collection[FeedbackFact]

# A report asks for most tests twice, for its cards and for the family, and exact ones take time.
_compared = lru_cache(maxsize=4096)(compare)

# Ratings on each side below which no mean is compared: Welch's test leans on the means being
# roughly normal, which five-star ratings need about this many for.
MIN_RATINGS = 10

# A mean is steady when a change of this many stars is ruled out: the step shops show ratings in.
STEADY_STARS = 0.5

# What a new recipe reads otherwise must not look like a change among customers.
OTHER_RECIPE = Movement(
    direction="recipes",
    because="not compared: more than one recipe read the two periods",
    ratio=None,
    low=None,
    high=None,
    p=None,
)


def count_movement(material: Material, now: Facts, before: Facts) -> Movement:
    """Rows a day now against rows a day before."""
    days = material.days, material.length(material.previous)
    moved = movement(_compared(_dated(now), days[0], _dated(before), days[1]))
    return borne_out(moved, len(now) / days[0], len(before) / days[1])


def read_movement(material: Material, now: Facts, before: Facts) -> Movement:
    """As count_movement, of rows that were not counted as they came but by what was read."""
    return count_movement(material, now, before) if material.one_recipe else OTHER_RECIPE


def issue_movement(material: Material, product: str | None, now: Facts, before: Facts) -> Movement:
    """Voices among the valid dated feedback of ``product`` (of all where None) in each period.

    Per day, traffic alone would make every issue rise. Of customers: articles are no part of what
    their voices are held against.
    """
    now, before = ([fact for fact in facts if is_customer(fact)] for facts in (now, before))
    if material.stale or not material.one_recipe:
        return OTHER_RECIPE
    exposure, exposure_before = (
        exposures.total() if product is None else exposures[product]
        for exposures in material.exposures
    )
    moved = movement(_compared(_dated(now), exposure, _dated(before), exposure_before))
    whole = "all products" if product is None else "the product"
    return replace(moved, because=f"{moved.because}; out of valid dated feedback of {whole}")


def events(facts: Facts) -> int:
    """How many of an issue's rows its test counts: dated ones of customers."""
    return sum(fact.dated and is_customer(fact) for fact in facts)


def share_movement(material: Material, now: Facts, before: Facts) -> Movement:
    """The negative share now against before, by Fisher's exact test; ``ratio`` is of the shares.

    Shares are bounded, which the test of counts does not know: it would find too little. Its
    minimum of events and its meaning of "steady" hold here too.
    """
    if not material.one_recipe:
        return OTHER_RECIPE
    negative, rows = _negative(dated(now)), _dated(now)
    negative_before, rows_before = _negative(dated(before)), _dated(before)
    if negative + negative_before < LEAST_EVENTS or not (rows and rows_before):
        return movement(_compared(negative, rows, negative_before, rows_before))
    table = [[negative, rows - negative], [negative_before, rows_before - negative_before]]
    p = float(stats.fisher_exact(table).pvalue)
    risk = stats.contingency.relative_risk(negative, rows, negative_before, rows_before)
    interval = risk.confidence_interval(CONFIDENCE)
    low, high = float(interval.low), float(interval.high)
    alike = low > 1 / STEADY_FACTOR and high < STEADY_FACTOR
    moved = Movement(
        direction=_direction(p, negative / rows - negative_before / rows_before, alike=alike),
        because=f"Fisher's exact test: {negative} of {rows} against {negative_before} of "
        f"{rows_before}, p = {p:.2g}",
        ratio=tidy(float(risk.relative_risk)),
        low=tidy(low),
        high=tidy(high),
        p=tidy(p),
    )
    return borne_out(moved, _negative(now) / len(now), _negative(before) / len(before))


def mean_movement(material: Material, now: Sequence[float], before: Sequence[float]) -> Movement:
    """Mean ratings by Welch's t-test (scipy.stats.ttest_ind); ``ratio`` is the difference.

    Stars are customers' own, but whose count is the recipe's: it flags what it leaves out.
    """
    if not material.one_recipe:
        return OTHER_RECIPE
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


def borne_out(moved: Movement, now: float | None, before: float | None) -> Movement:
    """``moved`` where the numbers printed, undated rows included, go its way; else too little."""
    if now is None or before is None:
        return moved
    told = {"up": now > before, "down": now < before}
    if told.get(moved.direction, True):
        return moved
    because = f"{moved.because}; with undated rows it is {now:.3g} against {before:.3g}"
    return replace(moved, direction="too_little", because=because)


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
    return sum(fact.sentiment is SentimentLabel.NEGATIVE for fact in facts)
