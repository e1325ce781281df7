"""A trained model as files: arrays, plain text and JSON, nothing that runs code on loading."""

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.errors import ModelError
from voc.ml.ngram_features import NgramFeatures

FORMAT = "voc-ngram-1"
_WEIGHTS = "weights.npz"
_VOCABULARY = "vocabulary.txt"
_CONFIG = "config.json"

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Calibration:
    """A linear map from raw scores to log-odds, fitted on texts the weights have not seen."""

    matrix: Floats  # (inputs, outputs)
    bias: Floats  # (outputs,)

    def __call__(self, scores: Floats) -> Floats:
        # Written out instead of ``@``: BLAS may sum a row differently beside other rows.
        total = np.repeat(self.bias[None, :], len(scores), axis=0)
        for column, weights in zip(scores.T, self.matrix, strict=True):
            total += column[:, None] * weights[None, :]
        return total


@dataclass(frozen=True)
class NgramModel:
    """Weights of all heads over one vocabulary, and what makes probabilities of their scores."""

    features: NgramFeatures
    labels: tuple[str, ...]  # of the columns of weights: "topic:taste", "intent:praise", …
    weights: Floats  # (len(vocabulary), len(labels))
    bias: Floats  # (len(labels),)
    calibrations: dict[str, Calibration]
    name: str  # see model_name


def model_name(folder: Path) -> str:
    """Folder name and the start of a SHA-256 that changes with anything that changes readings.

    Raises ModelError where there is no model.
    """
    try:
        # The configuration holds the digests of the other files.
        return f"{folder.name}@{_digest(folder / _CONFIG)[:12]}"
    except OSError as err:
        raise ModelError(
            f"No model in {folder}: {err.strerror}. Train one with `voc train --out {folder}`."
        ) from err


def save(model: NgramModel, folder: Path) -> str:
    """Write the model; returns its name. The same model gives the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary = "\n".join(model.features.vocabulary) + "\n"
    (folder / _VOCABULARY).write_text(vocabulary, encoding="utf-8", newline="\n")
    _write_arrays(
        folder / _WEIGHTS,
        {
            "weights": model.weights.astype(np.float16),
            "bias": model.bias,
            "idf": model.features.idf,
        },
    )
    config = {
        "format": FORMAT,
        "weights_sha256": _digest(folder / _WEIGHTS),
        "vocabulary_sha256": _digest(folder / _VOCABULARY),
        "labels": model.labels,
        "calibrations": {
            name: {"matrix": _plain(c.matrix), "bias": _plain(c.bias)}
            for name, c in sorted(model.calibrations.items())
        },
    }
    text = json.dumps(config, ensure_ascii=False, indent=1) + "\n"
    (folder / _CONFIG).write_text(text, encoding="utf-8", newline="\n")
    return model_name(folder)


def load(folder: Path) -> NgramModel:
    """Raises ModelError where files are missing, damaged or of another format."""
    try:
        config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        _check(folder, config)
        vocabulary = (folder / _VOCABULARY).read_text(encoding="utf-8").split("\n")[:-1]
        with np.load(folder / _WEIGHTS, allow_pickle=False) as arrays:
            return NgramModel(
                features=NgramFeatures(tuple(vocabulary), arrays["idf"]),
                labels=tuple(config["labels"]),
                weights=arrays["weights"].astype(np.float32),
                bias=arrays["bias"],
                calibrations={
                    name: Calibration(
                        np.array(c["matrix"], dtype=np.float32), np.array(c["bias"], np.float32)
                    )
                    for name, c in config["calibrations"].items()
                },
                name=model_name(folder),
            )
    except (OSError, ValueError, KeyError, TypeError, zipfile.BadZipFile) as err:
        raise ModelError(
            f"Cannot load the model in {folder}: {err}. Name a folder written by `voc train`, "
            "or restore the shipped one."
        ) from err


def _check(folder: Path, config: dict[str, Any]) -> None:
    if config["format"] != FORMAT:
        raise ModelError(
            f"The model in {folder} has format {config['format']!r}, this voc reads {FORMAT!r}. "
            "Train it again with `voc train`."
        )
    for name, key in ((_WEIGHTS, "weights_sha256"), (_VOCABULARY, "vocabulary_sha256")):
        if _digest(folder / name) != config[key]:
            raise ModelError(
                f"{folder / name} is damaged: its SHA-256 is not the one in {_CONFIG}. "
                "Copy the model folder again."
            )


def _write_arrays(path: Path, arrays: dict[str, npt.NDArray[Any]]) -> None:
    """An .npz whose bytes depend on the arrays alone: numpy would put the time into it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, array, allow_pickle=False)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _plain(array: Floats) -> Any:
    return np.round(array.astype(np.float64), 5).tolist()
