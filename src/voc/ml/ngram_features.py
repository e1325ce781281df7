"""Texts as sparse rows of character n-grams and words, fast enough to need no C of our own.

Up to four characters pack into one 64-bit key, so a whole batch is counted by array operations;
only words and word pairs go through a dictionary. What a row holds depends on its text alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_matrix

LONGEST_GRAM = 4
# 15 bits a character leave 4 bits of the key for the length of the n-gram.
_BITS = 15
ALPHABET_SIZE = 2**_BITS - 1
_CODE_POINTS = 0x110000
# Latin words are longer than any n-gram here, so they and their pairs are features of their own;
# what four characters can hold is already among the n-grams.
WORD_MARK = "\t"

Keys = npt.NDArray[np.uint64]
Rows = npt.NDArray[np.int64]
Points = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Piece:
    """What features are counted in: a clause, or a whole text with the words of its clauses."""

    text: str  # cleaned, lower case, Simplified
    words: tuple[tuple[str, ...], ...]  # a tuple a clause: pairs do not cross clauses


class Alphabet:
    """Numbers the characters a vocabulary knows; 0 is every other character."""

    def __init__(self, characters: Points) -> None:
        if len(characters) > ALPHABET_SIZE:
            raise ValueError(f"{len(characters)} characters do not fit {_BITS} bits")
        self.numbers = np.zeros(_CODE_POINTS, dtype=np.uint64)  # by code point
        self.numbers[characters] = np.arange(1, len(characters) + 1)
        self.numbers[ord("\n")] = self.numbers[ord(" ")]

    def encode(self, texts: Sequence[str]) -> tuple[Keys, Rows]:
        """Numbers of all characters and the row of each; a blank opens and closes every text."""
        points = code_points("".join(f" {text} \0" for text in texts))
        lengths = np.fromiter((len(text) + 3 for text in texts), dtype=np.int64, count=len(texts))
        return self.numbers[points], np.repeat(np.arange(len(texts)), lengths)


def gram_keys(numbers: Keys, length: int) -> Keys:
    """The key of the n-gram that starts at each character; those that cross a row match nothing."""
    windows = len(numbers) - length + 1
    keys = np.full(max(windows, 0), length, dtype=np.uint64)
    for offset in range(length):
        keys = (keys << np.uint64(_BITS)) | numbers[offset : offset + len(keys)]
    return keys


def word_features(words: tuple[tuple[str, ...], ...]) -> list[str]:
    """Long words and long pairs of neighbouring words, marked apart from n-grams."""
    found = []
    for clause in words:
        last = ""
        for word in clause:
            if len(word) > LONGEST_GRAM:
                found.append(WORD_MARK + word)
            if last and len(last) + len(word) > LONGEST_GRAM:
                found.append(f"{WORD_MARK}{last}{WORD_MARK}{word}")
            last = word
    return found


@dataclass(frozen=True)
class NgramFeatures:
    """A vocabulary with the weight of each entry."""

    vocabulary: tuple[str, ...]  # n-grams, and words behind WORD_MARK; the position is the column
    idf: npt.NDArray[np.float32]  # (len(vocabulary),)
    _alphabet: Alphabet = field(init=False, repr=False)
    _keys: Keys = field(init=False, repr=False)
    _columns: npt.NDArray[np.int64] = field(init=False, repr=False)
    _words: dict[str, int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        points = code_points("\n".join([*self.vocabulary, ""]))
        ends = np.flatnonzero(points == ord("\n"))
        starts = np.concatenate([[0], ends[:-1] + 1])
        of_words = points[starts] == ord(WORD_MARK)
        words, grams = np.flatnonzero(of_words).tolist(), np.flatnonzero(~of_words)
        starts, lengths = starts[grams], (ends - starts)[grams]
        alphabet = Alphabet(_different(points, starts, lengths))
        keys = _keys_at(alphabet.numbers[points], starts, lengths)
        order = np.argsort(keys)
        object.__setattr__(self, "_alphabet", alphabet)
        object.__setattr__(self, "_keys", keys[order])
        object.__setattr__(self, "_columns", grams[order])
        object.__setattr__(self, "_words", {self.vocabulary[i]: i for i in words})

    def rows(self, pieces: Sequence[Piece]) -> csr_matrix:
        """(len(pieces), len(vocabulary)) float32: (1 + log count) x idf, rows of unit length."""
        found_rows, found_columns = self._find(pieces)
        size = len(self.vocabulary)
        cells, counts = np.unique(found_rows * size + found_columns, return_counts=True)
        rows, columns = np.divmod(cells, size)
        values = (1 + np.log(counts)) * self.idf[columns]
        norms = np.sqrt(np.bincount(rows, values**2, minlength=len(pieces)))
        starts = np.searchsorted(rows, np.arange(len(pieces) + 1))
        scaled = (values / norms[rows]).astype(np.float32)
        return csr_matrix((scaled, columns, starts), shape=(len(pieces), size))

    def _find(self, pieces: Sequence[Piece]) -> tuple[Rows, Rows]:
        """Row and column of every feature met, repeated as often as it is met."""
        numbers, rows = self._alphabet.encode([piece.text for piece in pieces])
        found: list[tuple[Rows, Rows]] = [self._find_words(pieces)]
        for length in range(1, LONGEST_GRAM + 1):
            keys = gram_keys(numbers, length)
            places = np.searchsorted(self._keys, keys)
            places[places == len(self._keys)] = 0
            hits = np.flatnonzero(self._keys[places] == keys)
            found.append((rows[hits], self._columns[places[hits]]))
        return np.concatenate([r for r, _ in found]), np.concatenate([c for _, c in found])

    def _find_words(self, pieces: Sequence[Piece]) -> tuple[Rows, Rows]:
        hits = [
            (row, column)
            for row, piece in enumerate(pieces)
            for word in word_features(piece.words)
            if (column := self._words.get(word)) is not None
        ]
        table = np.array(hits, dtype=np.int64).reshape(-1, 2)
        return table[:, 0], table[:, 1]


def code_points(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


def _different(points: Points, starts: Rows, lengths: Rows) -> Points:
    """The characters of these n-grams, in order."""
    met = np.zeros(_CODE_POINTS, dtype=np.bool_)
    for length in range(1, LONGEST_GRAM + 1):
        met[points[starts[lengths >= length] + length - 1]] = True
    return np.flatnonzero(met).astype(np.uint32)


def _keys_at(numbers: Keys, starts: Rows, lengths: Rows) -> Keys:
    """As ``gram_keys``, of the n-gram of each length at each start."""
    keys = lengths.astype(np.uint64)
    for offset in range(LONGEST_GRAM):
        longer = lengths > offset
        keys[longer] = (keys[longer] << np.uint64(_BITS)) | numbers[starts[longer] + offset]
    return keys
