"""Figures of agreement between what is true and what was read.

Each is kept as what every text adds to it: a figure whose value follows from sums over texts can
be had of a part of the texts, of several sets together and of resampled texts (voc.evaluation.
bootstrap) without reading anything again.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Answer = frozenset[str]  # what holds of a text: one label, several, or none
Answers = Sequence[Answer]

# Equal-width bins of the calibration error, as the literature has it (Guo et al. 2017).
BINS = 15


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """A rate over texts."""

    added: Floats  # (texts, parts): what each text adds
    value_of: Callable[[Floats], Floats]  # sums (..., parts) to values (...)

    @property
    def texts(self) -> int:
        return len(self.added)

    @property
    def value(self) -> float:
        return float(self.value_of(self.added.sum(axis=0)))

    def of(self, rows: Sequence[int]) -> "Figure":
        """The same figure of these texts alone."""
        return Figure(self.added[list(rows)], self.value_of)


Metric = Callable[[Answers, Answers], Figure]


def pooled(figures: Sequence[Figure]) -> Figure:
    """Of the texts of all of these together; they must be of one kind."""
    return Figure(np.concatenate([figure.added for figure in figures]), figures[0].value_of)


def ratio(parts: npt.ArrayLike, wholes: npt.ArrayLike) -> Figure:
    """Sum of ``parts`` over sum of ``wholes``, both (texts,); 0 where there is nothing."""
    return Figure(np.stack([parts, wholes], axis=1).astype(np.float64), _quotient)


def _quotient(sums: Floats) -> Floats:
    parts, wholes = sums[..., 0], sums[..., 1]
    return np.divide(parts, wholes, out=np.zeros_like(parts), where=wholes > 0)


def constant(value: float, texts: int) -> Figure:
    """A value that is no rate, such as a median, found on so many texts: it has no interval."""
    return ratio(np.full(texts, value), np.ones(texts))


def accuracy(true: Answers, read: Answers) -> Figure:
    """Share of texts read exactly as they are."""
    right = [t == r for t, r in zip(true, read, strict=True)]
    return ratio(right, np.ones(len(right)))


def precision(true: Answers, read: Answers) -> Figure:
    """Share of the labels read that hold."""
    return ratio(_shared(true, read), [len(r) for r in read])


def recall(true: Answers, read: Answers) -> Figure:
    """Share of the labels that hold that were read."""
    return ratio(_shared(true, read), [len(t) for t in true])


def f1(true: Answers, read: Answers) -> Figure:
    """Micro-F1: over all labels of all texts."""
    sizes = [len(t) + len(r) for t, r in zip(true, read, strict=True)]
    return ratio(2 * _shared(true, read), sizes)


def _shared(true: Answers, read: Answers) -> Floats:
    return np.array([len(t & r) for t, r in zip(true, read, strict=True)], dtype=np.float64)


def macro_f1(true: Answers, read: Answers) -> Figure:
    """Mean F1 of the labels that occur in ``true``."""
    each = [f1(_only(label, true), _only(label, read)).added for label in labels_of(true)]
    return Figure(np.concatenate(each or [np.zeros((len(true), 2))], axis=1), _mean_quotient)


def _mean_quotient(sums: Floats) -> Floats:
    each = _quotient(sums.reshape(*sums.shape[:-1], -1, 2))
    mean: Floats = each.mean(axis=-1)
    return mean


def calibration_error(confidences: npt.ArrayLike, right: npt.ArrayLike) -> Figure:
    """Expected calibration error: mean gap between confidence and truth over BINS equal bins,
    weighted by how many fall in each."""
    sure = np.asarray(confidences, dtype=np.float64)
    places = np.minimum((sure * BINS).astype(np.int64), BINS - 1)
    added = np.zeros((len(sure), BINS + 1))
    added[np.arange(len(sure)), places] = sure - np.asarray(right, dtype=np.float64)
    added[:, BINS] = 1
    return Figure(added, _mean_gap)


def _mean_gap(sums: Floats) -> Floats:
    gaps = np.abs(sums[..., :BINS]).sum(axis=-1)
    return _quotient(np.stack([gaps, sums[..., BINS]], axis=-1))


# What is told of each label of a task.
_TOLD: Mapping[str, Metric] = MappingProxyType({"precision": precision, "recall": recall, "f1": f1})


def by_label(true: Answers, read: Answers) -> dict[str, dict[str, float]]:
    """Per label precision, recall, F1, and of how many texts it holds."""
    return {
        label: {
            name: of(_only(label, true), _only(label, read)).value for name, of in _TOLD.items()
        }
        | {"texts": sum(label in t for t in true)}
        for label in labels_of([*true, *read])
    }


def confusion(true: Answers, read: Answers) -> dict[str, dict[str, int]]:
    """Of texts with one label each: how many that are this were read as that."""
    pairs = Counter((*t, *r) for t, r in zip(true, read, strict=True))
    labels = labels_of([*true, *read])
    return {is_: {read_as: pairs[is_, read_as] for read_as in labels} for is_ in labels_of(true)}


def labels_of(answers: Answers) -> list[str]:
    return sorted(frozenset[str]().union(*answers))


def _only(label: str, answers: Answers) -> list[Answer]:
    return [answer & {label} for answer in answers]
