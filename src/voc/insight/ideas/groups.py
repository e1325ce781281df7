"""Which wishes are one: the same listed thing, the same words, or what a person said."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from voc.insight.ideas.anchors import anchored
from voc.insight.ideas.wish import Wish, people
from voc.types.idea import DemandKind
from voc.types.issue import IssueId

# From so many people on, a product has a card of its own for a listed thing.
LEAST_ALONE = 3
# Fewer of one product or line, or as many of several together: two people can ask for one zip.
LEAST_OF_ONE = 2
MOST_NAMES = 3
# "Search" of a shop is not that of a notebook, and staff of one shop serve no other.
_OF_ONE_PRODUCT = frozenset({DemandKind.FUNCTION, DemandKind.SERVICE})


@dataclass(frozen=True, slots=True)
class Group:
    kind: DemandKind
    value: str | None
    names: tuple[str, ...]
    wishes: tuple[Wish, ...]
    because: str
    settled: IssueId | None = None  # the issue that a person pinned or titled
    line: str | None = None  # whose products stand together because they are of it

    @property
    def products(self) -> tuple[tuple[str | None, int], ...]:
        """People a product, most first."""
        counted = Counter(
            product for product, _ in {(w.text.product, w.person) for w in self.wishes}
        )
        return tuple(sorted(counted.items(), key=lambda item: (-item[1], item[0] or "")))


def grouped(
    wishes: Sequence[Wish],
    settled: Mapping[IssueId, str],
    lines: Mapping[str, str] | None = None,
) -> list[Group]:
    """Every group that enough different people stand behind.

    ``lines`` holds the line of each product that voc.toml names.

    ``settled`` names the issues that a person pinned or titled: each is one group, whatever its
    wishes tell.
    """
    told = [wish for wish in wishes if wish.issue in settled]
    rest = [wish for wish in wishes if wish.issue not in settled]
    placed = _placed(rest)
    return [*_settled(told, settled), *_listed(placed, lines or {}), *_worded(placed)]


def _placed(wishes: Sequence[Wish]) -> list[Wish]:
    """Those of a known product: of the others nobody knows which maker they ask. Where no wish
    names a product, all are of the one that needs no name."""
    named = [wish for wish in wishes if wish.text.product]
    return named or list(wishes)


def _settled(wishes: Iterable[Wish], names: Mapping[IssueId, str]) -> Iterator[Group]:
    by_issue: dict[IssueId, list[Wish]] = defaultdict(list)
    for wish in wishes:
        if wish.issue is not None:
            by_issue[wish.issue].append(wish)
    for issue_id, found in sorted(by_issue.items()):
        kinds = Counter(wish.demand.kind for wish in found)
        kind = min(kinds, key=lambda one: (-kinds[one], one))
        because = f"{issue_id} was settled by a person"
        yield Group(kind, None, (names[issue_id],), tuple(found), because, issue_id)


def _listed(wishes: Iterable[Wish], lines: Mapping[str, str]) -> Iterator[Group]:
    by_thing: dict[tuple[DemandKind, str], list[Wish]] = defaultdict(list)
    for wish in wishes:
        if wish.demand.value is not None:
            by_thing[wish.demand.kind, wish.demand.value].append(wish)
    for (kind, value), found in sorted(by_thing.items()):
        for line, members in _by_product(found, lines):
            names = _most_used(wish.demand.because for wish in members)
            because = f"all ask for {value}: {', '.join(names)}"
            yield Group(kind, value, names, tuple(members), because, line=line)


def _by_product(
    wishes: Sequence[Wish], lines: Mapping[str, str]
) -> Iterator[tuple[str | None, list[Wish]]]:
    """Those of each product that many ask for it of; the others together, if one carries them or
    one line has them all, which is told with them."""
    of_one = _of_each(wishes)
    if wishes[0].demand.kind in _OF_ONE_PRODUCT:
        yield from ((None, found) for found in of_one if people(found) >= LEAST_OF_ONE)
        yield from _of_lines((one for one in of_one if people(one) < LEAST_OF_ONE), lines)
        return
    yield from ((None, found) for found in of_one if people(found) >= LEAST_ALONE)
    others = [found for found in of_one if people(found) < LEAST_ALONE]
    # One voice each of several products is no demand for any of them.
    if any(people(found) >= LEAST_OF_ONE for found in others):
        yield None, [wish for found in others for wish in found]


def _of_lines(
    wishes: Iterable[Sequence[Wish]], lines: Mapping[str, str]
) -> Iterator[tuple[str, list[Wish]]]:
    by_line: dict[str, list[Wish]] = defaultdict(list)
    for found in wishes:
        if line := lines.get(found[0].text.product or ""):
            by_line[line] += found
    for line, together in sorted(by_line.items()):
        if people(together) >= LEAST_OF_ONE:
            yield line, together


def _of_each(wishes: Iterable[Wish]) -> list[list[Wish]]:
    by_product: dict[str, list[Wish]] = defaultdict(list)
    for wish in wishes:
        by_product[wish.text.product or ""].append(wish)
    return [by_product[product] for product in sorted(by_product)]


def _worded(wishes: Iterable[Wish]) -> Iterator[Group]:
    """Words alone join too much: 0 of 7 such groups of 22,000 texts held one wish. So the ledger,
    which compares meanings, has to agree."""
    by_issue: dict[tuple[str, IssueId], list[Wish]] = defaultdict(list)
    for wish in wishes:
        if wish.demand.value is None and wish.issue is not None:
            by_issue[wish.text.product or "", wish.issue].append(wish)
    for (_, issue_id), members in sorted(by_issue.items()):
        for found in anchored(members):
            names = tuple(_written(key, found.wishes) for key in found.anchor)
            because = f"all are in {issue_id} and tell little but “{' '.join(names)}”"
            yield Group(DemandKind.FUNCTION, None, names, found.wishes, because)


def _written(key: str, wishes: Iterable[Wish]) -> str:
    forms = (word.written for wish in wishes for word in wish.words if word.key == key)
    return _most_used(forms)[0]


def _most_used(words: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(words)
    return tuple(sorted(counts, key=lambda word: (-counts[word], len(word), word))[:MOST_NAMES])
