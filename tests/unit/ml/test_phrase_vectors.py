import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.ml.phrase_vectors import RANK, RESIDUAL, LsaEncoder

PHRASES = st.lists(
    st.lists(
        st.sampled_from(["受潮", "回潮", "¬脆", "漏气", "leaking", "leaked", "눅눅", "b"]),
        max_size=4,
    ).map(tuple),
    max_size=20,
)


def many(count: int) -> list[tuple[str, ...]]:
    """Phrases of three of 3,000 words, some words far more common than others."""
    chance = np.random.default_rng(5)
    return [tuple(f"词{n}" for n in chance.zipf(1.5, 3) % 3000) for _ in range(count)]


def cosine(*phrases: str) -> float:
    vectors = LsaEncoder().encode([tuple(phrase.split()) for phrase in phrases])
    return float(vectors[0] @ vectors[1])


@settings(deadline=None)
@given(PHRASES)
def test_rows_are_of_unit_length_or_zero_without_words(phrases: list[tuple[str, ...]]) -> None:
    vectors = LsaEncoder().encode(phrases)
    assert vectors.dtype == np.float32
    expected = [1.0 if phrase else 0.0 for phrase in phrases]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), expected, atol=1e-5)


@pytest.mark.parametrize("count", [50, 4000])
def test_asking_twice_yields_the_same_vectors(count: int) -> None:
    phrases = many(count)
    np.testing.assert_array_equal(LsaEncoder().encode(phrases), LsaEncoder().encode(phrases))


def test_many_phrases_are_held_in_few_numbers() -> None:
    assert LsaEncoder().encode(many(4000)).shape == (4000, RANK + RESIDUAL)


def test_what_a_rank_of_128_drops_is_still_told_apart() -> None:
    """Ten rare complaints among thousands: alike to each other, unlike the rest."""
    rare = [("漏气", f"号{i}") for i in range(10)]
    vectors = LsaEncoder().encode(rare + many(4000))
    among, apart = vectors[:10] @ vectors[:10].T, vectors[:10] @ vectors[10:].T
    assert among.min() > 0.3
    assert np.quantile(np.abs(apart), 0.99) < 0.15


def test_words_that_share_a_character_are_alike() -> None:
    assert cosine("受潮", "回潮", "漏气") > 0.1
    assert cosine("受潮", "漏气", "回潮") == pytest.approx(0, abs=1e-6)


def test_a_denied_word_shares_nothing_with_the_word() -> None:
    assert cosine("甜味", "¬甜味") == pytest.approx(0, abs=1e-6)
    assert cosine("¬甜味", "¬甜") > 0.1


def test_forms_of_an_english_word_are_alike() -> None:
    assert cosine("leaking", "leaked") > 0.1
