"""Counts of now against a baseline of many weeks, all tests of a scan at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import beta, betabinom, binom

from voc.insight.change import CONFIDENCE

Floats = npt.NDArray[np.float64]

_OUTSIDE = (1 - CONFIDENCE) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What is compared. Both exposures are positive, and somebody told: now or before."""

    now: int
    exposure: float
    before: int
    exposure_before: float
    spread: float  # variance / mean of the baseline's weeks; 1 is Poisson, less is not claimed


@dataclass(frozen=True, slots=True, kw_only=True)
class Growth:
    """The rate of now against that of the baseline."""

    expected: float  # now, had nothing changed
    ratio: float | None  # now / expected; None where nothing was expected
    low: float  # 95 % interval of the ratio
    high: float | None  # None: unbounded
    p: float  # two-sided: twice the smaller tail


def spread_of(weeks: Sequence[int], exposure: Sequence[float]) -> float:
    """Pearson's dispersion of weekly counts about their exposure; at least 1.

    Weeks without exposure say nothing. A count that comes in bursts by itself must burst more than
    that to be news.
    """
    counts, exposures = np.asarray(weeks, np.float64), np.asarray(exposure, np.float64)
    counts, exposures = counts[exposures > 0], exposures[exposures > 0]
    if len(counts) < 2 or not counts.any():
        return 1.0
    means = counts.sum() * exposures / exposures.sum()
    return max(1.0, float(((counts - means) ** 2 / means).sum() / (len(counts) - 1)))


def grown(pairs: Sequence[Pair]) -> list[Growth]:
    """One a pair, in order; neither the other pairs nor the unit of exposure changes it.

    Exact conditional tests: given their sum, the count of now is binomial where both are Poisson
    (Przyborowski & Wilenski, Biometrika 31, 1940), and beta-binomial where both are negative
    binomial with a variance of ``spread`` times the mean. Interval after Clopper & Pearson (1934),
    of counts divided by the spread.
    """
    if not pairs:
        return []
    now, before = (_column(pairs, name) for name in ("now", "before"))
    odds = _column(pairs, "exposure") / _column(pairs, "exposure_before")
    spread = _column(pairs, "spread")
    p = _two_sided(now, now + before, odds / (1 + odds), spread)
    low, high = _interval(now / spread, before / spread)
    expected = before * odds
    rows = zip(now, expected, low / odds, high / odds, p, strict=True)
    return [_growth(*map(float, row)) for row in rows]


def _growth(now: float, expected: float, low: float, high: float, p: float) -> Growth:
    return Growth(
        expected=expected,
        ratio=now / expected if expected else None,
        low=low,
        high=high if np.isfinite(high) else None,
        p=p,
    )


def _column(pairs: Sequence[Pair], name: str) -> Floats:
    return np.array([getattr(pair, name) for pair in pairs], np.float64)


def _two_sided(now: Floats, total: Floats, share: Floats, spread: Floats) -> Floats:
    lower, upper = binom.cdf(now, total, share), binom.sf(now - 1, total, share)
    wide = spread > 1
    if wide.any():
        shape = total[wide] / (spread[wide] - 1)
        spreading = betabinom(total[wide], shape * share[wide], shape * (1 - share[wide]))
        lower[wide], upper[wide] = spreading.cdf(now[wide]), spreading.sf(now[wide] - 1)
    p: Floats = np.clip(2 * np.minimum(lower, upper), 0, 1)
    return p


def _interval(now: Floats, before: Floats) -> tuple[Floats, Floats]:
    """Of the odds now : before, 0 and infinity where one of them is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(now > 0, beta.ppf(_OUTSIDE, now, before + 1), 0.0)
        high = np.where(before > 0, beta.ppf(1 - _OUTSIDE, now + 1, before), 1.0)
        return low / (1 - low), high / (1 - high)
