"""A trained model as a folder: arrays, plain text and JSON, nothing that runs code on loading.

``config.json`` holds the SHA-256 of every other file, so that its own names the model and tells a
damaged copy from a sound one.
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.errors import ModelError

_CONFIG = "config.json"

Arrays = Mapping[str, npt.NDArray[Any]]


def model_name(folder: Path) -> str:
    """Folder name and the start of a SHA-256 that changes with anything that changes readings.

    Raises ModelError where there is no model.
    """
    try:
        return f"{folder.name}@{_digest(folder / _CONFIG)[:12]}"
    except OSError as err:
        raise ModelError(
            f"No model in {folder}: {err.strerror}. Restore the shipped folder, or train one with "
            "`voc train`."
        ) from err


def write_config(folder: Path, form: str, files: Sequence[str], values: Mapping[str, Any]) -> str:
    """Seal the files written so far; returns the model's name. The same model, the same bytes."""
    digests = {name: _digest(folder / name) for name in sorted(files)}
    config = {"format": form, "sha256": digests, **values}
    text = json.dumps(config, ensure_ascii=False, indent=1) + "\n"
    (folder / _CONFIG).write_text(text, encoding="utf-8", newline="\n")
    return model_name(folder)


@contextmanager
def opened(folder: Path, form: str) -> Iterator[dict[str, Any]]:
    """The configuration of a sound folder, to load the rest by.

    Raises ModelError where files are missing, damaged or of another format, then or within.
    """
    try:
        config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        if config["format"] != form:
            raise ModelError(
                f"The model in {folder} has format {config['format']!r}, this voc reads {form!r}. "
                "Train it again with `voc train`."
            )
        for name, digest in config["sha256"].items():
            if _digest(folder / name) != digest:
                raise ModelError(
                    f"{folder / name} is damaged: its SHA-256 is not the one in {_CONFIG}. "
                    "Copy the model folder again."
                )
        yield config
    except (OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as err:
        raise ModelError(
            f"Cannot load the model in {folder}: {err}. Name a folder written by `voc train`, "
            "or restore the shipped one."
        ) from err


def write_arrays(path: Path, arrays: Arrays) -> None:
    """An .npz whose bytes depend on the arrays alone: numpy would put the time into it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, array in sorted(arrays.items()):
            entry = zipfile.ZipInfo(f"{name}.npy", date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            with archive.open(entry, "w") as file:
                np.lib.format.write_array(file, array, allow_pickle=False)


def read_arrays(path: Path) -> dict[str, npt.NDArray[Any]]:
    with np.load(path, allow_pickle=False) as arrays:
        return {name: arrays[name] for name in arrays.files}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
