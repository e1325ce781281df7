"""Fits the weights of all heads: one linear decision a label, each on the rows that know it."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed
from scipy.sparse import csr_matrix, diags
from sklearn.linear_model import LogisticRegression

from voc.ml.calibration import Floats
from voc.ml.scores import LABELS, POLARITY_LABELS, SEVERITY_LABELS, TONE_LABELS
from voc.training.labelled import Labels
from voc.types.opinion import Intent

# Swept 3-10 on the dev splits of online_shopping_10_cats and chnsenticorp_htl_all.
PENALTY_C = 10.0
# Features are scaled by |log-count ratio| to this power (Wang & Manning 2012, NB-SVM).
# Swept 0, 0.5, 1 on the same: 0.936/0.850, 0.937/0.857, 0.935/0.863 accuracy.
RATIO_POWER = 0.5
# Of the heads for cars, without scaling. Swept 3-100 and powers 0, 0.5, 1 on the dev split of
# bdci_car_2018, as the mean with the encoder's: 0.580-0.596, 0.577-0.586, 0.556-0.578.
CAR_PENALTY_C = 100.0
# The sentiment of whole texts is the mean of three such fits, which costs nothing at run time:
# 0.939/0.857 against 0.936-0.939/0.847-0.853 of each alone (400,000 features).
TONE_RATIO_POWERS = (0.0, 0.5, 1.0)
# There our own sentences weigh no more than other texts: at 5 they cost 0.001/0.003, together with
# the opinion sets' pieces 0.002/0.020.
MOST_TONE_WEIGHT = 1.0

Weights = tuple[npt.NDArray[np.float64], float]  # of the features, and the intercept
Known = npt.NDArray[np.int8]  # (rows, len(LABELS)): 1 holds, 0 does not, -1 not known


def known_of(labels: Sequence[Labels], toned: Sequence[bool] | None = None) -> Known:
    """``toned``: which rows the tone head learns the sentiment of; default none."""
    table = np.full((len(labels), len(LABELS)), -1, dtype=np.int8)
    columns = {label: i for i, label in enumerate(LABELS)}
    for row, known in enumerate(labels):
        for label, holds in _flat(known):
            table[row, columns[label]] = holds
    polarity, tone = ([columns[label] for label in part] for part in (POLARITY_LABELS, TONE_LABELS))
    for index in np.flatnonzero(np.array(toned or (), dtype=bool)):
        table[index, tone] = table[index, polarity]
    return table


def _flat(labels: Labels) -> list[tuple[str, bool]]:
    flat = [(f"topic:{topic}", holds) for topic, holds in labels.topics.items()]
    flat += [(f"intent:{Intent(intent).value}", holds) for intent, holds in labels.intents.items()]
    if labels.sentiment is not None:
        flat += [
            (label, label == f"polarity:{labels.sentiment.value}") for label in POLARITY_LABELS
        ]
    if labels.severity is not None:
        flat += [(label, label == f"severity:{labels.severity.value}") for label in SEVERITY_LABELS]
    return flat


def fit_heads(
    matrix: csr_matrix, known: Known, weights: npt.NDArray[np.float64], workers: int = 2
) -> tuple[Floats, Floats]:
    """Weights (features, labels) and bias (labels,). Deterministic whatever ``workers`` is."""
    # Processes: liblinear holds the lock of the interpreter.
    fitted = Parallel(n_jobs=workers, max_nbytes="1M")(
        delayed(_fit_column)(matrix, known[:, column], weights, column)
        for column in range(known.shape[1])
    )
    return _columns(fitted)


def fit_car_heads(matrix: csr_matrix, known: Known) -> tuple[Floats, Floats]:
    """Weights (features, car labels) and bias, from texts that know all car labels."""
    even, unscaled = np.ones(len(known)), np.ones(matrix.shape[1])
    fitted = Parallel(n_jobs=2, max_nbytes="1M")(
        delayed(_fit)(matrix, column == 1, even, unscaled, CAR_PENALTY_C) for column in known.T
    )
    return _columns(fitted)


def _columns(fitted: Sequence[Weights]) -> tuple[Floats, Floats]:
    weights = np.stack([weights for weights, _ in fitted], axis=1)
    return weights.astype(np.float32), np.array([bias for _, bias in fitted], dtype=np.float32)


def _fit_column(
    matrix: csr_matrix, known: npt.NDArray[np.int8], weights: npt.NDArray[np.float64], column: int
) -> Weights:
    if LABELS[column] in TONE_LABELS:
        return _fit_mean(matrix, known, np.minimum(weights, MOST_TONE_WEIGHT), TONE_RATIO_POWERS)
    return _fit_mean(matrix, known, weights, (RATIO_POWER,))


def _fit_mean(
    matrix: csr_matrix,
    known: npt.NDArray[np.int8],
    weights: npt.NDArray[np.float64],
    powers: Sequence[float],
) -> Weights:
    """One label: the mean of a fit a ratio power."""
    rows = np.flatnonzero(known >= 0)
    here, holds = matrix[rows], known[rows] == 1
    ratio = _ratio(here, holds)
    fits = [_fit(here, holds, weights[rows], ratio**power) for power in powers]
    coefficients = np.mean([coefficients for coefficients, _ in fits], axis=0)
    return coefficients, float(np.mean([intercept for _, intercept in fits]))


def _fit(
    matrix: csr_matrix,
    holds: npt.NDArray[np.bool_],
    weights: npt.NDArray[np.float64],
    scale: npt.NDArray[np.float64],
    penalty_c: float = PENALTY_C,
) -> Weights:
    if holds.all() or not holds.any():  # nothing to tell it by: the odds of one more text
        return np.zeros(matrix.shape[1]), float(np.log((holds.sum() + 1) / ((~holds).sum() + 1)))
    model = LogisticRegression(
        C=penalty_c, solver="liblinear", random_state=0, tol=1e-3, max_iter=1000
    )
    model.fit((matrix @ diags(scale)).tocsr(), holds, sample_weight=weights)
    return model.coef_[0] * scale, float(model.intercept_[0])


def _ratio(matrix: csr_matrix, holds: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    with_label = 1 + np.asarray(matrix[holds].sum(axis=0)).ravel()
    without = 1 + np.asarray(matrix[~holds].sum(axis=0)).ravel()
    ratio = np.log(with_label / with_label.sum()) - np.log(without / without.sum())
    strength: npt.NDArray[np.float64] = np.abs(ratio)
    return strength
