"""Fits what turns raw scores into probabilities, on texts the weights have not seen."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.special import logsumexp
from sklearn.linear_model import LogisticRegression

from voc.ml.calibration import Calibration, Floats
from voc.ml.scores import CALIBRATED, LABELS, RawScores, calibration_inputs, is_exclusive
from voc.training.corpus import Prepared
from voc.training.examples import annotate
from voc.training.heads import Known, known_of
from voc.training.labelled import Labels
from voc.training.mapping import SENTIMENT_SETS
from voc.types.document import Document
from voc.types.opinion import Polarity

# The scores are few and the texts hundreds: weak, but keeps labels with a dozen examples finite.
_PENALTY_C = 1.0
# The sentiment of texts has many inputs, and languages apart of fewer than a thousand texts. Swept
# 0.003-1 in five folds of the dev splits: Korean 0.841, 0.844, 0.837, 0.835 right, others the same.
_TEXT_POLARITY_C = 0.01

_TWO_SIDED = frozenset(name for name, about in SENTIMENT_SETS.items() if about.two_sided)
_NEUTRAL = f"polarity:{Polarity.NEUTRAL.value}"

Doubles = npt.NDArray[np.float64]


class Reader(Protocol):
    def raw_scores(self, documents: Sequence[Document]) -> RawScores: ...


# Readers, side by side, and texts none of them has seen.
Unseen = tuple[Sequence[Reader], Sequence[Prepared]]
Scored = tuple[Floats, Known]  # what a calibration reads, and what is known


def calibrate(guided: Sequence[Unseen], dev: Unseen) -> dict[str, Calibration]:
    """Polarity on the dev splits too; all else on guided texts alone.

    Only these know every topic and intent; what the other sets imply would shift the odds.
    """
    parts = [_scored(*unseen) for unseen in guided]
    dev_part = _scored(*dev)
    return {
        name: _fit(name, [*parts, dev_part] if name.endswith("polarity") else parts)
        for name in CALIBRATED
    }


def _scored(readers: Sequence[Reader], pairs: Sequence[Prepared]) -> dict[str, Scored]:
    raws = [reader.raw_scores([document for _, document in pairs]) for reader in readers]
    annotated = [annotate(text, document) for text, document in pairs]
    texts = known_of([whole for whole, _ in annotated])
    two_sided = [row for row, (text, _) in enumerate(pairs) if text.source in _TWO_SIDED]
    texts[two_sided, LABELS.index(_NEUTRAL)] = -1
    clauses = known_of([_if_spoken(labels) for _, parts in annotated for labels in parts])
    found = {}
    for name, scores in calibration_inputs(raws).items():
        columns = CALIBRATED[name]
        if name in ("clause_topics", "clause_intents"):
            # Which clause of a guided text says it is not known: judge the likeliest one.
            highest = np.hstack([raw.highest()[:, columns] for raw in raws])
            found[name] = (highest, texts[:, columns])
        else:
            found[name] = (scores, (texts if name.startswith("text") else clauses)[:, columns])
    return found


def _if_spoken(labels: Labels) -> Labels:
    """Clauses that voice no opinion are never asked for its polarity."""
    silent = bool(labels.topics) and not any(labels.topics.values())
    return Labels() if silent and labels.sentiment is not None else labels


def _fit(name: str, parts: Sequence[dict[str, Scored]]) -> Calibration:
    scores = np.concatenate([part[name][0] for part in parts])
    known = np.concatenate([part[name][1] for part in parts])
    if not is_exclusive(name):
        return _fit_each(scores, known)
    penalty_c = _TEXT_POLARITY_C if name == "text_polarity" else _PENALTY_C
    return _fit_exclusive(scores, known, penalty_c)


def _fit_each(scores: Floats, known: Known) -> Calibration:
    """Each label by its own scores (columns label, labels + label, …), which count the same for
    every label: a rare label borrows its slopes from the others and has its own odds."""
    labels, readings = known.shape[1], scores.shape[1] // known.shape[1]
    row, label = np.nonzero(known >= 0)
    own = np.stack([scores[row, label + labels * k] for k in range(readings)], axis=1)
    inputs = np.hstack([own, np.eye(labels, dtype=np.float32)[label]])
    model = LogisticRegression(C=_PENALTY_C, max_iter=1000).fit(inputs, known[row, label])
    slopes, odds = model.coef_[0][:readings], model.coef_[0][readings:]
    matrix = np.concatenate([slope * np.eye(labels) for slope in slopes]).astype(np.float32)
    return Calibration(matrix, (odds + model.intercept_).astype(np.float32))


def _fit_exclusive(scores: Floats, known: Known, penalty_c: float) -> Calibration:
    """Softmax regression on the rows whose label is known.

    Where a set leaves out a label, its rows only tell the others apart: the likelihood is that of
    the label among those the set knows.
    """
    rows = (known == 1).any(axis=1)
    inputs, holds = scores[rows].astype(np.float64), known[rows] == 1
    impossible = np.where(known[rows] < 0, -np.inf, 0.0)
    shape = (inputs.shape[1] + 1, known.shape[1])

    def loss(flat: Doubles) -> tuple[float, Doubles]:
        weights = flat.reshape(shape)
        odds = inputs @ weights[:-1] + weights[-1] + impossible
        log_shares = odds - logsumexp(odds, axis=1, keepdims=True)
        off = np.exp(log_shares) - holds
        slope = np.vstack([inputs.T @ off + weights[:-1] / penalty_c, off.sum(axis=0)])
        penalty = (weights[:-1] ** 2).sum() / (2 * penalty_c)
        return penalty - log_shares[holds].sum(), slope.ravel()

    begin = np.zeros(shape).ravel()
    found = minimize(loss, begin, jac=True, method="L-BFGS-B", options={"maxiter": 1000})
    weights = found.x.reshape(shape).astype(np.float32)
    return Calibration(weights[:-1], weights[-1])
