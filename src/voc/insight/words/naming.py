"""Names an issue by the words its customers use more than others.

Class-based TF-IDF after Grootendorst, "BERTopic: Neural topic modeling with a class-based TF-IDF
procedure" (2022), arXiv 2203.05794: the issue is one class, all other phrases of its kind the
other.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from voc.insight.words.telling import DENIED, TellingWord

MOST_TERMS = 4
# A term stands for the issue, not for one voice: it is said in a tenth of the phrases, and twice.
_LEAST_SHARE = 0.1
_LEAST_PHRASES = 2

# Words name an issue that so many of its voices tell; where they share none, the shortest of its
# most central voices does, as far as a title has room. Set by reading 90 issues of our samples: of
# words that fewer shared ("捏", "划出", "g") no manager would know what is wrong.
_SHARED = 1 / 3
_CENTRAL = 5
_ROOM = 18  # characters; of letters and blanks twice as many
_LEAST_ROOM = 4

_EDGES = re.compile(r"^\W+|\W+$")
_END = re.compile(r"[，。！？；、,.!?;~…\n]+")

TellingWords = tuple[TellingWord, ...]


@dataclass(frozen=True, slots=True)
class Usage:
    """In how many phrases of one kind each word is told."""

    phrases: Counter[str]
    words_a_class: float

    @classmethod
    def of(cls, phrases: Iterable[TellingWords]) -> Self:
        counts = _counts(phrases)
        return cls(counts, counts.total() / 2)

    def weight(self, key: str, here: int) -> float:
        """Class-based TF-IDF of a word told in ``here`` phrases of the issue."""
        return here * math.log(1 + self.words_a_class / self.phrases[key])


def name(phrases: Sequence[TellingWords], quotes: Sequence[str], usage: Usage) -> tuple[str, ...]:
    """What an issue is called: its terms, or where voices share too little, one of their clauses.

    ``phrases`` and ``quotes`` are of the same voices, most central first; () where there are none
    that say anything.
    """
    spoken = [short for quote in quotes[:_CENTRAL] if (short := _shortened(quote))]
    found = terms(phrases, usage)
    often = max(_counts(phrases).values(), default=0)
    if not spoken or (often >= _least(phrases) and _say_enough(found)):
        return found
    # One word is the thing that all speak of (快递), not what is wrong with it.
    of_it = [short for short in spoken if found[0] in short] if len(found) == 1 else spoken
    return (min(of_it or spoken, key=len),)


def _least(phrases: Sequence[TellingWords]) -> float:
    return max(_LEAST_PHRASES, _SHARED * len(phrases))


def _say_enough(found: Sequence[str]) -> bool:
    """Two words or more, and not of one character alone, which is many things: 皮, 退, g."""
    return len(found) > 1 and any(len(term) > (2 if term.isascii() else 1) for term in found)


def _shortened(quote: str) -> str:
    """``quote`` up to where it may end and a title has room; "" where nothing is left."""
    room = 2 * _ROOM if quote.isascii() else _ROOM
    parts = [_EDGES.sub("", part) for part in _END.split(quote)]
    first = next((part for part in parts if len(part) >= _LEAST_ROOM), "")
    if len(first) <= room:
        return first
    return first[:room].rsplit(" ", 1)[0]


def terms(phrases: Sequence[TellingWords], usage: Usage) -> tuple[str, ...]:
    """At most MOST_TERMS terms as customers write them, most telling first, none alike.

    ``usage`` covers all phrases of the kind, these among them.
    """
    here = _counts(phrases)
    least = max(_LEAST_PHRASES, math.ceil(_LEAST_SHARE * len(phrases)))
    ranked = sorted(here, key=lambda key: (-usage.weight(key, here[key]), key))
    often = [key for key in ranked if here[key] >= least]
    chosen: list[str] = []
    for key in often or ranked[:1]:
        if not any(_alike(key, other) for other in chosen):
            chosen.append(key)
    return tuple(_as_written(key, phrases) for key in chosen[:MOST_TERMS])


def _counts(phrases: Iterable[TellingWords]) -> Counter[str]:
    return Counter(key for phrase in phrases for key in {word.key for word in phrase})


def _alike(one: str, other: str) -> bool:
    """Whether one word adds nothing to the other: 受潮 and 受潮严重, 碎 and 碎渣."""
    first, second = one.removeprefix(DENIED), other.removeprefix(DENIED)
    return first in second or second in first


def _as_written(key: str, phrases: Sequence[TellingWords]) -> str:
    """The form most voices use; where the word is one character, one that says more: 太稀."""
    forms = Counter(word.written for phrase in phrases for word in phrase if word.key == key)
    return min(forms, key=lambda form: (len(form) == 1, -forms[form], len(form), form))
