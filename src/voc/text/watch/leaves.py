"""The words of all queries, found in one pass over a text.

An Aho-Corasick automaton for each field: time grows with the text and what is found in it, not with
the number of queries, and nothing a person writes into a query can make it look back.
"""

from collections import defaultdict
from collections.abc import Sequence

from ahocorasick_rs import AhoCorasick

from voc.text.watch.folding import Folding, is_spaced
from voc.text.watch.found import Spot
from voc.text.watch.item import NAME_FIELDS, TEXT_FIELDS
from voc.text.watch.plan import Leaf
from voc.text.watch.query import Term


class Leaves:
    """Gives every different term an id."""

    def __init__(self, folding: Folding) -> None:
        self._folding = folding
        self._by_key: dict[tuple[str | None, str, bool], Leaf] = {}

    def __call__(self, term: Term) -> Leaf:
        literal = self._folding.text(term.text).text
        key = (term.field, literal, term.prefix)
        if key not in self._by_key:
            self._by_key[key] = Leaf(len(self._by_key) + 1, _rarity(term.field, literal))
        return self._by_key[key]

    def finders(self) -> dict[str, "Finder"]:
        """For each field that a query asks of, what finds its leaves."""
        by_field: dict[str, dict[str, _Literal]] = {}
        for (field, literal, prefix), leaf in self._by_key.items():
            for asked in TEXT_FIELDS if field is None else (field,):
                literals = by_field.setdefault(asked, {})
                literals.setdefault(literal, _Literal(literal)).add(leaf.id, prefix=prefix)
        return {field: Finder(tuple(literals.values())) for field, literals in by_field.items()}


class _Literal:
    """One string and the leaves that ask for it."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.opens_word = is_spaced(text[0])
        self.closes_word = is_spaced(text[-1])
        self.whole: list[int] = []  # leaves that end where the string ends
        self.prefix: list[int] = []  # leaves that may go on to the end of the word

    def add(self, leaf: int, *, prefix: bool) -> None:
        (self.prefix if prefix else self.whole).append(leaf)


class Finder:
    """Finds the leaves of one field."""

    def __init__(self, literals: Sequence[_Literal]) -> None:
        self._literals = literals
        self._automaton = AhoCorasick([literal.text for literal in literals])

    def find(self, part: int, text: str, into: defaultdict[int, list[Spot]]) -> None:
        """Adds to ``into`` where each leaf stands in ``text``, the folded text of ``part``."""
        for number, start, end in self._automaton.find_matches_as_indexes(text, overlapping=True):
            literal = self._literals[number]
            if literal.opens_word and start and is_spaced(text[start - 1]):
                continue
            word_end = _word_end(text, end) if literal.closes_word else end
            if word_end == end:
                for leaf in literal.whole:
                    into[leaf].append((part, start, end))
            for leaf in literal.prefix:
                into[leaf].append((part, start, word_end))


def _word_end(text: str, end: int) -> int:
    while end < len(text) and is_spaced(text[end]):
        end += 1
    return end


def _rarity(field: str | None, literal: str) -> float:
    """Longer is rarer, a Chinese character says more than a letter, and names repeat most."""
    if field in NAME_FIELDS:
        return 1.0
    return 1.0 + sum(1.0 if is_spaced(character) else 2.0 for character in literal)
