"""The student on disk and at work: linear weights over character n-grams and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voc.ml.calibration import Calibration, Floats, from_plain, to_plain
from voc.ml.model_folder import model_name, opened, read_arrays, write_arrays, write_config
from voc.ml.ngram_features import NgramFeatures
from voc.ml.pieces import clause_piece, text_piece
from voc.ml.scores import LABELS, RawScores
from voc.types.document import Document

FORMAT = "voc-ngram-3"
_ARRAYS = "arrays.npz"
_MOST = 127

Packed = tuple[npt.NDArray[np.int8], npt.NDArray[np.float16]]  # weights and a scale a row


@dataclass(frozen=True)
class NgramModel:
    """Weights of all heads over one vocabulary, and what makes probabilities of their scores."""

    features: NgramFeatures
    weights: Floats  # (len(vocabulary), len(LABELS))
    bias: Floats  # (len(LABELS),)
    car_weights: Packed  # (len(vocabulary), car labels); packed, since few texts ask for them
    car_bias: Floats  # (car labels,): voc.training.encoder.cars.CAR_LABELS
    calibrations: dict[str, Calibration]
    name: str  # see model_name

    def raw_scores(self, documents: Sequence[Document]) -> RawScores:
        """A text's scores do not depend on its neighbours."""
        pieces = [text_piece(document) for document in documents]
        pieces += [clause_piece(clause) for document in documents for clause in document.clauses]
        scores = self.features.rows(pieces) @ self.weights + self.bias
        texts = len(documents)
        return RawScores.of_documents(documents, scores[:texts], scores[texts:])

    def car_scores(self, documents: Sequence[Document]) -> Floats:
        """(n, car labels): log-odds."""
        rows = self.features.rows([text_piece(document) for document in documents])
        scores: Floats = rows @ from_bytes(*self.car_weights) + self.car_bias
        return scores


def save(model: NgramModel, folder: Path) -> str:
    """Write the model; returns its name. The same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    weights, scales = in_bytes(model.weights)
    car_weights, car_scales = model.car_weights
    vocabulary = "\n".join(model.features.vocabulary).encode("utf-8")
    write_arrays(
        folder / _ARRAYS,
        {
            "weights": weights,
            "scales": scales,
            "bias": model.bias,
            "car_weights": car_weights,
            "car_scales": car_scales,
            "car_bias": model.car_bias,
            "idf": model.features.idf,
            "vocabulary": np.frombuffer(vocabulary, dtype=np.uint8),
        },
    )
    values = {"labels": LABELS, "calibrations": to_plain(model.calibrations)}
    return write_config(folder, FORMAT, (_ARRAYS,), values)


def load(folder: Path) -> NgramModel:
    """Raises ModelError where files are missing, damaged or of another format."""
    with opened(folder, FORMAT) as config:
        arrays = read_arrays(folder / _ARRAYS)
        vocabulary = arrays["vocabulary"].tobytes().decode("utf-8").split("\n")
        return NgramModel(
            features=NgramFeatures(tuple(vocabulary), arrays["idf"]),
            weights=from_bytes(arrays["weights"], arrays["scales"]),
            bias=arrays["bias"],
            car_weights=(arrays["car_weights"], arrays["car_scales"]),
            car_bias=arrays["car_bias"],
            calibrations=from_plain(config["calibrations"]),
            name=model_name(folder),
        )


def in_bytes(weights: Floats) -> Packed:
    """A byte a weight and a scale a row: a third of the file, and accuracy on the dev splits is
    the same to three digits."""
    # Half precision must not round a scale to zero: its row would be lost.
    least = np.finfo(np.float16).tiny
    scales = np.maximum(np.abs(weights).max(axis=1) / _MOST, least).astype(np.float16)
    stored = np.rint(weights / scales.astype(np.float32)[:, None])
    return np.clip(stored, -_MOST, _MOST).astype(np.int8), scales


def from_bytes(stored: npt.NDArray[np.int8], scales: npt.NDArray[np.float16]) -> Floats:
    weights: Floats = np.multiply(stored, scales.astype(np.float32)[:, None], dtype=np.float32)
    return weights
