"""Vectors of short phrases: what their words mean, beside which words they are.

The words were distilled from a sentence encoder (voc.training.word_vectors), so that 软了, 受潮,
눅눅해요 and soggy lie together; word overlap (LsaEncoder) groups only what people say in the same
words, but tells apart what the word vectors take for alike. Meaning alone groups our own sentences
best and falls behind overlap on the sets that others labelled; together they do not
(bench/results/discovery-problems.json, models/words-2/README.md).
"""

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from voc.insight.telling import DENIED
from voc.ml.phrase_vectors import LsaEncoder
from voc.ml.word_parts import known_parts
from voc.ml.word_vectors import Floats, WordVectors
from voc.types.issue import Vectors

# Share of meaning in a squared vector. Swept 0.2 to 1 over the sets of bench/discovery/problems.py:
# 0.5 and more are best on the mean of all four; on the two that others labelled 0.3 is, and 1 falls
# behind word overlap alone.
MEANING = 0.5


class JoinedEncoder:
    """Implements the port PhraseEncoder: meaning and overlap in one vector."""

    def __init__(self, words: WordVectors) -> None:
        self._meaning = WordVectorEncoder(words)
        self._overlap = LsaEncoder()

    def encode(self, phrases: Sequence[tuple[str, ...]]) -> Vectors:
        """The cosine of two phrases is the mean of both cosines, where both know their words."""
        meaning = np.float32(np.sqrt(MEANING)) * self._meaning.encode(phrases)
        overlap = np.float32(np.sqrt(1 - MEANING)) * self._overlap.encode(phrases)
        return _unit(np.concatenate([meaning, overlap], axis=1))


class WordVectorEncoder:
    """Implements the port PhraseEncoder. A phrase's vector does not depend on other phrases."""

    def __init__(self, words: WordVectors) -> None:
        self._words = words

    def encode(self, phrases: Sequence[tuple[str, ...]]) -> Vectors:
        """A phrase of unknown words alone has a row of zeros too."""
        if not any(phrases):
            return np.zeros((len(phrases), self._words.size), dtype=np.float32)
        column_of = {w: n for n, w in enumerate(dict.fromkeys(w for p in phrases for w in p))}
        counts = csr_matrix(
            (
                np.ones(sum(map(len, phrases)), dtype=np.float32),
                [column_of[word] for phrase in phrases for word in phrase],
                np.cumsum([0, *map(len, phrases)]),
            ),
            shape=(len(phrases), len(column_of)),
        )
        return _unit(counts @ self._vectors(column_of))

    def _vectors(self, words: Iterable[str]) -> Floats:
        """One row a word: its own, or the mean of its parts'."""
        parts = [self._parts(word) for word in words]
        rows = np.fromiter((row for rows, _ in parts for row in rows), np.int64)
        owner = np.repeat(np.arange(len(parts)), [len(rows) for rows, _ in parts])
        vectors = np.zeros((len(parts), self._words.size), dtype=np.float32)
        np.add.at(vectors, owner, self._words.rows(rows))
        vectors /= np.maximum(np.bincount(owner, minlength=len(parts)), 1)[:, None]
        self._deny(vectors, np.array([denied for _, denied in parts], dtype=bool))
        return vectors

    def _deny(self, vectors: Floats, denied: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> None:
        lengths = np.linalg.norm(vectors[denied], axis=1, keepdims=True)
        vectors[denied] += lengths * self._words.denial

    def _parts(self, word: str) -> tuple[list[int], bool]:
        """Rows of the parts of ``word``, and whether the denial is still to be added to them."""
        row_of = self._words.row_of
        if word in row_of:
            return [row_of[word]], False
        parts = known_parts(word.removeprefix(DENIED), row_of)
        if not word.startswith(DENIED):
            return [row_of[part] for part in parts], False
        denials = [row_of[DENIED + part] for part in parts if DENIED + part in row_of]
        if denials:
            return denials, False
        return [row_of[part] for part in parts], True


def _unit(rows: Floats) -> Vectors:
    """Rows of zeros stay so."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    unit: Vectors = np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 0)
    return unit
