"""Wishes of texts without authors that one hand wrote: whoever rewords himself adds no person."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from voc.insight.ideas.wish import Wish

# Words of letters and pairs of Chinese characters that two texts share. What one writes twice
# shares 0.65 and more; two who wish for the same in a line of their own share less.
LEAST_SHARED = 0.65
# Of less than this people say the same by themselves: 能送个耳机就好了.
LEAST_PARTS = 8
# First texts that a wish is held against: of the same thing more differ anyhow.
MOST_HELD = 200

_WORD = re.compile(r"[a-z0-9']+|[가-힣]+")
_HAN = re.compile(r"[\u4e00-\u9fff]+")


def one_person_a_hand(wishes: Iterable[Wish]) -> list[Wish]:
    """The same wishes in order; where nobody knows who wrote, reworded texts have one person."""
    held: dict[tuple[str, str], list[tuple[frozenset[str], str]]] = defaultdict(list)
    return [wish if wish.text.author_key else _by_hand(wish, held[_of(wish)]) for wish in wishes]


def _of(wish: Wish) -> tuple[str, str]:
    return wish.text.product or "", wish.demand.value or ""


def _by_hand(wish: Wish, held: list[tuple[frozenset[str], str]]) -> Wish:
    parts = _parts(wish.text.text.lower())
    person = _known(parts, held) if len(parts) >= LEAST_PARTS else None
    if person is not None:
        return replace(wish, person=person)
    if len(parts) >= LEAST_PARTS and len(held) < MOST_HELD:
        held.append((parts, wish.person))
    return wish


def _known(parts: frozenset[str], held: Sequence[tuple[frozenset[str], str]]) -> str | None:
    for known, person in held:
        if len(parts & known) >= LEAST_SHARED * len(parts | known):
            return person
    return None


def _parts(text: str) -> frozenset[str]:
    pairs = (run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1))
    return frozenset((*_WORD.findall(text), *pairs))
