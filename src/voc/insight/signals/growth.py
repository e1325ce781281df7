"""Counts of now against a baseline of many weeks, all tests of a scan at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.stats import beta, betabinom, binom

from voc.insight.change import CONFIDENCE

Floats = npt.NDArray[np.float64]

# Dispersion is told badly by few people in few weeks: it is drawn to 1 as by so many weeks more.
PRIOR_WEEKS = 10
# No rate is known to the per cent: of what many tell, weeks differ beside chance, by a variance of
# this share of the squared mean. Of what fewer than one tells, chance alone is seen.
WAVERING = 0.05

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
    rise: float  # p of so many or more
    fall: float  # p of so few or fewer
    least_rise: float  # the smallest that rise could have been, had all told now
    least_fall: float
    spread: float  # that was reckoned with


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
    squares = float(((counts - means) ** 2 / means).sum())
    return max(1.0, (squares + PRIOR_WEEKS) / (len(counts) - 1 + PRIOR_WEEKS))


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
    total, share = now + before, odds / (1 + odds)
    spread = np.maximum(_column(pairs, "spread"), 1 + WAVERING * np.maximum(0, total * share - 1))
    fall, rise = _tails(now, total, share, spread)
    least_fall, least_rise = (
        _chance(all_of, total, share, spread) for all_of in (0 * total, total)
    )
    low, high = _interval(now / spread, before / spread)
    columns = (before * odds, low / odds, high / odds, rise, fall, least_rise, least_fall, spread)
    return [_growth(*map(float, row)) for row in zip(now, *columns, strict=True)]


def _growth(now: float, expected: float, low: float, high: float, *rest: float) -> Growth:
    rise, fall, least_rise, least_fall, spread = rest
    return Growth(
        expected=expected,
        ratio=now / expected if expected else None,
        low=low,
        high=high if np.isfinite(high) else None,
        rise=rise,
        fall=fall,
        least_rise=least_rise,
        least_fall=least_fall,
        spread=spread,
    )


def _column(pairs: Sequence[Pair], name: str) -> Floats:
    return np.array([getattr(pair, name) for pair in pairs], np.float64)


def _tails(now: Floats, total: Floats, share: Floats, spread: Floats) -> tuple[Floats, Floats]:
    """P(so many or fewer), P(so many or more): sums of the chances of each count."""
    above = (total - now + 1).astype(np.int64)
    test = np.repeat(np.arange(len(now)), above)
    firsts = np.cumsum(above) - above
    counts = now[test] + np.arange(len(test)) - firsts[test]
    chances = _chance(counts, total[test], share[test], spread[test])
    rise = np.add.reduceat(chances, firsts)
    fall = 1 - rise + chances[firsts]
    return np.clip(fall, 0, 1), np.clip(rise, 0, 1)


def _chance(count: Floats, total: Floats, share: Floats, spread: Floats) -> Floats:
    chance: Floats = binom.pmf(count, total, share)
    wide = spread > 1 + 1e-6  # below, its logarithms cancel each other
    shape, count, total, share = (
        total[wide] / (spread[wide] - 1),
        count[wide],
        total[wide],
        share[wide],
    )
    chance[wide] = betabinom.pmf(count, total, shape * share, shape * (1 - share))
    return chance


def _interval(now: Floats, before: Floats) -> tuple[Floats, Floats]:
    """Of the odds now : before, 0 and infinity where one of them is 0."""
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(now > 0, beta.ppf(_OUTSIDE, now, before + 1), 0.0)
        high = np.where(before > 0, beta.ppf(1 - _OUTSIDE, now + 1, before), 1.0)
        return low / (1 - low), high / (1 - high)
