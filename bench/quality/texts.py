"""Texts that are measured on, and how they come before the finders."""

import json
import re
import time
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from voc.ml.opencc_folder import OpenCCFolder
from voc.text.clean import clean, lowered
from voc.training.labelled import read_rows

TESTS = Path(__file__).parents[2] / "tests"
CASES = TESTS / "unit" / "text" / "cases"
FOLDER = OpenCCFolder()
_ROUNDS = 3


def own_tables(path: Path) -> dict[str, list[str]]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def own_lines(name: str) -> list[dict[str, Any]]:
    lines = (CASES / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def others(data: Path, name: str) -> list[dict[str, Any]]:
    """Cases written by others stand beside the labelled sets."""
    lines = (data.parent / "adv" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def rows(data: Path, *files: str) -> list[dict[str, Any]]:
    return [row for file in files for row in read_rows(data / file)]


def verdicts(path: Path) -> dict[str, str]:
    """What a reader said, by the first column: true or false."""
    lines = path.read_text(encoding="utf-8").splitlines()
    told = (line.split("\t") for line in lines if not line.startswith("#"))
    return {name: verdict for name, verdict, _ in told}


def plain(text: str) -> str:
    """Cleaned and in lower case."""
    return lowered(clean(text).text)


def marked(text: str) -> tuple[str, list[tuple[int, int]]]:
    """``text`` without its ⟦marks⟧, and the spans of what stood between them."""
    unmarked, items = "", []
    for at, piece in enumerate(re.split("[⟦⟧]", text)):
        if at % 2:
            items.append((len(unmarked), len(unmarked) + len(piece)))
        unmarked += piece
    return unmarked, items


def share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 0.0


def f1(hit: int, told: int, true: int) -> float:
    return share(2 * hit, told + true)


def paired(texts: Sequence[Any], **works: Callable[[Any], object]) -> dict[str, int]:
    """Texts a second of processor time for each of ``works``: the best of rounds taken in turn."""
    best = dict.fromkeys(works, 0.0)
    for _ in range(_ROUNDS):
        for name, work in works.items():
            started = time.process_time()
            for text in texts:
                work(text)
            best[name] = max(best[name], len(texts) / (time.process_time() - started))
    return {name: round(speed) for name, speed in best.items()}
