"""Groups wishes that no list names by the words they share.

A group has an anchor: one word, or two that stand together in a clause. A wish belongs to it
where the anchor is most of what the wish tells, weighed by how rare its words are among the
wishes about the same product. So "more themes" and "I wish there were themes to download" are
one, and "a keyboard for tablets" does not join "a keyboard with arrows" by the keyboard.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from voc.insight.ideas.wish import Wish, people

# Fewer people than this could have met by chance; what a list names needs less.
LEAST_PEOPLE = 3
# Of a wish's weight the anchor holds so much. Read on 953 wishes of ten product kinds: below it,
# groups take in wishes for something else about the same thing.
LEAST_SHARE = 0.5
# More keys than this make no pairs: the clause tells several things.
MOST_KEYS = 8

Anchor = tuple[str, ...]  # one or two keys, sorted


@dataclass(frozen=True, slots=True)
class Anchored:
    anchor: Anchor
    wishes: tuple[Wish, ...]


def anchored(wishes: Sequence[Wish]) -> list[Anchored]:
    """Groups of these wishes, the heaviest first; each wish is in one group at most."""
    weights = _weights(wishes)
    left = [wish for wish in wishes if wish.words]
    found: list[Anchored] = []
    while (best := _heaviest(left, weights)) is not None:
        found.append(best)
        taken = {id(wish) for wish in best.wishes}
        left = [wish for wish in left if id(wish) not in taken]
    return found


def _weights(wishes: Sequence[Wish]) -> dict[str, float]:
    """Inverse frequency of each key among these wishes."""
    counts = Counter(key for wish in wishes for key in wish.keys)
    return {key: math.log(1 + len(wishes) / count) for key, count in counts.items()}


def _heaviest(wishes: Sequence[Wish], weights: dict[str, float]) -> Anchored | None:
    members: dict[Anchor, list[Wish]] = defaultdict(list)
    shares: dict[Anchor, float] = defaultdict(float)
    for wish in wishes:
        for anchor, share in _anchors(wish, weights):
            members[anchor].append(wish)
            shares[anchor] += share
    fit = [anchor for anchor, found in members.items() if people(found) >= LEAST_PEOPLE]
    if not fit:
        return None
    best = min(fit, key=lambda anchor: (-round(shares[anchor], 6), anchor))
    return Anchored(best, tuple(members[best]))


def _anchors(wish: Wish, weights: dict[str, float]) -> Iterator[tuple[Anchor, float]]:
    """Anchors that hold enough of what the wish tells, each with its share."""
    keys = sorted(wish.keys)
    whole = sum(weights[key] for key in keys)
    if len(keys) <= MOST_KEYS:
        for anchor in ((key,) for key in keys):
            if (share := weights[anchor[0]] / whole) >= LEAST_SHARE:
                yield anchor, share
        for pair in combinations(keys, 2):
            if (share := (weights[pair[0]] + weights[pair[1]]) / whole) >= LEAST_SHARE:
                yield pair, share
