"""Masking measured on texts of our own, items marked (tests/golden/privacy.toml)."""

import re
import tomllib
from pathlib import Path

import pytest

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
