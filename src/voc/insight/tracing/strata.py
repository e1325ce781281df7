"""How likely chance puts so many of some people on one side, over several weeks at once.

Within each week the count is what a draw without replacement (people against people) or with fixed
shares (people against units shipped) brings; over weeks such counts add up. Weeks are kept apart
since lots come and go: an issue that grows would else accuse whatever is newest. Exact, as R's
``mantelhaen.test(exact = TRUE)``; of a single week it is Fisher's exact test or the binomial one.
"""

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt
from scipy.optimize import brentq
from scipy.stats import binom, hypergeom

CONFIDENCE = 0.95
# Ratios are searched for within e^-40 to e^40: what lies beyond is told as 0 or unbounded.
_REACH = 40.0

Weights = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Chance:
    """How probable each count is where nothing is special: ``weights[i]`` of ``least + i``."""

    least: int
    weights: Weights

    @property
    def rarest(self) -> float:
        """How probable the highest count is: no p is smaller."""
        return float(self.weights[-1])

    @property
    def most(self) -> int:
        return self.least + len(self.weights) - 1


@dataclass(frozen=True, slots=True)
class Ratio:
    """Of odds, or of rates, against all others."""

    value: float | None  # most likely one; None: unbounded
    low: float
    high: float | None


def among_people(drawn: int, marked: int, all_: int) -> Chance:
    """Of ``all_`` people ``marked`` have a value: how many have it of ``drawn`` among them."""
    least, most = max(0, drawn + marked - all_), min(drawn, marked)
    if least == most:  # all have it or none; scipy knows no draw among nobody
        return Chance(least, np.ones(1))
    return Chance(least, hypergeom.pmf(np.arange(least, most + 1), all_, marked, drawn))


def among_units(drawn: int, share: float) -> Chance:
    """How many of ``drawn`` have a value that ``share`` of all units have."""
    return Chance(0, binom.pmf(np.arange(drawn + 1), drawn, share))


def together(weeks: Iterable[Chance]) -> Chance:
    """Of the sum of independent counts."""
    return reduce(_added, weeks, Chance(0, np.ones(1)))


def at_least(count: int, chance: Chance) -> float:
    """One-sided p."""
    return min(1.0, float(chance.weights[max(0, count - chance.least) :].sum()))


def ratio_of(count: int, chance: Chance) -> Ratio:
    """The odds (or rate) ratio that makes ``count`` most likely, and its exact interval."""
    tail = math.log((1 - CONFIDENCE) / 2)
    tilted = _Tilted(chance)
    bounded = count < chance.most
    return Ratio(
        value=_solved(lambda by: tilted.mean(by) - count, count > chance.least)
        if bounded
        else None,
        low=_solved(lambda by: tilted.upper(count, by) - tail, count > chance.least),
        high=_solved(lambda by: tail - tilted.lower(count, by), True) if bounded else None,
    )


class _Tilted:
    """The same counts where the ratio is e^by: each is as much likelier as it is large."""

    def __init__(self, chance: Chance) -> None:
        with np.errstate(divide="ignore"):  # what no draw of these can bring stays at nothing
            self._logs = np.log(chance.weights)
        self._counts = np.arange(chance.least, chance.most + 1)

    def mean(self, by: float) -> float:
        return float(np.exp(self._at(by)) @ self._counts)

    def upper(self, count: int, by: float) -> float:
        return _sum(self._at(by)[self._counts >= count])

    def lower(self, count: int, by: float) -> float:
        return _sum(self._at(by)[self._counts <= count])

    def _at(self, by: float) -> Weights:
        logs = self._logs + by * self._counts
        shifted: Weights = logs - _sum(logs)
        return shifted


def _solved(of: Callable[[float], float], above: bool) -> float:
    """e^by where the growing function ``of`` is 0; 0 where nothing is counted ``above`` least."""
    if not above or of(-_REACH) >= 0:
        return 0.0
    return math.exp(_REACH if of(_REACH) <= 0 else float(brentq(of, -_REACH, _REACH)))


def _added(one: Chance, other: Chance) -> Chance:
    return Chance(one.least + other.least, np.convolve(one.weights, other.weights))


def _sum(logs: Weights) -> float:
    """The logarithm of the sum of what ``logs`` are logarithms of."""
    return float(np.logaddexp.reduce(logs))
