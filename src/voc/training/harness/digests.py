"""Hashes that tie figures to the weights, data and code they were measured with."""

import hashlib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

from voc.training.harness.hard import HARD_SETS, adv_folder
from voc.training.labelled import gold_folder
from voc.training.sets import GOLD

# What decides a reading, besides the weights.
_ROOMS = ("ml", "text")
_FOR_DISCOVERY = ("phrase_", "word_")  # what of voc.ml does not read
# A model's card tells of its figures, so it changes after they are measured.
_CARD = ".md"
_SPLITS = ("train.*.gz", "dev.*.gz", "test.*.gz")


def weights_digests(folders: Iterable[Path]) -> dict[str, str]:
    """Of every file of these models."""
    files = (path for folder in folders for path in folder.iterdir() if path.suffix != _CARD)
    return _digests(files)


def data_digests(data: Path, sets: Iterable[str]) -> dict[str, str]:
    """Of the labelled files of these sets, wherever they stand."""
    return _digests(path for name in sets for path in _files_of(data, name))


def _files_of(data: Path, name: str) -> Iterable[Path]:
    if name == GOLD:
        return gold_folder(data).glob("test.*")
    if name in HARD_SETS:
        return [adv_folder(data) / HARD_SETS[name]]
    return (path for split in _SPLITS for path in (data / name).glob(split))


def code_digest() -> str:
    """One hash over the sources that decide a reading."""
    package = Path(str(resources.files("voc")))
    files = (path for room in _ROOMS for path in (package / room).rglob("*.*"))
    deciding = [
        path
        for path in files
        if path.suffix in (".py", ".txt") and not path.name.startswith(_FOR_DISCOVERY)
    ]
    digests = sorted((path.relative_to(package).as_posix(), _digest(path)) for path in deciding)
    return hashlib.sha256(repr(digests).encode()).hexdigest()


def _digests(files: Iterable[Path]) -> dict[str, str]:
    """By folder and file name."""
    return dict(sorted((f"{path.parent.name}/{path.name}", _digest(path)) for path in files))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
