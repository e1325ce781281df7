"""Vectors of clauses, in which the same problem told by several people lies together.

Layers of their own over the words of the multi-task encoder, with which they share tokenizer and
embeddings: six megabytes less. How they learn: voc.training.clauses.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.errors import ModelError
from voc.ml.calibration import Floats
from voc.ml.encoder_files import EncoderModel, Linear
from voc.ml.encoder_input import text_windows
from voc.ml.layers import Layers
from voc.ml.model_folder import model_name, opened, read_arrays, write_arrays, write_config
from voc.types.issue import Vectors

FORMAT = "voc-clauses-1"
_ARRAYS = "arrays.npz"
# Read of a clause, marks left out. Of the tellings it learnt from one in two hundred has more.
MOST_TOKENS = 62


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseModel:
    """What voc.training.clauses makes."""

    layers: bytes  # ONNX, as of EncoderModel
    # From the unit mean of a clause's states to its vector: the mean of complaints, which all of
    # them share, taken off; then the axes along which complaints differ most.
    reduced: Linear
    words: str  # digest of the embeddings these layers were trained over


def words_digest(model: EncoderModel) -> str:
    """Of what a clause model shares with it."""
    digest = hashlib.sha256(np.ascontiguousarray(model.words).data)
    digest.update(model.tokenizer.to_str().encode())
    return digest.hexdigest()[:12]


def save(model: ClauseModel, folder: Path) -> str:
    """Write the model; returns its name. The same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    arrays: dict[str, npt.NDArray[Any]] = {
        "layers": np.frombuffer(model.layers, dtype=np.uint8),
        "reduced.weights": model.reduced.weights.astype(np.float32),
        "reduced.bias": model.reduced.bias.astype(np.float32),
    }
    write_arrays(folder / _ARRAYS, arrays)
    return write_config(folder, FORMAT, (_ARRAYS,), {"words": model.words})


def load(folder: Path) -> ClauseModel:
    """Raises ModelError where files are missing, damaged or of another format."""
    with opened(folder, FORMAT) as config:
        arrays = read_arrays(folder / _ARRAYS)
        return ClauseModel(
            layers=arrays["layers"].tobytes(),
            reduced=Linear(
                arrays["reduced.weights"].astype(np.float64),
                arrays["reduced.bias"].astype(np.float64),
            ),
            words=config["words"],
        )


class ClauseEncoder:
    """Implements voc.ports.models.SentenceEncoder."""

    def __init__(
        self, model: ClauseModel, beside: EncoderModel, name: str, threads: int | None = None
    ) -> None:
        """``beside`` lends its words. Raises ModelError where they are not those of the model."""
        if model.words != words_digest(beside):
            raise ModelError(
                f"{name} reads other words than those of {beside.name}. "
                "Train it again with `voc train clauses`."
            )
        self._name = name
        self._model = model
        self._tokenizer = beside.tokenizer
        self._layers = Layers(model.layers, beside.words, beside.positions, threads)

    @classmethod
    def load(
        cls, folder: Path, beside: EncoderModel, threads: int | None = None
    ) -> "ClauseEncoder":
        """Raises ModelError where the folder holds no sound model for these words."""
        return cls(load(folder), beside, model_name(folder), threads)

    @property
    def name(self) -> str:
        return self._name

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, d) float32, rows of unit length; zero for texts without letters."""
        spoken = [i for i, text in enumerate(texts) if any(map(str.isalnum, text))]
        cut = text_windows(self._tokenizer, [texts[i] for i in spoken], MOST_TOKENS)
        means = np.zeros((len(spoken), self._layers.width), dtype=np.float32)
        for number, states in self._layers.states([window.ids for window in cut]):
            means[number] = states.mean(axis=0)
        vectors = np.zeros((len(texts), self._model.reduced.weights.shape[1]), dtype=np.float32)
        vectors[spoken] = _unit(self._model.reduced(_unit(means)))
        return vectors


def _unit(rows: Floats) -> Floats:
    unit: Floats = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return unit
