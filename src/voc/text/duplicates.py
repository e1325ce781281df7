"""Near-duplicates: which texts are copies, and of which first appearance."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voc.text.signatures import BANDS, Shingles, jaccard, weight
from voc.types.appearance import Keys
from voc.types.document import Flag

# Of a text that folds under an earlier one; its appearance in the store knows which.
COPY = Flag(name="copy", because="says the same as an earlier text")

# Below this weight (see signatures.weight) people say the same in the same words by themselves:
# 好吃, 质量不错，物流很快, works great.
LEAST_WEIGHT = 12.0

# What a text must share with a first appearance to be its copy: the less it says, the more. Swept
# on reviews with planted copies (bench/duplicates.py): at 15 % edits the Jaccard is 0.5 or more,
# while customers who fill in the same form or string the same praise together reach 0.4 with long
# texts and 0.6 with 20 characters.
LEAST_LIKENESS, SHORT_TEXT_LIKENESS = 0.4, 4.0

# Texts that share a key with this many others belong to a form or a fashion. Copies share the most
# keys, so they are among the first.
MOST_COMPARED = 32

# First appearances a key leads to. What more of them share is a form or a stock phrase and no clue:
# copies share the keys of their own words as well. Of 300 edited copies among 5,000 forms 297 are
# found with 16, 64, 256 and no limit; time grew with the square of the texts in one form without.
MOST_HOLDERS = 64


@dataclass(frozen=True, slots=True)
class Copy:
    """A text that folds under an earlier one."""

    of: int  # the number of that text
    likeness: float


def is_short(text: Shingles) -> bool:
    """Whether so little is said that equal texts need not be copies."""
    return weight(text) < LEAST_WEIGHT


def likeness(one: Shingles, other: Shingles) -> float | None:
    """The Jaccard of two texts where one is a copy of the other, else None."""
    shorter = min(weight(one), weight(other))
    if shorter < LEAST_WEIGHT:
        return None
    shared = jaccard(one, other)
    return shared if shared >= LEAST_LIKENESS + SHORT_TEXT_LIKENESS / shorter else None


def fold(
    texts: Sequence[Shingles], keys: Keys, known: int = 0
) -> tuple[list[Copy | None], NDArray[np.bool_]]:
    """Of each text, what it is a copy of, None for a first appearance; and which keys lead to it.

    ``texts`` in order of appearance, none short; ``keys`` theirs. A copy folds under the earliest
    first appearance it is alike itself, never under another copy: likeness does not wander along
    a chain. The first ``known`` were found to be first appearances before and stay it.
    """
    shared = _shared(keys)
    holders: dict[int, list[int]] = defaultdict(list)
    copies: list[Copy | None] = [None] * len(texts)
    leading = np.ones(keys.shape, dtype=bool)
    for number in np.flatnonzero(shared.any(axis=1)).tolist():
        row = keys[number].tolist()
        free = np.array([len(holders.get(key, ())) < MOST_HOLDERS for key in row])
        if not free.any():  # a form left empty: it has no words of its own
            free[:] = True
        own = [row[band] for band in np.flatnonzero(shared[number] & free).tolist()]
        if number >= known:
            copies[number] = _first_alike(number, own, holders, texts)
        if copies[number] is None:
            leading[number] = free
            for key in own:
                holders[key].append(number)
    return copies, leading


def _first_alike(
    number: int, own: Sequence[int], holders: dict[int, list[int]], texts: Sequence[Shingles]
) -> Copy | None:
    met = Counter(holder for key in own for holder in holders.get(key, ()))
    likeliest = sorted(met, key=lambda holder: (-met[holder], holder))[:MOST_COMPARED]
    for holder in sorted(likeliest):
        shared = likeness(texts[holder], texts[number])
        if shared is not None:
            return Copy(of=holder, likeness=shared)
    return None


def _shared(keys: Keys) -> NDArray[np.bool_]:
    """Which keys another text has too. Band by band, so that a million texts need little more."""
    shared = np.zeros(keys.shape, dtype=bool)
    for band in range(BANDS):
        _, places, counts = np.unique(keys[:, band], return_inverse=True, return_counts=True)
        shared[:, band] = counts[places] > 1
    return shared
