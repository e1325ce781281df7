from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.ml.phrase_encoder import JoinedEncoder, WordVectorEncoder
from voc.ml.phrase_vectors import LsaEncoder
from voc.ml.word_vectors import WordVectors, load_words
from voc.ports.models import PhraseEncoder

WORDS = load_words(Path(__file__).parents[3] / "models" / "words-2")
SHIPPED = WordVectorEncoder(WORDS)
JOINED = JoinedEncoder(WORDS)
PHRASES = st.lists(
    st.lists(st.sampled_from(["受潮", "¬脆", "软塌塌极了", "눅눅하네요", "soggy"]), max_size=4).map(
        tuple
    ),
    max_size=12,
)


def cosine(one: str, other: str) -> float:
    vectors = SHIPPED.encode([tuple(one.split()), tuple(other.split())])
    return float(vectors[0] @ vectors[1])


@pytest.mark.parametrize("encoder", [SHIPPED, JOINED], ids=["meaning", "joined"])
@settings(deadline=None)
@given(PHRASES)
def test_rows_are_of_unit_length_or_zero_without_words(
    encoder: PhraseEncoder, phrases: list[tuple[str, ...]]
) -> None:
    vectors = encoder.encode(phrases)
    assert vectors.dtype == np.float32
    expected = [1.0 if phrase else 0.0 for phrase in phrases]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), expected, atol=1e-5)


@settings(deadline=None)
@given(PHRASES)
def test_a_vector_does_not_depend_on_other_phrases(phrases: list[tuple[str, ...]]) -> None:
    alone = [SHIPPED.encode([phrase])[0] for phrase in phrases]
    for row, vector in zip(SHIPPED.encode(phrases), alone, strict=True):
        np.testing.assert_array_equal(row, vector)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("受潮", "¬脆"),
        ("软", "¬酥脆"),
        ("눅눅", "受潮"),
        ("soggy", "受潮"),
        ("卡顿", "laggy"),
        ("배송 늦다", "物流 慢"),
        ("crumble", "碎渣"),
        ("¬바삭", "受潮"),
    ],
)
def test_one_trouble_in_other_words_is_alike(one: str, other: str) -> None:
    assert cosine(one, other) > 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [("脆", "¬脆"), ("脆", "软"), ("甜", "¬甜"), ("受潮", "漏气"), ("碎渣", "物流 慢")],
)
def test_opposites_and_other_troubles_are_apart(one: str, other: str) -> None:
    assert cosine(one, other) < 0.3


def test_a_denied_word_that_no_concept_places_is_apart_from_the_word() -> None:
    assert cosine("清晰", "¬清晰") < 0.7


def test_lots_and_numbers_mean_nothing() -> None:
    assert not SHIPPED.encode([("l20260312", "p17f1")]).any()
    assert cosine("受潮 l20260312", "受潮") == pytest.approx(1)


def test_joined_phrases_are_as_alike_as_meaning_and_overlap_are_on_the_mean() -> None:
    phrases = [("受潮", "软"), ("受潮", "变软"), ("漏气",)]
    parts = [encoder.encode(phrases) for encoder in (SHIPPED, LsaEncoder())]
    expected = sum(rows @ rows.T for rows in parts) / 2
    joined = JOINED.encode(phrases)
    np.testing.assert_allclose(joined @ joined.T, expected, atol=1e-5)


def test_asking_the_joined_encoder_twice_yields_the_same_vectors() -> None:
    phrases = [(f"词{n % 900}", "受潮") for n in range(1200)]
    np.testing.assert_array_equal(JOINED.encode(phrases), JOINED.encode(phrases))


def test_a_denied_word_that_is_not_known_is_its_parts_and_the_denial() -> None:
    words = WordVectors.of(
        ("脆",), np.array([[1, 0]], dtype=np.float32), np.array([0, 1], dtype=np.float32)
    )
    plain, denied = WordVectorEncoder(words).encode([("脆",), ("¬脆",)])
    np.testing.assert_allclose(plain, [1, 0])
    np.testing.assert_allclose(denied, [0.5**0.5, 0.5**0.5], rtol=1e-6)
