from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from voc.ml.phrase_encoder import WordVectorEncoder
from voc.training.word_corpus import choose, frequencies, read_concepts, spoken
from voc.training.word_vectors import distil, opposed, principal, pull, whiten
from voc.types.issue import Wording

CONCEPTS = {"damp": ("受潮", "¬脆", "눅눅"), "crisp": ("脆", "바삭"), "leak": ("漏", "leak")}
VOCABULARY = ("¬清晰", "¬脆", "leak", "受潮", "漏", "清晰", "脆", "눅눅", "눅눅한", "바삭")


def fake_encoder(texts: Sequence[str]) -> np.ndarray:
    """Knows letters, not meanings: texts that share them are alike."""
    letters = np.random.default_rng(1).standard_normal((0x11000, 24), dtype=np.float32)
    rows = np.stack([letters[[ord(c) for c in text]].sum(axis=0) for text in texts])
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


@pytest.fixture(scope="module")
def encoder() -> WordVectorEncoder:
    counts = Counter(dict.fromkeys(VOCABULARY, 10))
    words = distil(VOCABULARY, frequencies(VOCABULARY, counts), CONCEPTS, fake_encoder)
    return WordVectorEncoder(words, "tiny")


def cosine(encoder: WordVectorEncoder, one: str, other: str) -> float:
    vectors = encoder.encode([Wording(keys=(word,), text=word) for word in (one, other)])
    return float(vectors[0] @ vectors[1])


def test_words_of_one_concept_are_drawn_together(encoder: WordVectorEncoder) -> None:
    assert cosine(encoder, "受潮", "눅눅") > 0.7
    assert cosine(encoder, "¬脆", "受潮") > 0.7
    assert cosine(encoder, "受潮", "漏") < 0.3


def test_a_denied_word_is_apart_from_the_word(encoder: WordVectorEncoder) -> None:
    assert cosine(encoder, "¬脆", "脆") < 0.3


def test_forms_of_a_korean_stem_follow_it(encoder: WordVectorEncoder) -> None:
    assert cosine(encoder, "눅눅한", "受潮") > 0.6


def test_whitening_shrinks_the_directions_in_which_a_group_differs() -> None:
    chance = np.random.default_rng(2)
    vectors = chance.standard_normal((40, 3)) * [1, 1, 9]
    white = whiten(vectors, [np.arange(0, 20), np.arange(20, 40)])
    before, after = (np.linalg.eigvalsh(np.cov(rows.T)) for rows in (vectors, white))
    assert after[-1] / after[0] < 0.25 * before[-1] / before[0]


def test_pulling_leaves_other_rows_as_they_are() -> None:
    vectors = np.eye(4)
    drawn = pull(vectors, [np.array([0, 1])], [])
    assert drawn[0] @ drawn[1] > 0.5
    np.testing.assert_array_equal(drawn[2:], vectors[2:])


def test_concepts_that_deny_each_other_are_pushed_apart() -> None:
    assert opposed(CONCEPTS) == [(0, 1), (1, 0)]
    vectors = np.array([[1, 0.3], [1, -0.3]]) / np.hypot(1, 0.3)
    drawn = pull(vectors, [np.array([0]), np.array([1])], [(0, 1), (1, 0)])
    assert drawn[0] @ drawn[1] < 0.5 < vectors[0] @ vectors[1]


def test_principal_axes_come_with_the_widest_first() -> None:
    vectors = np.random.default_rng(2).standard_normal((200, 4)) * [1, 5, 2, 3]
    spread = principal(vectors, np.ones(200), 2).std(axis=0)
    assert spread == pytest.approx([5, 3], rel=0.2)


def test_a_denied_word_is_spoken_with_its_denial() -> None:
    assert [spoken(word) for word in ("¬脆", "¬바삭", "¬crisp", "脆")] == [
        "不脆",
        "안 바삭",
        "not crisp",
        "脆",
    ]


def test_the_vocabulary_holds_frequent_words_concepts_and_parts() -> None:
    counts = Counter({"太咸": 9, "少见": 1, "p17f1": 50})
    chosen = choose(counts, {"damp": ("¬脆", "눅눅")}, ["네요", "ing", "脆a"])
    assert chosen == ("¬脆", "咸", "太", "太咸", "脆", "네요", "눅", "눅눅")


def test_rare_words_count_for_their_parts_within_their_script() -> None:
    counts = Counter({"눅눅": 1, "눅눅네요": 7, "脆": 97})
    shares = frequencies(("脆", "네요", "눅눅"), counts)
    assert shares == pytest.approx([1, 8 / 17, 9 / 17])


def test_a_word_stands_in_one_concept_only() -> None:
    concepts = read_concepts(Path(__file__).parents[3] / "data" / "training" / "concepts.txt")
    counts = Counter(word for words in concepts.values() for word in words)
    assert [word for word, count in counts.items() if count > 1] == []
