import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.ml.ngram_features import NgramFeatures, Piece, word_features

VOCABULARY = ("太", "甜", "太甜", " 太甜", "不够甜", "a", "\tchestnut", "\ttoo\tsweet", "甜 ")
FEATURES = NgramFeatures(VOCABULARY, np.ones(len(VOCABULARY), dtype=np.float32))
TEXTS = st.text("太甜不够a \n😀\ud800", max_size=12)


def found(text: str, *clauses: tuple[str, ...]) -> dict[str, float]:
    row = FEATURES.rows([Piece(text, clauses)]).toarray()[0]
    return {VOCABULARY[i]: round(float(row[i]), 3) for i in np.flatnonzero(row)}


def counted(text: str) -> dict[str, int]:
    """The slow way: every window of the padded text."""
    padded = f" {text} ".replace("\n", " ")
    windows = [padded[i : i + n] for n in range(1, 5) for i in range(len(padded) - n + 1)]
    return {gram: windows.count(gram) for gram in VOCABULARY if gram in windows}


@given(TEXTS)
def test_every_ngram_of_the_vocabulary_is_found_and_no_other(text: str) -> None:
    assert set(found(text)) == set(counted(text))


@given(TEXTS)
def test_more_occurrences_weigh_more_but_less_than_in_proportion(text: str) -> None:
    counts = counted(text)
    values = {gram: 1 + np.log(n) for gram, n in counts.items()}
    norm = np.sqrt(sum(value**2 for value in values.values()))
    assert found(text) == pytest.approx({g: v / norm for g, v in values.items()}, abs=1e-3)


@given(st.lists(TEXTS, max_size=6))
def test_a_row_does_not_depend_on_the_rows_beside_it(texts: list[str]) -> None:
    pieces = [Piece(text, ()) for text in texts]
    together = FEATURES.rows(pieces).toarray()
    assert all(
        np.array_equal(together[i], FEATURES.rows([piece]).toarray()[0])
        for i, piece in enumerate(pieces)
    )


def test_long_words_and_pairs_are_features_of_their_own() -> None:
    assert set(found("", ("chestnut", "too", "sweet"))) == {"\tchestnut", "\ttoo\tsweet"}


def test_pairs_do_not_cross_clauses() -> None:
    assert "\ttoo\tsweet" not in word_features((("too",), ("sweet",)))


def test_short_chinese_words_are_left_to_the_ngrams() -> None:
    assert word_features((("太", "甜"),)) == []


def test_a_text_without_known_characters_is_an_empty_row() -> None:
    assert found("好吃") == {}
