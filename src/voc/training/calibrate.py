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
Scored = tuple[Floats, Floats, Known]  # own scores, those leaned on, what is known


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
    for name, (own, other) in calibration_inputs(raw).items():
        columns = CALIBRATED[name]
        if name in ("clause_topics", "clause_intents"):
            # Which clause of a guided text says it is not known: judge the likeliest one.
            likeliest = raw.highest()[:, columns]
            found[name] = (likeliest, np.zeros_like(likeliest), texts[:, columns])
        else:
            known = texts if name.startswith("text") else clauses
            found[name] = (own, other, known[:, columns])
    return found


def _if_spoken(labels: Labels) -> Labels:
    """Clauses that voice no opinion are never asked for its polarity."""
    silent = bool(labels.topics) and not any(labels.topics.values())
    return Labels() if silent and labels.sentiment is not None else labels


def _fit(name: str, parts: Sequence[dict[str, Scored]]) -> Calibration:
    own = np.concatenate([part[name][0] for part in parts])
    other = np.concatenate([part[name][1] for part in parts])
    known = np.concatenate([part[name][2] for part in parts])
    return (_fit_exclusive if is_exclusive(name) else _fit_each)(own, other, known)


def _fit_each(own: Floats, other: Floats, known: Known) -> Calibration:
    labels = own.shape[1]
    matrix = np.zeros((2 * labels, labels), dtype=np.float32)
    bias = np.zeros(labels, dtype=np.float32)
    for label in range(labels):
        rows = known[:, label] >= 0
        inputs = np.stack([own[rows, label], other[rows, label]], axis=1)
        model = LogisticRegression(C=_PENALTY_C).fit(inputs, known[rows, label])
        matrix[[label, labels + label], label] = model.coef_[0]
        bias[label] = model.intercept_[0]
    return Calibration(matrix, bias)


def _fit_exclusive(own: Floats, other: Floats, known: Known) -> Calibration:
    rows = (known >= 0).all(axis=1)
    model = LogisticRegression(C=_PENALTY_C, max_iter=1000)
    model.fit(np.hstack([own, other])[rows], known[rows].argmax(axis=1))
    return Calibration(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))
