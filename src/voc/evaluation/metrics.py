"""Figures of agreement between what is true and what was read."""

from collections import Counter
from collections.abc import Hashable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True, kw_only=True)
class F1:
    """Agreement on what holds. Rates are 0 where there is nothing to divide by."""

    true_positive: int
    false_positive: int
    false_negative: int

    @property
    def precision(self) -> float:
        return _share(self.true_positive, self.true_positive + self.false_positive)

    @property
    def recall(self) -> float:
        return _share(self.true_positive, self.true_positive + self.false_negative)

    @property
    def value(self) -> float:
        doubled = 2 * self.true_positive
        return _share(doubled, doubled + self.false_positive + self.false_negative)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def accuracy(true: Sequence[Hashable], read: Sequence[Hashable]) -> float:
    """Share of equal pairs; 0 without any."""
    return _share(sum(t == r for t, r in zip(true, read, strict=True)), len(true))


def macro_f1(true: Sequence[Hashable], read: Sequence[Hashable]) -> float:
    """Mean F1 over the labels that occur in ``true``; 0 without any."""
    pairs = Counter(zip(true, read, strict=True))
    labels = set(true)
    values = [_label_f1(pairs, label).value for label in labels]
    return sum(values) / len(values) if values else 0.0


def _label_f1(pairs: Counter[tuple[Hashable, Hashable]], label: Hashable) -> F1:
    return F1(
        true_positive=pairs[label, label],
        false_positive=sum(n for (t, r), n in pairs.items() if r == label and t != label),
        false_negative=sum(n for (t, r), n in pairs.items() if t == label and r != label),
    )


def micro_f1(true: Sequence[AbstractSet[Hashable]], read: Sequence[AbstractSet[Hashable]]) -> F1:
    """Over all items of all pairs of sets, such as (topic, polarity) a text."""
    pairs = list(zip(true, read, strict=True))
    return F1(
        true_positive=sum(len(t & r) for t, r in pairs),
        false_positive=sum(len(r - t) for t, r in pairs),
        false_negative=sum(len(t - r) for t, r in pairs),
    )


def calibration_error(confidences: npt.ArrayLike, holds: npt.ArrayLike, bins: int = 10) -> float:
    """Expected calibration error: mean gap between confidence and truth over equal-width bins.

    Weighted by how many fall in each bin; 0 without any.
    """
    sure = np.asarray(confidences, dtype=np.float64)
    right = np.asarray(holds, dtype=np.float64)
    if not sure.size:
        return 0.0
    places = np.minimum((sure * bins).astype(np.int64), bins - 1)
    gaps = np.abs(np.bincount(places, sure, bins) - np.bincount(places, right, bins))
    return float(gaps.sum() / sure.size)
