"""Masking measured: on texts of our own with the items marked, on those of others where present."""

import csv
import gzip
import json
import os
import re
import tomllib
from pathlib import Path

import pytest

from tests.told import Tell
from voc.text.privacy import MASK, mask

CASES = tomllib.loads(
    (Path(__file__).parents[2] / "golden" / "privacy.toml").read_text(encoding="utf-8")
)
MARKED = re.compile(r"⟦([^⟧]+)⟧")


def spans(marked: str) -> tuple[str, list[tuple[int, int]]]:
    """The text without its marks, and where the items stand in it."""
    text, items = "", []
    for at, piece in enumerate(re.split("[⟦⟧]", marked)):
        if at % 2:
            items.append((len(text), len(text) + len(piece)))
        text += piece
    return text, items


@pytest.mark.parametrize("kind", [kind for kind in CASES if kind != "near_misses"])
def test_items_are_masked_whole_and_the_words_around_them_stay(kind: str) -> None:
    wrong = []
    for marked in CASES[kind]:
        text, _ = spans(marked)
        expected = MARKED.sub(lambda item: MASK * len(item[1]), marked)
        if mask(text) != expected:
            wrong.append((expected, mask(text)))
    assert not wrong


def test_near_misses_stay_as_they_are() -> None:
    assert [mask(text) for text in CASES["near_misses"]] == CASES["near_misses"]


SHARED = Path(
    os.environ.get("VOC_EVAL_DATA", Path(__file__).parents[3] / ".." / "shared" / "data")
).resolve()
ADVERSARIAL = SHARED.parent / "adv" / "privacy.jsonl"
REVIEWS = SHARED / "online_shopping_10_cats" / "train.csv.gz"


def shared(path: Path, tell: Tell) -> Path | None:
    """``path``, or None and a line that says so."""
    if path.is_file():
        return path
    tell(f"PRIVACY WAS NOT MEASURED ON {path.name}: no shared data (VOC_EVAL_DATA).")
    return None


def test_the_hard_texts_of_others_keep_their_floor(tell: Tell) -> None:
    path = shared(ADVERSARIAL, tell)
    if path is None:
        return
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    items = [(row, item) for row in rows for item in row["items"]]
    found = [set(mask(row["text"])[item["start"] : item["end"]]) == {MASK} for row, item in items]
    assert sum(found) / len(items) >= 0.97
    near = [row["text"] for row in rows if not row["items"]]
    assert sum(mask(text) != text for text in near) <= 3


def test_real_reviews_are_seldom_touched(tell: Tell) -> None:
    """54 of 39,713 are, all read: numbers of customers, shops and orders, one shop's address."""
    path = shared(REVIEWS, tell)
    if path is None:
        return
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    assert sum(mask(text) != text for text in texts) / len(texts) < 0.0025
