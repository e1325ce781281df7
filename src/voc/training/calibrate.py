"""Fits what turns raw scores into probabilities, on texts the weights have not seen."""

from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from voc.ml.model_files import Calibration, Floats, NgramModel
from voc.ml.ngram_scores import CALIBRATED, calibration_inputs, is_exclusive, raw_scores
from voc.training.corpus import Prepared
from voc.training.examples import annotate
from voc.training.heads import Known, known_of
from voc.training.labelled import Labels

# The scores are few and the texts hundreds: weak, but keeps labels with a dozen examples finite.
_PENALTY_C = 1.0

Fold = tuple[NgramModel, Sequence[Prepared]]  # a model and texts it has not seen
Scored = tuple[Floats, Known]  # what a calibration reads, and what is known


def calibrate(guided: Sequence[Fold], dev: Fold) -> dict[str, Calibration]:
    """Polarity on the dev splits too; all else on guided texts alone.

    Only these know every topic and intent; what the other sets imply would shift the odds.
    """
    parts = [_scored(*fold) for fold in guided]
    dev_part = _scored(*dev)
    return {
        name: _fit(name, [*parts, dev_part] if name.endswith("polarity") else parts)
        for name in CALIBRATED
    }


def _scored(model: NgramModel, pairs: Sequence[Prepared]) -> dict[str, Scored]:
    raw = raw_scores(model, [document for _, document in pairs])
    annotated = [annotate(text, document) for text, document in pairs]
    texts = known_of([whole for whole, _ in annotated])
    clauses = known_of([_if_spoken(labels) for _, parts in annotated for labels in parts])
    found = {}
    for name, scores in calibration_inputs(raw).items():
        columns = CALIBRATED[name]
        if name in ("clause_topics", "clause_intents"):
            # Which clause of a guided text says it is not known: judge the likeliest one.
            found[name] = (raw.highest()[:, columns], texts[:, columns])
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
    return (_fit_exclusive if is_exclusive(name) else _fit_each)(scores, known)


def _fit_each(scores: Floats, known: Known) -> Calibration:
    """Each label by its own score, or scores: columns label, labels + label, …"""
    labels = known.shape[1]
    matrix = np.zeros((scores.shape[1], labels), dtype=np.float32)
    bias = np.zeros(labels, dtype=np.float32)
    for label in range(labels):
        rows = known[:, label] >= 0
        inputs = scores[rows, label::labels]
        model = LogisticRegression(C=_PENALTY_C).fit(inputs, known[rows, label])
        matrix[label::labels, label] = model.coef_[0]
        bias[label] = model.intercept_[0]
    return Calibration(matrix, bias)


def _fit_exclusive(scores: Floats, known: Known) -> Calibration:
    rows = (known >= 0).all(axis=1)
    model = LogisticRegression(C=_PENALTY_C, max_iter=1000)
    model.fit(scores[rows], known[rows].argmax(axis=1))
    return Calibration(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))
