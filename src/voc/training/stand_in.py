"""Fits what another encoder lacks to stand in for ours, on the sentences that ship with voc.

No labelled set is needed, so anybody can name an encoder; the price is heads that have learnt from
some seven thousand texts instead of a hundred thousand.
"""

import hashlib
import os
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from voc.errors import ModelError
from voc.ml.calibration import Calibration, Calibrations
from voc.ml.cascade import Scorer
from voc.ml.encoder_files import Linear
from voc.ml.model_folder import read_arrays, write_arrays
from voc.ml.scores import CALIBRATED
from voc.ml.stand_in import StandIn
from voc.ports.models import SentenceEncoder
from voc.training.calibrate import calibrate
from voc.training.corpus import Prepared, Progress, Reader
from voc.training.examples import examples
from voc.training.heads import known_of
from voc.training.sets import SEED, read_guided, read_own
from voc.types.issue import Vectors

# Raised when fitting changes: what an older version kept is then made anew.
_VERSION = 1
_SEED_FILE, _REVIEW_FILE = "seed.jsonl", "reviews.jsonl"
# Enough to score every sentence by heads that have not seen it.
_FOLDS = 3
# Of vectors scaled to a spread of one. Swept 0.001-0.1, and shrunk linear discriminants, on
# vectors of the base encoder in three folds: mean log loss of a label 0.227, at 0.003 0.234, at
# 0.03 0.243, of discriminants 0.34 at best.
_PENALTY_C = 0.01
_HALF = np.float32(0.5)


def stand_in_name(encoder: str, own: Path) -> str:
    """Changes with the encoder, the sentences and the way of fitting: all that changes readings."""
    digest = hashlib.sha256(str(_VERSION).encode())
    for file in (_SEED_FILE, _REVIEW_FILE):
        digest.update((own / file).read_bytes())
    return f"{encoder}+{digest.hexdigest()[:8]}"


def stand_in(
    encoder: SentenceEncoder,
    student: Scorer,
    *,
    own: Path,
    reader: Callable[[], Reader],
    cache: Path,
    progress: Progress,
) -> StandIn:
    """``encoder`` with heads fitted on the sentences in ``own``, once, and kept in ``cache``.

    Raises ModelError where what was kept is damaged.
    """
    name = stand_in_name(encoder.name, own)
    path = cache / f"{name}.npz"
    if not path.exists():
        sentences = own_sentences(own, reader())
        progress(f"fitting heads for {encoder.name} on {len(sentences)} sentences, once")
        _keep(path, *_fit(encoder, sentences))
    heads, calibrations = _kept(path)
    return StandIn(
        name=name, encoder=encoder, heads=heads, student=student.name,
        calibrations=_beside(student.calibrations, calibrations),
    )  # fmt: skip


def own_sentences(own: Path, reader: Reader) -> tuple[Prepared, ...]:
    clauses, reviews = read_guided(own / _SEED_FILE, SEED), read_own(own / _REVIEW_FILE)
    return reader.prepared([*clauses, *reviews])


def _fit(encoder: SentenceEncoder, pairs: Sequence[Prepared]) -> tuple[Linear, Calibrations]:
    known = _ReadOnce(encoder, pairs)
    folds = []
    for number in range(_FOLDS):
        seen = [pair for row, pair in enumerate(pairs) if row % _FOLDS != number]
        folds.append(([_uncalibrated(known, _heads(known, seen))], pairs[number::_FOLDS]))
    heads = _heads(known, pairs)
    return heads, calibrate(folds, ([_uncalibrated(known, heads)], ()))


class _ReadOnce:
    """The vectors of an encoder that is slow to ask."""

    def __init__(self, encoder: SentenceEncoder, pairs: Sequence[Prepared]) -> None:
        documents = [document for _, document in pairs]
        texts = [document.text for document in documents]
        texts += [clause.text for document in documents for clause in document.clauses]
        self._rows = {text: row for row, text in enumerate(dict.fromkeys(texts))}
        self._vectors = encoder.encode(list(self._rows))
        self.name = encoder.name

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._vectors[[self._rows[text] for text in texts]]


def _uncalibrated(encoder: SentenceEncoder, heads: Linear) -> StandIn:
    return StandIn(name="", encoder=encoder, heads=heads, calibrations={}, student="")


def _heads(encoder: SentenceEncoder, pairs: Sequence[Prepared]) -> Linear:
    rows = examples(pairs)
    vectors = encoder.encode([row.piece.text for row in rows]).astype(np.float64)
    known = known_of([row.labels for row in rows], [row.toned for row in rows])
    center, spread = vectors.mean(axis=0), vectors.std(axis=0).mean()
    weights, bias = [], []
    for column in known.T:
        told = column >= 0
        model = LogisticRegression(C=_PENALTY_C, max_iter=1000)
        model.fit((vectors[told] - center) / spread, column[told])
        weights.append(model.coef_[0] / spread)
        bias.append(model.intercept_[0] - center @ weights[-1])
    return Linear(np.stack(weights, axis=1), np.array(bias))


def _beside(student: Calibrations, own: Calibrations) -> dict[str, Calibration]:
    """Of both side by side: the mean of their log-odds.

    Fitted together, the student would count too much: it has learnt these very sentences.
    """
    return {
        name: Calibration(
            _HALF * np.concatenate([student[name].matrix, own[name].matrix]),
            _HALF * (student[name].bias + own[name].bias),
        )
        for name in CALIBRATED
    }


def _keep(path: Path, heads: Linear, calibrations: Calibrations) -> None:
    """Whole or not at all."""
    arrays: dict[str, npt.NDArray[Any]] = {"weights": heads.weights, "bias": heads.bias}
    for name, calibration in calibrations.items():
        arrays |= {f"{name}.matrix": calibration.matrix, f"{name}.bias": calibration.bias}
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}")
    write_arrays(aside, arrays)
    aside.replace(path)


def _kept(path: Path) -> tuple[Linear, Calibrations]:
    try:
        arrays = read_arrays(path)
        calibrations = {
            name: Calibration(arrays[f"{name}.matrix"], arrays[f"{name}.bias"])
            for name in CALIBRATED
        }
        return Linear(arrays["weights"], arrays["bias"]), calibrations
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as err:
        raise ModelError(f"{path} is damaged: {err}. Delete it; it is made anew.") from err
