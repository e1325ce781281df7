"""How far a figure may lie from what other texts of the same kind would give.

Texts are drawn with replacement (Efron 1979); two readers are compared on the same draws, so that
what makes texts hard for both falls out of their difference.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from voc.evaluation.metrics import Figure, Floats

RESAMPLES = 1000
_SEED = 20261122
_INTERVAL = (2.5, 97.5)  # percentiles: 95 %


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float


def estimate(figure: Figure) -> Estimate:
    return _estimate(figure.value, _resampled(figure))


def difference(figure: Figure, other: Figure) -> Estimate:
    """``figure`` less ``other``, of the same texts in the same order."""
    return _estimate(figure.value - other.value, _resampled(figure) - _resampled(other))


def _estimate(value: float, resampled: Floats) -> Estimate:
    low, high = np.percentile(resampled, _INTERVAL)
    return Estimate(value=value, low=float(low), high=float(high))


def _resampled(figure: Figure) -> Floats:
    """(RESAMPLES,)"""
    return figure.value_of(_draws(figure.texts) @ figure.added)


# The tasks of a set share their draws; those of the largest set take 40 MB.
@lru_cache(maxsize=2)
def _draws(texts: int) -> Floats:
    """(RESAMPLES, texts): how often each draw holds each text."""
    rng = np.random.default_rng([_SEED, texts])
    return rng.multinomial(texts, np.full(texts, 1 / texts), RESAMPLES).astype(np.float64)
