"""Counts of character runs in Chinese texts, by arrays: how often, how firm, how free at the edges.

A gram is a run of Han characters. Memory grows with the characters counted (about 60 bytes each),
whatever they say; who counts bounds the characters.
"""

from array import array
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Codes: TypeAlias = npt.NDArray[np.uint16]
Ints: TypeAlias = npt.NDArray[np.int64]
Ids: TypeAlias = npt.NDArray[np.int32]
Bits: TypeAlias = npt.NDArray[np.float64]

_CODES = 1 << 16
_EDGE = b"\0\0"  # a character that no word holds, around every text
_RARE = -1  # where no gram stands that is frequent enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Grams:
    """The frequent grams of one length, a row each."""

    length: int
    first: Ints  # where in the codes each stands first
    counts: Ints
    heads: Ints  # row of its first length - 1 characters among the grams one shorter
    tails: Ints  # of its last
    cohesion: Bits  # least pointwise mutual information over its splits; 0 for one character
    left: Bits  # entropy of the character before it
    right: Bits  # and after it


class Corpus:
    """Texts as one row of characters, two bytes each."""

    def __init__(self) -> None:
        self._raw = bytearray(_EDGE)
        self._starts = array("q")

    def __len__(self) -> int:
        """Characters, one more a text."""
        return len(self._raw) // 2

    @property
    def texts(self) -> int:
        return len(self._starts)

    def add(self, text: str) -> None:
        self._starts.append(len(self))
        self._raw += text.encode("utf-16-le", "surrogatepass") + _EDGE

    def codes(self) -> Codes:
        """Han characters as they stand, 0 for anything else and between texts."""
        codes = np.frombuffer(bytes(self._raw), dtype="<u2").copy()
        han = (codes >= 0x4E00) & (codes <= 0x9FFF) | (codes >= 0x3400) & (codes <= 0x4DBF)
        codes[~han] = 0
        return codes

    def holders(self, codes: Codes, word: str, most: int) -> list[int]:
        """Numbers of the first ``most`` texts, in the order they were added, that hold ``word``."""
        here = np.ones(len(codes) - len(word) + 1, dtype=bool)
        for shift, character in enumerate(word):
            here &= codes[shift : shift + len(here)] == ord(character)
        numbers = np.searchsorted(np.asarray(self._starts), np.flatnonzero(here), side="right") - 1
        found: list[int] = np.unique(numbers)[:most].tolist()
        return found


def text_at(codes: Codes, start: int, length: int) -> str:
    """The characters of a gram."""
    return codes[start : start + length].tobytes().decode("utf-16-le")


def count_grams(codes: Codes, longest: int, least: int) -> list[Grams]:
    """Grams of 1 to ``longest`` characters that stand ``least`` times or more, by length."""
    ids = np.where(codes > 0, codes.astype(np.int32), np.int32(_RARE))
    levels: list[Grams] = []
    for length in range(1, longest + 1):
        ids, grams = _level(codes, ids, levels, length, least)
        levels.append(grams)
    return levels


def _level(
    codes: Codes, shorter: Ids, levels: list[Grams], length: int, least: int
) -> tuple[Ids, Grams]:
    """The grams of ``length``, and which of them stands at each place.

    A gram is no more frequent than its head and its tail: ``shorter`` tells where both are.
    """
    places, keys = _places(codes, shorter, length)
    _, first, rows, counts = np.unique(
        keys, return_index=True, return_inverse=True, return_counts=True
    )
    kept = counts >= least
    renumbered = np.where(kept, np.cumsum(kept) - 1, _RARE).astype(np.int32)
    numbers = renumbered[rows]
    ids = np.full(len(codes), _RARE, dtype=np.int32)
    ids[places] = numbers
    first, counts = places[first[kept]], counts[kept]
    places, numbers = places[numbers >= 0], numbers[numbers >= 0]
    heads, tails = shorter[first].astype(np.int64), shorter[first + 1].astype(np.int64)
    return ids, Grams(
        length=length,
        first=first,
        counts=counts,
        heads=heads,
        tails=tails,
        cohesion=_cohesion(levels, counts, heads, tails, int(np.count_nonzero(codes))),
        left=_entropy(numbers, codes[places - 1], counts),
        right=_entropy(numbers, codes[places + length], counts),
    )


def _places(codes: Codes, shorter: Ids, length: int) -> tuple[Ints, Ints]:
    """Where a gram of ``length`` may stand, and what tells it from others."""
    if length == 1:
        places = np.flatnonzero(shorter >= 0)
        return places, shorter[places].astype(np.int64)
    places = np.flatnonzero((shorter[:-1] >= 0) & (shorter[1:] >= 0))
    places = places[codes[places + length - 1] > 0]
    return places, shorter[places].astype(np.int64) * _CODES + codes[places + length - 1]


def _cohesion(levels: list[Grams], counts: Ints, heads: Ints, tails: Ints, characters: int) -> Bits:
    """log2 of count x ``characters`` / (count of one part x of the other), where it is least."""
    if not levels:
        return np.zeros(len(counts))
    shorter = {level.length: level for level in levels}
    longest = len(levels)
    # By length: rows of what each gram begins with, and of what it ends with.
    begins, ends = {longest: heads}, {longest: tails}
    for length in range(longest, 1, -1):
        begins[length - 1] = shorter[length].heads[begins[length]]
        ends[length - 1] = shorter[length].tails[ends[length]]
    parts = np.zeros(len(counts))
    for length in range(1, longest + 1):
        rest = longest + 1 - length
        begun = shorter[length].counts[begins[length]].astype(np.float64)
        parts = np.maximum(parts, begun * shorter[rest].counts[ends[rest]])
    return np.asarray(np.log2(counts * float(characters) / parts))


def _entropy(rows: Ids, neighbours: Codes, counts: Ints) -> Bits:
    """Of the neighbours of each row, in bits; the edge of a run of Han counts as one more."""
    keys = rows.astype(np.int64) * _CODES + neighbours
    found, times = np.unique(keys, return_counts=True)
    owners = found // _CODES
    share = times / counts[owners]
    bits = np.bincount(owners, weights=-share * np.log2(share), minlength=len(counts))
    return np.asarray(bits, dtype=np.float64)
