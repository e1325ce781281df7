"""The people of an issue beside others, week by week, by where their goods come from."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from voc.insight.tracing.strata import Chance, among_people, among_units, together
from voc.types.tracing import Factor, Goods

By = Mapping[str, int]  # people by value of one factor


@dataclass(frozen=True, slots=True)
class Candidate:
    """One value of one factor. Lots and weeks are a product's own, places are shared by several."""

    factor: Factor
    product: str | None  # None of a place
    value: str

    def has(self, goods: Goods) -> bool | None:
        """None: not known."""
        value = goods.of(self.factor)
        return None if value is None else value == self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Stratum:
    """One product in one week, or its undated feedback."""

    product: str | None
    tellers: Counter[Goods]  # people of the issue
    others: Counter[Goods]  # all other people
    unhappy: Counter[Goods]  # those of them who are
    units: Mapping[Factor, By] = field(default_factory=dict)  # on the market by then, by value

    def holds(self, candidate: Candidate) -> bool:
        return candidate.factor not in OWN or candidate.product == self.product


# Factors whose values mean nothing beyond one product.
OWN = (Factor.LOT, Factor.WEEK)
# What was made, not where it went.
GOODS = (Factor.LOT, Factor.WEEK, Factor.PLANT)


@dataclass(frozen=True, slots=True)
class Table:
    """A candidate in one stratum. Only people whose value is known are counted."""

    hits: int
    drawn: int
    others: int
    others_of: int


class Tables:
    """Everything that is known of the people of one issue."""

    def __init__(self, strata: Sequence[Stratum]) -> None:
        self._strata = [one for one in strata if one.tellers]
        self._by = [{factor: _by(one, factor) for factor in Factor} for one in self._strata]

    def candidates(self) -> list[Candidate]:
        """Every value that anybody has or that was shipped, in a fixed order."""
        found = {
            Candidate(factor, one.product if factor in OWN else None, value)
            for one, by in zip(self._strata, self._by, strict=True)
            for factor, (tellers, others) in by.items()
            for value in (*tellers, *others, *one.units.get(factor, ()))
        }
        order = list(Factor)
        return sorted(found, key=lambda c: (order.index(c.factor), c.product or "", c.value))

    def tables(self, candidate: Candidate) -> list[Table]:
        pairs = zip(self._strata, self._by, strict=True)
        return [
            _table(candidate, *by[candidate.factor]) for one, by in pairs if one.holds(candidate)
        ]

    def tables_apart(self, candidate: Candidate, from_: Candidate) -> list[Table]:
        """Those with the value of ``from_`` and those without counted each for themselves."""
        return [
            _table(candidate, *_by(one, candidate.factor, from_, side))
            for one in self._strata
            if one.holds(candidate) and one.holds(from_)
            for side in (True, False)
        ]

    def against_units(self, candidate: Candidate) -> tuple[int, Chance] | None:
        """Hits, and what shares of the units shipped let expect; people of unshipped goods apart.

        None where nothing of it was shipped.
        """
        hits, weeks = 0, []
        for one, by in zip(self._strata, self._by, strict=True):
            units = one.units.get(candidate.factor, {})
            if not one.holds(candidate) or not units.get(candidate.value):
                continue
            tellers = by[candidate.factor][0]
            drawn = sum(people for value, people in tellers.items() if units.get(value))
            hits += tellers[candidate.value]
            weeks.append(among_units(drawn, units[candidate.value] / sum(units.values())))
        return (hits, together(weeks)) if weeks else None


def against_people(tables: Sequence[Table]) -> tuple[int, Chance]:
    """Hits, and what a draw among all who wrote in the same weeks lets expect."""
    telling = [one for one in tables if one.drawn and one.hits + one.others]
    weeks = (
        among_people(one.drawn, one.hits + one.others, one.drawn + one.others_of) for one in telling
    )
    return sum(one.hits for one in telling), together(weeks)


def _table(candidate: Candidate, tellers: Counter[str], others: Counter[str]) -> Table:
    return Table(
        hits=tellers[candidate.value],
        drawn=tellers.total(),
        others=others[candidate.value],
        others_of=others.total(),
    )


def _by(
    one: Stratum, factor: Factor, from_: Candidate | None = None, side: bool = True
) -> tuple[Counter[str], Counter[str]]:
    others = _beside(one, factor)
    return _valued(one.tellers, factor, from_, side), _valued(others, factor, from_, side)


def _beside(one: Stratum, factor: Factor) -> Counter[Goods]:
    """Whom the people of the issue are held against.

    Who complains does so where it is easy: channels are held against others who are unhappy. Goods
    are held against others who are not: among the unhappy are people with the same bad lot whose
    words stand in another issue or in none, and a large incident would hide itself.
    """
    if factor is Factor.CHANNEL:
        return one.unhappy
    return one.others - one.unhappy if factor in GOODS else one.others


def beside_whom(factor: Factor) -> str:
    """As a reader is told of it."""
    if factor is Factor.CHANNEL:
        return "unhappy ones"
    return "others who are not unhappy" if factor in GOODS else "all others"


def _valued(
    people: Counter[Goods], factor: Factor, from_: Candidate | None, side: bool
) -> Counter[str]:
    found: Counter[str] = Counter()
    for goods, count in people.items():
        value = goods.of(factor)
        if value is not None and (from_ is None or from_.has(goods) is side):
            found[value] += count
    return found
