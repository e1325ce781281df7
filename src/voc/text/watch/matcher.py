"""Asks thousands of watch queries of one text at once.

One pass finds the words of all queries; then only those queries are tried of which a word that they
cannot do without was found.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from voc.errors import QueryError
from voc.ports.language import ScriptFolder
from voc.text.watch.folding import Folding
from voc.text.watch.found import EVERY, Fact, Found, Spot
from voc.text.watch.item import Watched
from voc.text.watch.leaves import Leaves
from voc.text.watch.parser import parse
from voc.text.watch.plan import Plan, plan


@dataclass(frozen=True, slots=True)
class Place:
    """Where a word of a query stands."""

    field: str
    start: int  # in the value of the field as written
    end: int
    quote: str  # that value from start to end


@dataclass(frozen=True, slots=True)
class Hit:
    """A query that a text matches."""

    query: str  # its name
    places: tuple[Place, ...]  # in order of field and start; () where only numbers or days matched


def compile_queries(queries: Mapping[str, str], folder: ScriptFolder, zone: tzinfo) -> "Matcher":
    """Queries by name, ready to be asked; days begin and end in ``zone``.

    Raises ``QueryError`` that names the first query that cannot be read.
    """
    folding = Folding(folder)
    leaves = Leaves(folding)
    plans = [(name, _read(name, query, leaves)) for name, query in queries.items()]
    return Matcher(plans, leaves, folding, zone)


class Matcher:
    """Compiled queries. Asking changes nothing: the order of texts does not matter."""

    def __init__(
        self, plans: Sequence[tuple[str, Plan]], leaves: Leaves, folding: Folding, zone: tzinfo
    ) -> None:
        self._plans = plans
        self._folding = folding
        self._zone = zone
        self._finders = leaves.finders()
        self._waiting: dict[int, list[int]] = defaultdict(list)  # leaf -> queries it may decide
        for number, (_, compiled) in enumerate(plans):
            for leaf in compiled.cover().leaves:
                self._waiting[leaf].append(number)

    def matches(self, item: Watched) -> tuple[Hit, ...]:
        """The queries that ``item`` matches, in the order they were given, and where."""
        written = tuple((field, value) for field, value in item.parts() if field in self._finders)
        found = self._find(item, written)
        hits = []
        for number in self._candidates(found):
            name, compiled = self._plans[number]
            spots = compiled.spots(found)
            if spots is not None:
                hits.append(Hit(name, _places(spots, found, written)))
        return tuple(hits)

    def _find(self, item: Watched, written: Sequence[tuple[str, str]]) -> Found:
        parts = [self._folding.text(value) for _, value in written]
        leaves: defaultdict[int, list[Spot]] = defaultdict(list)
        for number, ((field, _), part) in enumerate(zip(written, parts, strict=True)):
            self._finders[field].find(number, part.text, leaves)
        return Found(parts, leaves, self._facts(item))

    def _facts(self, item: Watched) -> dict[str, Fact]:
        facts: dict[str, Fact] = {}
        if item.rating is not None:
            facts["rating"] = item.rating
        if item.posted_at is not None:
            facts["posted"] = item.posted_at.astimezone(self._zone).date()
        return facts

    def _candidates(self, found: Found) -> list[int]:
        candidates = set(self._waiting.get(EVERY, ()))
        for leaf in found.leaves:
            candidates.update(self._waiting.get(leaf, ()))
        return sorted(candidates)


def _read(name: str, query: str, leaves: Leaves) -> Plan:
    try:
        return plan(parse(query), leaves)
    except QueryError as err:
        raise QueryError(f"Watch query {name}: {err}", err.column) from None


def _places(
    spots: set[Spot], found: Found, written: Sequence[tuple[str, str]]
) -> tuple[Place, ...]:
    places = []
    for part, start, end in sorted(spots):
        field, value = written[part]
        span = found.parts[part].original(start, end)
        places.append(Place(field, span.start, span.end, value[span.start : span.end]))
    return tuple(places)
