"""MinHash signatures: numbers that texts share the more of, the more alike they are."""

import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from numpy.typing import NDArray

from voc.types.appearance import Keys

# Keys a text has in the store, and MinHash values a key is made of. Texts that share half of their
# shingles meet in one key with a chance of 0.79, of 0.6 with 0.96; two that share a twentieth in
# one case of 7,000, so that a new text among a million meets few it has nothing to do with.
BANDS, ROWS = 24, 4

# Shingles of two characters where each carries a syllable or more: at 15 % edits texts still share
# 0.55 of them, of fours 0.35. Of the few letters and figures four: of threes, English texts that
# have nothing to do with each other share 0.35, of fours 0.15-0.3, edited ones 0.8 of both.
WIDE, NARROW = 2, 4

# An English word with its blank is six such shingles, and says what two characters of Han do.
NARROW_A_WIDE = 3

# Texts whose shingles are permuted together: their numbers stay in the processor's cache.
AT_ONCE = 1_000

# The question of a form: 外观材质:, "battery life:", 맛:.
_LABEL = re.compile(r"(?<!\w)(?:[^\W\d_]{1,6}|[a-z]+(?: [a-z]+){0,2}): ?")

# What a character is to a shingle.
_SIGN, _WIDE, _NARROW, _BLANK = range(4)
_FIRST_WIDE = 0x1100  # Hangul, kana and Han lie from here on; before it, alphabets of few letters
_LAST_LETTER = 0x323AF  # of Han; what lies above is no letter

_GOLDEN = np.uint64(0x9E3779B97F4A7C15)
_FIRST_MIX, _SECOND_MIX = np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB)
_HALF = np.uint64(32)
_IS_NARROW = np.uint32(1 << 31)

Shingles = NDArray[np.uint32]  # of one text: sorted, each once


def shingles(texts: Sequence[str]) -> list[Shingles]:
    """Hashed shingles of each text, which must be cleaned, lower-case and folded.

    They never cross signs, emoji or line breaks: a moved clause keeps all of its shingles and
    another emoji changes none. The questions of a form hold none, for they are no one's own words.
    """
    values, owners = _hashed([_answers(text) for text in texts])
    order = np.lexsort((values, owners))
    values, owners = values[order], owners[order]
    new = np.ones(len(values), dtype=bool)
    new[1:] = (values[1:] != values[:-1]) | (owners[1:] != owners[:-1])
    values, owners = values[new], owners[new]
    return np.split(values, np.searchsorted(owners, np.arange(1, len(texts))))[: len(texts)]


def weight(one: Shingles) -> float:
    """How much a text says, counted in shingles of Han characters."""
    narrow = int(np.count_nonzero(one & _IS_NARROW))
    return len(one) - narrow + narrow / NARROW_A_WIDE


def keys(found: Sequence[Shingles]) -> Keys:
    """(n, BANDS) of texts, none without shingles: those that are alike share at least one."""
    parts = [_keys(found[at : at + AT_ONCE]) for at in range(0, len(found), AT_ONCE)]
    return np.concatenate([np.empty((0, BANDS), dtype=np.int64), *parts])


def jaccard(one: Shingles, other: Shingles) -> float:
    """The share of shingles in both among those in either, exactly; 0 of texts without any."""
    both = len(np.intersect1d(one, other, assume_unique=True))
    return both / max(1, len(one) + len(other) - both)


def _answers(text: str) -> str:
    """What was filled in, where ``text`` is a form: two colons or more stand after few words."""
    if text.count(":") < 2 or len(_LABEL.findall(text)) < 2:
        return text
    return _LABEL.sub("\n", text)


def _hashed(texts: Sequence[str]) -> tuple[Shingles, NDArray[np.intp]]:
    """Every shingle, and the number of the text it stands in."""
    joined = "\n".join(texts) + "\n" * NARROW  # so that a shingle may begin anywhere
    codes = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    kinds = _kinds()[np.minimum(codes, _LAST_LETTER + 1)]
    few = (kinds == _NARROW) | (kinds == _BLANK)
    wide = np.flatnonzero((kinds[:-1] == _WIDE) & ((kinds[1:] == _WIDE) | (kinds[1:] == _NARROW)))
    narrow = np.flatnonzero(few[:-3] & few[1:-2] & few[2:-1] & few[3:])
    values = np.concatenate([_hash(codes, wide, WIDE), _hash(codes, narrow, NARROW) | _IS_NARROW])
    places = np.concatenate([wide, narrow])
    ends = np.cumsum([len(text) + 1 for text in texts])
    return values, np.searchsorted(ends, places, side="right")


def _hash(codes: NDArray[np.uint32], places: NDArray[np.intp], length: int) -> Shingles:
    """Of the ``length`` characters from each place on; the highest bit is left free."""
    value = np.zeros(len(places), dtype=np.uint64)
    for at in range(length):
        value = _mixed(value ^ codes[places + at])
    return (value >> (_HALF + np.uint64(1))).astype(np.uint32)


@cache
def _kinds() -> NDArray[np.uint8]:
    """By code point; one more at the end for everything above."""
    kinds = np.full(_LAST_LETTER + 2, _SIGN, dtype=np.uint8)
    for code in range(_LAST_LETTER + 1):
        if chr(code).isalnum():
            kinds[code] = _WIDE if code >= _FIRST_WIDE else _NARROW
    kinds[ord(" ")] = _BLANK
    return kinds


def _keys(found: Sequence[Shingles]) -> Keys:
    values = np.concatenate(found).astype(np.uint64)
    starts = np.cumsum([0, *(len(one) for one in found[:-1])])
    least = np.stack([_least(values, starts, band) for band in range(BANDS)])
    key = np.repeat(np.arange(BANDS, dtype=np.uint64)[:, None], len(found), axis=1)
    for row in range(ROWS):
        key = _mixed(key ^ least[:, row])
    return np.ascontiguousarray(key.T).view(np.int64)


def _least(values: NDArray[np.uint64], starts: NDArray[np.intp], band: int) -> NDArray[np.uint64]:
    """(ROWS, n): of each text, the least of its shingles as the band's permutations order them."""
    factors, offsets = _permutations()[:, band]
    ordered = (values * factors[:, None] + offsets[:, None]) >> _HALF
    return np.minimum.reduceat(ordered, starts, axis=1)


@cache
def _permutations() -> NDArray[np.uint64]:
    """(2, BANDS, ROWS) factors and offsets, the same everywhere, or stored keys find nothing."""
    numbers = np.arange(1, 2 * BANDS * ROWS + 1, dtype=np.uint64) * _GOLDEN
    return (_mixed(numbers) | np.uint64(1)).reshape(2, BANDS, ROWS)


def _mixed(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """splitmix64: every bit of the result hangs on every bit of the value."""
    values = (values ^ (values >> np.uint64(30))) * _FIRST_MIX
    values = (values ^ (values >> np.uint64(27))) * _SECOND_MIX
    return values ^ (values >> np.uint64(31))
