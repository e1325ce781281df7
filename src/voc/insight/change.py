"""Is a change real? Counts against exposure, with intervals; too little data is said so."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from scipy.stats import binomtest, t

CONFIDENCE = 0.95

# Fewer events than this in both periods together say nothing: of nine, even eight on one side is a
# change at the 5 % level (8:1, p = 0.039); of eight, only all eight would be.
LEAST_EVENTS = 9

# Values below which a mean has no interval: Student's leans on means being roughly normal, which
# five-star ratings need about this many for (of one and five stars alone it would reach -22 to 28).
LEAST_VALUES = 10

# "Steady" claims something: that whatever change there was is smaller than this factor.
STEADY_FACTOR = 2.0


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"
    STEADY = "steady"
    TOO_LITTLE = "too_little"  # neither a change nor its absence can be told


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The rate of now against the rate of before."""

    direction: Direction
    because: str  # the test and its figures
    ratio: float | None  # rate now / rate before; None where before has no events or exposure
    low: float | None  # 95 % interval of the ratio; None where nothing can be computed
    high: float | None  # None where unbounded
    p: float | None  # two-sided; None where nothing can be computed


def compare(
    count_now: int, exposure_now: float, count_before: int, exposure_before: float
) -> Change:
    """Compare two event counts, each out of its exposure (feedback, days, units sold).

    Exact conditional test of two Poisson rates: given their sum, the count of now is binomial
    (Przyborowski & Wilenski, Biometrika 31, 1940, 313-323), interval after Clopper & Pearson
    (1934). Raises ValueError for negative or non-finite arguments.
    """
    _check(count_now, exposure_now, count_before, exposure_before)
    counts = f"{count_now} of {exposure_now:.10g} against {count_before} of {exposure_before:.10g}"
    events = count_now + count_before
    if not (events and exposure_now and exposure_before):
        return _nothing(f"{counts}: no events or no exposure to compare")
    share = exposure_now / (exposure_now + exposure_before)
    test = binomtest(count_now, events, share)
    interval = test.proportion_ci(CONFIDENCE, method="exact")
    scale = exposure_before / exposure_now
    low, high = _odds(interval.low, scale) or 0.0, _odds(interval.high, scale)
    p = float(test.pvalue)
    ratio = _odds(count_now / events, scale)
    direction = _direction(events, p, low, high, rose=count_now / events > share)
    return Change(
        direction=direction,
        because=f"exact conditional test of two Poisson rates: {counts}; "
        f"ratio {_figure(ratio)} (95 % {_figure(low)} to {_figure(high)}), p = {p:.2g}"
        + _short_of(direction, events),
        ratio=ratio,
        low=low,
        high=high,
        p=p,
    )


def share_interval(k: int, n: int) -> tuple[float, float]:
    """95 % interval of the share k of n after Wilson (JASA 22, 1927). ValueError where n is 0."""
    interval = binomtest(k, n).proportion_ci(CONFIDENCE, method="wilson")
    return float(interval.low), float(interval.high)


def mean_interval(values: Sequence[float]) -> tuple[float, float] | None:
    """95 % interval of the mean after Student.

    None for fewer than LEAST_VALUES, and where all are equal: they hold no sign of their spread.
    """
    count = len(values)
    if count < LEAST_VALUES or min(values) == max(values):
        return None
    mean = math.fsum(values) / count
    variance = math.fsum((value - mean) ** 2 for value in values) / (count - 1)
    reach = float(t.ppf((1 + CONFIDENCE) / 2, count - 1)) * math.sqrt(variance / count)
    return mean - reach, mean + reach


def _check(*figures: float) -> None:
    for figure in figures:
        if not math.isfinite(figure) or figure < 0:
            raise ValueError(f"Counts and exposures are finite and not negative, not {figure}")


def _nothing(because: str) -> Change:
    return Change(
        direction=Direction.TOO_LITTLE, because=because, ratio=None, low=None, high=None, p=None
    )


def _odds(share: float, scale: float) -> float | None:
    return None if share >= 1 else float(share / (1 - share) * scale)


def _direction(events: int, p: float, low: float, high: float | None, *, rose: bool) -> Direction:
    if events < LEAST_EVENTS:
        return Direction.TOO_LITTLE
    if p < 1 - CONFIDENCE:
        return Direction.UP if rose else Direction.DOWN
    if low > 1 / STEADY_FACTOR and high is not None and high < STEADY_FACTOR:
        return Direction.STEADY
    return Direction.TOO_LITTLE


def _short_of(direction: Direction, events: int) -> str:
    if direction != Direction.TOO_LITTLE:
        return ""
    if events < LEAST_EVENTS:
        return f"; {events} events in all, {LEAST_EVENTS} are the least"
    return "; neither no change nor a doubling or halving can be ruled out"


def _figure(value: float | None) -> str:
    return "unbounded" if value is None else f"{value:.2f}"
