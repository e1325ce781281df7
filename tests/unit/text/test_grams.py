"""Counting by arrays gives what counting by hand gives."""

from collections import Counter
from collections.abc import Callable, Iterable
from math import log2

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.text.grams import Corpus, count_grams, text_at

LONGEST = 4

Counted = dict[str, tuple[int, float, float, float]]


def counted(texts: list[str], least: int) -> Counted:
    corpus = Corpus()
    for text in texts:
        corpus.add(text)
    codes = corpus.codes()
    return {
        text_at(codes, int(grams.first[row]), grams.length): (
            int(grams.counts[row]),
            float(grams.cohesion[row]),
            float(grams.left[row]),
            float(grams.right[row]),
        )
        for grams in count_grams(codes, LONGEST, least)
        for row in range(len(grams.counts))
    }


def counted_by_hand(texts: list[str], least: int) -> Counted:
    """``texts`` of Han characters and blanks."""
    padded = [f" {text} " for text in texts]
    grams = {
        text[start : start + length]
        for text in padded
        for length in range(1, LONGEST + 1)
        for start in range(len(text) - length + 1)
    }
    counts = {gram: sum(map(_counter(gram), padded)) for gram in grams if " " not in gram}
    kept = {gram: count for gram, count in counts.items() if count >= least}
    all_ = sum(count for gram, count in counts.items() if len(gram) == 1)
    return {
        gram: (
            count,
            min(
                (log2(count * all_ / counts[gram[:i]] / counts[gram[i:]])
                 for i in range(1, len(gram))),
                default=0,
            ),
            _entropy(text[at - 1] for text in padded for at in _starts(text, gram)),
            _entropy(text[at + len(gram)] for text in padded for at in _starts(text, gram)),
        )
        for gram, count in kept.items()
    }  # fmt: skip


def _counter(gram: str) -> Callable[[str], int]:
    return lambda text: len(_starts(text, gram))


def _starts(text: str, gram: str) -> list[int]:
    return [at for at in range(len(text)) if text.startswith(gram, at)]


def _entropy(neighbours: Iterable[str]) -> float:
    times = Counter(neighbours)
    all_ = sum(times.values())
    return -sum(n / all_ * log2(n / all_) for n in times.values())


@settings(deadline=None)
@given(st.lists(st.text("甜脆香 ", max_size=12), max_size=6), st.integers(1, 4))
def test_counts_cohesion_and_entropy_are_those_of_the_formulas(
    texts: list[str], least: int
) -> None:
    found, expected = counted(texts, least), counted_by_hand(texts, least)
    assert found.keys() == expected.keys()
    for gram, figures in expected.items():
        assert found[gram] == pytest.approx(figures, abs=1e-9)


def test_no_gram_reaches_over_another_script_or_the_end_of_a_text() -> None:
    assert set(counted(["甜a脆", "香，甜", "脆😀香"], 1)) == {"甜", "脆", "香"}


def test_the_texts_that_hold_a_word_are_found_in_order() -> None:
    corpus = Corpus()
    for text in ("海苔脆", "脆", "", "很脆的海苔，海苔", "海 苔", "海苔"):
        corpus.add(text)
    assert corpus.holders(corpus.codes(), "海苔", 9) == [0, 3, 5]
    assert corpus.holders(corpus.codes(), "海苔", 2) == [0, 3]
