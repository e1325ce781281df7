"""One wish as cards are made of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from voc.insight.words.telling import TellingWord
from voc.types.idea import Demand, WishingText
from voc.types.issue import IssueId


@dataclass(frozen=True, slots=True)
class Wish:
    text: WishingText
    demand: Demand
    words: tuple[TellingWord, ...]  # what the clause tells, grammar and words of wishing left out
    # Whoever wrote it. Where the author is unknown, the words of the whole text: whoever copies
    # them adds no person.
    person: str
    issue: IssueId | None  # of the ledger

    @property
    def quote(self) -> str:
        return self.text.text[self.demand.start : self.demand.end]

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(word.key for word in self.words)


Wishes = Sequence[Wish]


def people(wishes: Iterable[Wish]) -> int:
    return len({wish.person for wish in wishes})
