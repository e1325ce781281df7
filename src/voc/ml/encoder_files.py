"""The trained encoder on disk: arrays, one of them the ONNX graph of its layers."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from voc.ml.calibration import Calibration, Floats, from_plain, to_plain
from voc.ml.model_folder import model_name, opened, read_arrays, write_arrays, write_config
from voc.ml.scores import LABELS

FORMAT = "voc-encoder-1"
_ARRAYS = "arrays.npz"
_TOKENIZER = "tokenizer.json"
BLOCK = 32  # weights that share a scale


@dataclass(frozen=True, slots=True)
class Linear:
    """A head: ``inputs @ weights + bias``."""

    weights: npt.NDArray[np.float64]  # (width, outputs)
    bias: npt.NDArray[np.float64]  # (outputs,)

    def __call__(self, inputs: Floats) -> Floats:
        # einsum and not ``@``: BLAS may sum a row differently beside other rows.
        found = np.einsum("nw,wo->no", inputs.astype(np.float64), self.weights) + self.bias
        scores: Floats = found.astype(np.float32)
        return scores


@dataclass(frozen=True, slots=True, kw_only=True)
class Heads:
    labels: Linear  # of texts and clauses: one output for each of LABELS
    target: Linear  # of what is named: one for each Polarity
    cars: Linear  # of texts about cars: voc.training.encoder.cars.CAR_LABELS
    likeness: Linear  # to vectors whose cosine is likeness in meaning


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderModel:
    layers: bytes  # ONNX: (batch, tokens, width) of embeddings to states, nothing padded
    words: Floats  # (vocabulary, width)
    positions: Floats  # (most tokens, width), the one token type added
    tokenizer: Tokenizer
    heads: Heads
    calibrations: dict[str, Calibration]  # of its scores beside the student's
    student: str  # name of the student they were fitted with; "" before they are
    name: str


def save(model: EncoderModel, folder: Path) -> str:
    """Write the model; returns its name. The same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / _TOKENIZER).write_text(model.tokenizer.to_str(), encoding="utf-8", newline="\n")
    nibbles, scales = packed(model.words)
    arrays: dict[str, npt.NDArray[Any]] = {
        # In here it is deflated: 7 bits a weight, most of them small, take less than 6.
        "layers": np.frombuffer(model.layers, dtype=np.uint8),
        "words": nibbles,
        "word_scales": scales,
        "positions": model.positions,
    }
    for name in Heads.__slots__:
        head: Linear = getattr(model.heads, name)
        arrays |= {f"{name}.weights": head.weights.astype(np.float32)}
        arrays |= {f"{name}.bias": head.bias.astype(np.float32)}
    write_arrays(folder / _ARRAYS, arrays)
    values = {
        "labels": LABELS,
        "student": model.student,
        "calibrations": to_plain(model.calibrations),
    }
    return write_config(folder, FORMAT, (_ARRAYS, _TOKENIZER), values)


def load(folder: Path) -> EncoderModel:
    """Raises ModelError where files are missing, damaged or of another format."""
    with opened(folder, FORMAT) as config:
        arrays = read_arrays(folder / _ARRAYS)
        heads = {
            name: Linear(
                arrays[f"{name}.weights"].astype(np.float64),
                arrays[f"{name}.bias"].astype(np.float64),
            )
            for name in Heads.__slots__
        }
        return EncoderModel(
            layers=arrays["layers"].tobytes(),
            words=unpacked(arrays["words"], arrays["word_scales"]),
            positions=arrays["positions"].astype(np.float32),
            tokenizer=Tokenizer.from_file(str(folder / _TOKENIZER)),
            heads=Heads(**heads),
            calibrations=from_plain(config["calibrations"]),
            student=config["student"],
            name=model_name(folder),
        )


def packed(weights: Floats) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float16]]:
    """4 bits a weight: (rows, width / 2) pairs and (rows, width / BLOCK) scales.

    Blocks of BLOCK weights, a nibble q stands for (q - 8) x scale, low nibbles first. Exact for
    weights that were stored so before, as those of the base encoder are.
    """
    blocks = weights.reshape(len(weights), -1, BLOCK)
    largest = np.take_along_axis(blocks, np.abs(blocks).argmax(2)[:, :, None], 2)
    scales = (largest / -8).astype(np.float16)
    divisor = np.where(scales == 0, 1, scales).astype(np.float32)
    nibbles = np.clip(np.rint(blocks / divisor) + 8, 0, 15).astype(np.uint8)
    pairs = nibbles[:, :, : BLOCK // 2] | (nibbles[:, :, BLOCK // 2 :] << 4)
    return pairs.reshape(len(weights), -1), scales[:, :, 0]


def unpacked(pairs: npt.NDArray[np.uint8], scales: npt.NDArray[np.float16]) -> Floats:
    """What ``packed`` made of the weights it was given."""
    halves = pairs.reshape(len(pairs), -1, BLOCK // 2)
    weights = np.empty((*halves.shape[:2], BLOCK), dtype=np.float32)
    weights[:, :, : BLOCK // 2] = halves & 15
    weights[:, :, BLOCK // 2 :] = halves >> 4
    weights -= 8  # in place: 45 MB, which every start touches for the first time
    weights *= scales.astype(np.float32)[:, :, None]
    return weights.reshape(len(pairs), -1)
