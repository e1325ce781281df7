"""Vectors of short phrases: what the clause says, what its words mean, and which words they are.

The encoder of clauses (voc.training.clauses) finds the same problem in words nobody listed and in
other languages; the word vectors, distilled with a list of concepts (voc.training.word_vectors),
group what the list knows; word overlap tells apart what both take for alike. Measured in
bench/results/discovery-problems.json.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from scipy.sparse import csr_matrix

from voc.insight.words.telling import DENIED
from voc.ml.hashed_words import HashedWords
from voc.ml.word_parts import known_parts
from voc.ml.word_vectors import Floats, WordVectors, unit
from voc.ports.models import SentenceEncoder
from voc.types.issue import Vectors, Wording

# In a squared vector: of the clause as a whole, of what its words mean, of which they are. Swept
# with bench/discovery/problems.py, see decision 6.
SHARES = (0.6, 0.25, 0.15)
# Of words alone: of what they mean, and of which they are.
WORD_SHARES = (0.6, 0.4)


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
    """Words alone; ``name`` is that of the word vectors."""
    return Space(tuple(zip(WORD_SHARES, _of_words(words, name), strict=True)))


def phrase_space(sentences: "SentenceMeaning", words: WordVectors, name: str) -> Space:
    """What ships: the clause as a whole beside its words."""
    return Space(tuple(zip(SHARES, (sentences, *_of_words(words, name)), strict=True)))


def _of_words(words: WordVectors, name: str) -> tuple[Part, Part]:
    return WordVectorEncoder(words, name), HashedWords(words)


class SentenceMeaning:
    """A part: the clause as a sentence encoder reads it, loaded when one is asked for."""

    def __init__(self, name: str, load: Callable[[], SentenceEncoder]) -> None:
        self.name = name
        self._load = load

    def encode(self, phrases: Sequence[Wording]) -> Vectors:
        return self._encoder.encode([phrase.text for phrase in phrases])

    @cached_property
    def _encoder(self) -> SentenceEncoder:
        return self._load()


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
