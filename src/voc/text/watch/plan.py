"""A query made ready to be asked: words are ids, and NOT stands before single leaves only."""

import operator
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from voc.text.watch.found import EVERY, Fact, Found, Spot
from voc.text.watch.nearness import Range, partnered
from voc.text.watch.query import And, Compare, Near, Node, Not, Or, Term

_SIGNS: dict[str, Callable[[Fact, Fact], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    ">=": operator.ge,
    ">": operator.gt,
}


@dataclass(frozen=True, slots=True)
class Cover:
    """Leaves of which at least one is in every text that matches."""

    leaves: frozenset[int]
    rarity: float  # of the most common of them; a guess, only for speed


@dataclass(frozen=True, slots=True)
class Leaf:
    """A term as the automaton knows it."""

    id: int  # from 1
    rarity: float


_ANYWHERE = Cover(frozenset({EVERY}), 0.0)


class Plan(Protocol):
    """One query or a part of one."""

    def spots(self, found: Found) -> set[Spot] | None:
        """Where the words stand that make it match; None where it does not."""
        ...

    def cover(self) -> Cover: ...


@dataclass(frozen=True, slots=True)
class _Has:
    leaf: Leaf

    def spots(self, found: Found) -> set[Spot] | None:
        spots = found.leaves.get(self.leaf.id)
        return None if spots is None else set(spots)

    def cover(self) -> Cover:
        return Cover(frozenset({self.leaf.id}), self.leaf.rarity)


@dataclass(frozen=True, slots=True)
class _Pair:
    left: tuple[Leaf, ...]
    right: tuple[Leaf, ...]
    distance: int

    def spots(self, found: Found) -> set[Spot] | None:
        left, right = _ranges(self.left, found), _ranges(self.right, found)
        spots: set[Spot] = set()
        for part in left.keys() & right.keys():
            units = found.units(part)
            for one, other in ((left, right), (right, left)):
                near = partnered(one[part], other[part], self.distance, units)
                spots.update((part, start, end) for start, end in near)
        return spots or None

    def cover(self) -> Cover:
        return max((_any_of(self.left), _any_of(self.right)), key=lambda cover: cover.rarity)


@dataclass(frozen=True, slots=True)
class _Fact:
    compare: Compare

    def spots(self, found: Found) -> set[Spot] | None:
        known = found.facts.get(self.compare.field)
        if known is None or not _SIGNS[self.compare.operator](known, self.compare.value):
            return None
        return set()

    def cover(self) -> Cover:
        return _ANYWHERE


@dataclass(frozen=True, slots=True)
class _Lacks:
    part: Plan

    def spots(self, found: Found) -> set[Spot] | None:
        return set() if self.part.spots(found) is None else None

    def cover(self) -> Cover:
        return _ANYWHERE


@dataclass(frozen=True, slots=True)
class _All:
    parts: tuple[Plan, ...]

    def spots(self, found: Found) -> set[Spot] | None:
        spots: set[Spot] = set()
        for part in self.parts:
            more = part.spots(found)
            if more is None:
                return None
            spots |= more
        return spots

    def cover(self) -> Cover:
        return max((part.cover() for part in self.parts), key=lambda cover: cover.rarity)


@dataclass(frozen=True, slots=True)
class _Any:
    parts: tuple[Plan, ...]

    def spots(self, found: Found) -> set[Spot] | None:
        matched = [spots for part in self.parts if (spots := part.spots(found)) is not None]
        return set().union(*matched) if matched else None

    def cover(self) -> Cover:
        return _union(part.cover() for part in self.parts)


def plan(node: Node, leaf: Callable[[Term], Leaf], *, negated: bool = False) -> Plan:
    """``node``, or its contrary when ``negated``; ``leaf`` gives each term its id."""
    match node:
        case Not(part):
            return plan(part, leaf, negated=not negated)
        case And(parts) | Or(parts):
            made = tuple(plan(part, leaf, negated=negated) for part in parts)
            return _All(made) if isinstance(node, And) != negated else _Any(made)
        case Term():
            asked: Plan = _Has(leaf(node))
        case Near():
            left, right = tuple(map(leaf, node.left)), tuple(map(leaf, node.right))
            asked = _Pair(left, right, node.distance)
        case Compare():
            asked = _Fact(node)
    return _Lacks(asked) if negated else asked


def _ranges(leaves: Iterable[Leaf], found: Found) -> dict[int, list[Range]]:
    ranges: dict[int, list[Range]] = defaultdict(list)
    for leaf in leaves:
        for part, start, end in found.leaves.get(leaf.id, ()):
            ranges[part].append((start, end))
    return ranges


def _any_of(leaves: Iterable[Leaf]) -> Cover:
    return _union(_Has(leaf).cover() for leaf in leaves)


def _union(covers: Iterable[Cover]) -> Cover:
    parts = tuple(covers)
    leaves = frozenset[int]().union(*(cover.leaves for cover in parts))
    return Cover(leaves, min(cover.rarity for cover in parts))
