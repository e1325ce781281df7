"""Names an issue by the words its customers use more than others.

Class-based TF-IDF after Grootendorst, "BERTopic: Neural topic modeling with a class-based TF-IDF
procedure" (2022), arXiv 2203.05794: the issue is one class, all other phrases of its kind the
other.
"""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from voc.insight.telling import DENIED, TellingWord

MOST_TERMS = 4
# A term stands for the issue, not for one voice: it is said in a tenth of the phrases, and twice.
_LEAST_SHARE = 0.1
_LEAST_PHRASES = 2

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
