from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.ml.hashed_words import HashedWords
from voc.ml.phrase_encoder import (
    WORD_SHARES,
    Part,
    SentenceMeaning,
    Space,
    WordVectorEncoder,
    word_space,
)
from voc.ml.word_vectors import WordVectors, load_words
from voc.types.issue import Vectors, Wording

WORDS = load_words(Path(__file__).parents[3] / "models" / "words-2")
SHIPPED = WordVectorEncoder(WORDS, "words-2")
OVERLAP = HashedWords(WORDS)
JOINED = word_space(WORDS, "words-2")
EVERY = pytest.mark.parametrize("encoder", [SHIPPED, OVERLAP, JOINED], ids=["m", "o", "joined"])
PHRASES = st.lists(
    st.lists(st.sampled_from(["受潮", "¬脆", "软塌塌极了", "눅눅하네요", "soggy"]), max_size=4).map(
        tuple
    ),
    max_size=12,
)


def told(*phrases: tuple[str, ...]) -> list[Wording]:
    return [Wording(keys=keys, text="".join(keys)) for keys in phrases]


def cosine(one: str, other: str, encoder: Part = SHIPPED) -> float:
    vectors = encoder.encode(told(tuple(one.split()), tuple(other.split())))
    return float(vectors[0] @ vectors[1])


@EVERY
@settings(deadline=None)
@given(PHRASES)
def test_rows_are_of_unit_length_or_zero_without_words(
    encoder: Part, phrases: list[tuple[str, ...]]
) -> None:
    vectors = encoder.encode(told(*phrases))
    assert vectors.dtype == np.float32
    expected = [1.0 if phrase else 0.0 for phrase in phrases]
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), expected, atol=1e-5)


@EVERY
@settings(deadline=None)
@given(PHRASES)
def test_a_vector_does_not_depend_on_other_phrases(
    encoder: Part, phrases: list[tuple[str, ...]]
) -> None:
    alone = [encoder.encode(told(phrase))[0] for phrase in phrases]
    for row, vector in zip(encoder.encode(told(*phrases)), alone, strict=True):
        np.testing.assert_array_equal(row, vector)


@pytest.mark.parametrize(
    ("one", "other"), [("受潮", "回潮"), ("leaked", "leakage"), ("눅눅하다", "눅눅")]
)
def test_forms_of_a_word_overlap(one: str, other: str) -> None:
    assert cosine(one, other, OVERLAP) > 0.2


@pytest.mark.parametrize(("one", "other"), [("脆", "¬脆"), ("受潮", "漏气"), ("달다", "쓰다")])
def test_words_that_share_nothing_do_not_overlap(one: str, other: str) -> None:
    assert abs(cosine(one, other, OVERLAP)) < 0.15


class TextLength:
    """A sentence encoder of two directions."""

    name = "length"

    def encode(self, texts: Sequence[str]) -> Vectors:
        return np.eye(2, dtype=np.float32)[[len(text) % 2 for text in texts]]


def test_a_sentence_encoder_joins_as_a_third_part() -> None:
    space = Space(((0.5, JOINED), (0.5, SentenceMeaning("length", TextLength))))
    assert space.name == f"{JOINED.name}*0.5+length*0.5"
    phrases = [Wording(keys=("脆",), text="脆"), Wording(keys=("甜",), text="甜")]
    first, second, verdict = space.encode([*phrases, Wording(keys=(), text="差")])
    words = JOINED.encode(phrases)
    assert first @ second == pytest.approx(0.5 + 0.5 * words[0] @ words[1], abs=1e-5)
    assert not verdict.any()


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
    assert not SHIPPED.encode(told(("l20260312", "p17f1"))).any()
    assert cosine("受潮 l20260312", "受潮") == pytest.approx(1)


def test_joined_phrases_are_as_alike_as_meaning_and_overlap_are_on_the_mean() -> None:
    phrases = told(("受潮", "软"), ("受潮", "变软"), ("漏气",))
    meaning, overlap = (encoder.encode(phrases) for encoder in (SHIPPED, OVERLAP))
    of_meaning, of_overlap = WORD_SHARES
    expected = of_meaning * meaning @ meaning.T + of_overlap * overlap @ overlap.T
    joined = JOINED.encode(phrases)
    np.testing.assert_allclose(joined @ joined.T, expected, atol=1e-5)


def test_a_denied_word_that_is_not_known_is_its_parts_and_the_denial() -> None:
    words = WordVectors.of(
        ("脆",), np.array([[1, 0]], dtype=np.float32), np.array([0, 1], dtype=np.float32)
    )
    plain, denied = WordVectorEncoder(words, "w").encode(told(("脆",), ("¬脆",)))
    np.testing.assert_allclose(plain, [1, 0])
    np.testing.assert_allclose(denied, [0.5**0.5, 0.5**0.5], rtol=1e-6)
