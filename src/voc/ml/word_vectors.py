"""Word vectors as files: one array of bytes, one of scales, plain text and JSON."""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from voc.errors import ModelError
from voc.types.issue import Vectors

FORMAT = "voc-words-1"
_DIRECTIONS = "directions.npy"
_LENGTHS = "lengths.npy"
_VOCABULARY = "vocabulary.txt"
_CONFIG = "config.json"

_LARGEST = 127  # of a signed byte

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class WordVectors:
    """What each word of a vocabulary adds to the meaning of a phrase."""

    vocabulary: tuple[str, ...]
    directions: npt.NDArray[np.int8]  # (words, d); a row's length means nothing
    lengths: Floats  # (words,): how much the word tells, between 0 and 1
    denial: Floats  # (d,): what a denial adds to the unit vector of a word

    @classmethod
    def of(cls, vocabulary: tuple[str, ...], vectors: Floats, denial: Floats) -> "WordVectors":
        """Round (words, d) ``vectors`` to bytes: cosines move by less than 0.01."""
        largest = np.abs(vectors).max(axis=1, keepdims=True)
        scaled = vectors / np.maximum(largest, np.finfo(np.float32).tiny) * _LARGEST
        lengths = np.linalg.norm(vectors, axis=1).astype(np.float32)
        return cls(vocabulary, np.rint(scaled).astype(np.int8), lengths, denial)

    @property
    def size(self) -> int:
        """d, the numbers of a vector."""
        return int(self.directions.shape[1])

    @cached_property
    def row_of(self) -> dict[str, int]:
        return {word: row for row, word in enumerate(self.vocabulary)}

    def rows(self, rows: npt.NDArray[np.int64]) -> Floats:
        """(len(rows), d) vectors of words by their rows."""
        directions = self.directions[rows].astype(np.float32)
        norms = np.linalg.norm(directions, axis=1)
        vectors: Floats = directions * (self.lengths[rows] / np.maximum(norms, 1))[:, None]
        return vectors


def unit(rows: Floats) -> Vectors:
    """Rows of length 1; those of zeros stay so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    found: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return found


def words_name(folder: Path) -> str:
    """Folder name and a digest over its files. Raises ModelError."""
    try:
        config = (folder / _CONFIG).read_bytes()
    except OSError as err:
        raise ModelError(
            f"Cannot load the word vectors in {folder}: {err}. Restore the shipped folder."
        ) from err
    # The digests of all other files stand in the config.
    return f"{folder.name}@{hashlib.sha256(config).hexdigest()[:12]}"


def save_words(words: WordVectors, folder: Path) -> None:
    """Write the model. The same vectors give the same bytes."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = "\n".join(words.vocabulary) + "\n"
    (folder / _VOCABULARY).write_text(lines, encoding="utf-8", newline="\n")
    np.save(folder / _DIRECTIONS, words.directions, allow_pickle=False)
    np.save(folder / _LENGTHS, words.lengths.astype(np.float16), allow_pickle=False)
    config = {
        "format": FORMAT,
        "sha256": {name: _digest(folder / name) for name in (_DIRECTIONS, _LENGTHS, _VOCABULARY)},
        "denial": [round(float(value), 5) for value in words.denial],
    }
    text = json.dumps(config, ensure_ascii=False, indent=1) + "\n"
    (folder / _CONFIG).write_text(text, encoding="utf-8", newline="\n")


def load_words(folder: Path) -> WordVectors:
    """Raises ModelError where files are missing, damaged or of another format."""
    try:
        config = json.loads((folder / _CONFIG).read_text(encoding="utf-8"))
        _check(folder, config)
        lines = (folder / _VOCABULARY).read_text(encoding="utf-8")
        return WordVectors(
            vocabulary=tuple(lines.split("\n")[:-1]),
            directions=np.load(folder / _DIRECTIONS, allow_pickle=False),
            lengths=np.load(folder / _LENGTHS, allow_pickle=False).astype(np.float32),
            denial=np.array(config["denial"], dtype=np.float32),
        )
    except (OSError, ValueError, KeyError, TypeError) as err:
        raise ModelError(
            f"Cannot load the word vectors in {folder}: {err}. Restore the shipped folder."
        ) from err


def _check(folder: Path, config: dict[str, Any]) -> None:
    if config["format"] != FORMAT:
        raise ModelError(
            f"The word vectors in {folder} have format {config['format']!r}, this voc reads "
            f"{FORMAT!r}. Restore the shipped folder."
        )
    for name, digest in config["sha256"].items():
        if _digest(folder / name) != digest:
            raise ModelError(
                f"{folder / name} is damaged: its SHA-256 is not the one in {_CONFIG}. "
                "Copy the model folder again."
            )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
