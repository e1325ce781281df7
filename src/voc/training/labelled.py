"""Labelled texts in our words, whatever set they come from."""

import csv
import gzip
import hashlib
import json
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from voc.errors import InputError
from voc.types.opinion import Intent, Polarity, Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Labels:
    """What is known of a piece of text. None, or a key that is missing: nothing is known."""

    sentiment: Polarity | None = None
    topics: Mapping[str, bool] = field(default_factory=dict)
    intents: Mapping[Intent, bool] = field(default_factory=dict)
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedOpinion:
    """An opinion at a place in a text; without a place (0, 0) it is somewhere in it."""

    start: int
    end: int
    topic: str | None  # None: one of ours, but which is not known
    polarity: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something named at a place in a text, and how the writer speaks of it."""

    start: int
    end: int
    polarity: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledText:
    text: str
    source: str  # name of the set
    labels: Labels  # of the text as a whole
    opinions: tuple[MarkedOpinion, ...] | None = None  # None: opinions are not marked
    polarities: Mapping[str, Polarity] = field(default_factory=dict)  # by topic, guided sets only
    silent: frozenset[str] = frozenset()  # topics that marked opinions say nothing about
    targets: tuple[Target, ...] = ()
    native: frozenset[tuple[str, Polarity]] = (
        frozenset()
    )  # category and polarity in its set's words
    weight: float = 1.0


def same_text_key(text: str) -> str:
    """Equal for texts that differ only in form, case, blanks and punctuation."""
    folded = unicodedata.normalize("NFKC", text).lower()
    letters = "".join(c for c in folded if c.isalnum())
    return hashlib.sha256(letters.encode("utf-8", "surrogatepass")).hexdigest()


def text_sha1(text: str) -> str:
    """The name a text of another's set goes by where we keep labels for it."""
    return hashlib.sha1(text.encode("utf-8", "surrogatepass"), usedforsecurity=False).hexdigest()


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Rows of a .csv.gz, .jsonl.gz or .jsonl file as mappings. Raises InputError."""
    try:
        with (
            gzip.open(path, "rt", encoding="utf-8", newline="")
            if path.suffix == ".gz"
            else (path.open(encoding="utf-8")) as lines
        ):
            if ".csv" in path.suffixes:
                yield from csv.DictReader(lines)
            else:
                yield from (json.loads(line) for line in lines if line.strip())
    except (OSError, ValueError) as err:
        raise InputError(f"Cannot read {path}: {err}. Check the data folder.") from err


def held_out_keys(data: Path) -> frozenset[str]:
    """Keys of every text of a dev or test split under ``data`` and of the gold test.

    None of these may be trained on, whichever set offers it.
    """
    files = [
        path
        for split in ("dev", "test")
        for path in sorted(data.glob(f"*/{split}.*.gz"))
        if ".csv" in path.suffixes or ".jsonl" in path.suffixes
    ]
    files.append(gold_folder(data) / "test.jsonl.gz")
    return frozenset(same_text_key(row["text"]) for path in files for row in read_rows(path))


def gold_folder(data: Path) -> Path:
    """The gold labels stand beside the data folder."""
    return data.resolve().parent / "gold"
