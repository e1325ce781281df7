"""Vectors of short phrases: what their words mean, beside which words they are.

The words were distilled from a sentence encoder (voc.training.word_vectors), so that 软了, 受潮,
눅눅해요 and soggy lie together; word overlap (HashedWords) groups only what people say in the same
words, but tells apart what the word vectors take for alike. Meaning alone groups our own sentences
best and falls behind overlap on the sets that others labelled; together they do not
(bench/results/discovery-problems.json, models/words-2/README.md).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy.sparse import csr_matrix

from voc.insight.telling import DENIED
from voc.ml.hashed_words import HashedWords
from voc.ml.word_parts import known_parts
from voc.ml.word_vectors import Floats, WordVectors, unit
from voc.ports.models import SentenceEncoder
from voc.types.issue import Vectors, Wording

# Share of meaning in a squared vector. Swept 0.5 to 0.65 over the sets of
# bench/discovery/problems.py: mean pair F1 0.614, 0.643 (0.6), 0.635.
MEANING = 0.6


class Part(Protocol):
    """Says of phrases one thing that makes them alike. A row does not depend on its neighbours."""

    @property
    def name(self) -> str: ...

    def encode(self, phrases: Sequence[Wording]) -> Vectors: ...


@dataclass(frozen=True, slots=True)
class Space:
    """Implements the port PhraseEncoder: parts side by side in one vector."""

    parts: tuple[tuple[float, Part], ...]  # the share of each in a squared vector, and the part

    @property
    def name(self) -> str:
        return "+".join(f"{part.name}*{share:g}" for share, part in self.parts)

    def encode(self, phrases: Sequence[Wording]) -> Vectors:
        """The cosine of two phrases is the mean of the parts', where each knows both.

        What tells nothing has a row of zeros, whatever a part makes of it.
        """
        rows = [np.float32(np.sqrt(share)) * part.encode(phrases) for share, part in self.parts]
        joined = np.concatenate(rows, axis=1)
        joined[[not phrase.keys for phrase in phrases]] = 0
        return unit(joined)


def word_space(words: WordVectors, name: str) -> Space:
    """Meaning and overlap of words alone; ``name`` is that of the word vectors."""
    return Space(
        ((MEANING, WordVectorEncoder(words, name)), (1 - MEANING, HashedWords(words))),
    )


@dataclass(frozen=True, slots=True)
class SentenceMeaning:
    """A part: the clause as a sentence encoder reads it."""

    encoder: SentenceEncoder

    @property
    def name(self) -> str:
        return self.encoder.name

    def encode(self, phrases: Sequence[Wording]) -> Vectors:
        return self.encoder.encode([phrase.text for phrase in phrases])


class WordVectorEncoder:
    """A part: what the words of a phrase mean, summed."""

    def __init__(self, words: WordVectors, name: str) -> None:
        self.name = name
        self._words = words

    def encode(self, wordings: Sequence[Wording]) -> Vectors:
        """A phrase of unknown words alone has a row of zeros too."""
        phrases = [wording.keys for wording in wordings]
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
        return unit(counts @ self._vectors(column_of))

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
