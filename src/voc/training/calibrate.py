"""Fits what turns raw scores into probabilities, on texts the weights have not seen."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from sklearn.linear_model import LogisticRegression

from voc.ml.calibration import Calibration, Floats
from voc.ml.scores import CALIBRATED, RawScores, calibration_inputs, is_exclusive
from voc.training.corpus import Prepared
from voc.training.examples import annotate
from voc.training.heads import Known, known_of
from voc.training.labelled import Labels
from voc.types.document import Document

# The scores are few and the texts hundreds: weak, but keeps labels with a dozen examples finite.
_PENALTY_C = 1.0


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
    return (_fit_exclusive if is_exclusive(name) else _fit_each)(scores, known)


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


def _fit_exclusive(scores: Floats, known: Known) -> Calibration:
    rows = (known >= 0).all(axis=1)
    model = LogisticRegression(C=_PENALTY_C, max_iter=1000)
    model.fit(scores[rows], known[rows].argmax(axis=1))
    return Calibration(model.coef_.T.astype(np.float32), model.intercept_.astype(np.float32))
