"""Which lot, production week, warehouse, plant, region or channel a defect comes from, if any.

People of the issue are held against everybody else who wrote of the product in the same weeks. What
was shipped is the yardstick only where too few others tell their goods: units sold last month are
eaten and written about, units shipped yesterday are not, and which are which the file cannot say.
"""

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date

from scipy.stats import false_discovery_control

from voc.insight.tracing.blame import explained
from voc.insight.tracing.goods import Origins, lot_of
from voc.insight.tracing.strata import CONFIDENCE, Chance, at_least, ratio_of
from voc.insight.tracing.tables import Candidate, Tables, against_people, beside_whom
from voc.insight.tracing.weeks import once_a_person, strata_of, values_of
from voc.types.feedback import Shipment
from voc.types.issue import IssueId
from voc.types.tracing import Crowd, Factor, Goods, Suspect, Teller, Tracing, Verdict, Week

# Of q. In a made-up market (as of bench/tracing.py; small, usual, large; 120 incidents of 8 to 60
# reports), at the eighth report 0.01 finds 109 of the bad lots, 0.05 118 and 0.1 119; without a bad
# lot these accuse none, none and 1 of 120. Against units shipped alone 0.05 accuses 3 to 7 of 120.
LEVEL = 0.05
# Two people with one lot are no pattern, however rare the lot is.
LEAST_HITS = 3
# Fewer others than this, and what they have is no picture of what is on the market: units are.
LEAST_OTHERS = 20
# Shares of units are rough (see above): against them, only what is surely twice too many counts.
LEAST_UNIT_RATIO = 2.0
# Of lots known less often than this, those that are known may be a special sort of people.
LEAST_KNOWN = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class _Test:
    candidate: Candidate
    hits: int
    of: int
    others: int
    others_of: int
    weeks: int  # that the issue was told in, by people whose value is known
    by_units: bool
    chance: Chance
    p: float
    q: float = 1.0


@dataclass(frozen=True, slots=True)
class _Case:
    people: Mapping[Teller, Goods]  # one row of each
    shipments: Sequence[Shipment]
    tables: Tables


def trace(
    issue_id: IssueId,
    tellers: Sequence[Teller],
    crowds: Mapping[Week, Sequence[Crowd]],
    shipments: Sequence[Shipment],
    *,
    since: date,
) -> Tracing:
    """What stands out among the people behind ``tellers``.

    ``crowds`` holds all unflagged feedback of every (product, week) of a teller, the issue's too;
    ``shipments`` those of the products. Nothing older than ``since`` is in it.
    """
    origins = Origins(shipments)
    people = once_a_person(tellers, origins)
    tables = Tables(strata_of(tellers, people, crowds, shipments, origins))
    tests = _corrected([test for c in tables.candidates() if (test := _test(c, tables))])
    suspects = _suspects(tests, _Case(people, shipments, tables))
    known = {factor: sum(g.of(factor) is not None for g in people.values()) for factor in Factor}
    verdict, because = _verdict(suspects, tests, tables, len(people), known[Factor.LOT])
    return Tracing(
        issue_id=issue_id,
        verdict=verdict,
        suspects=suspects,
        people=len(people),
        known=known,
        since=since,
        because=because,
    )


def _test(candidate: Candidate, tables: Tables) -> _Test | None:
    """None where no count could have been striking: such tests would only weaken the others."""
    counted = tables.tables(candidate)
    drawn = [one for one in counted if one.drawn]
    others_of = sum(one.others_of for one in drawn)
    hits, chance = against_people(counted)
    units = tables.against_units(candidate) if others_of < LEAST_OTHERS else None
    if units is not None:
        hits, chance = units
    if chance.most < LEAST_HITS or chance.rarest > LEVEL:
        return None
    return _Test(
        candidate=candidate,
        hits=hits,
        of=chance.most if units else sum(one.drawn for one in drawn),
        others=sum(one.others for one in drawn),
        others_of=others_of,
        weeks=len(drawn),
        by_units=units is not None,
        chance=chance,
        p=at_least(hits, chance),
    )


def _corrected(tests: Sequence[_Test]) -> list[_Test]:
    """With q, after Benjamini and Hochberg (1995)."""
    if not tests:
        return []
    corrected = false_discovery_control([test.p for test in tests])
    return [replace(test, q=float(q)) for test, q in zip(tests, corrected, strict=True)]


def _suspects(tests: Sequence[_Test], case: _Case) -> tuple[Suspect, ...]:
    """What nothing explains first; of these the narrowest, then the surest."""
    accused = [test for test in tests if _striking(test)]
    order = list(Factor)
    accused.sort(key=lambda t: (order.index(t.candidate.factor), t.p, t.candidate.value))
    blamed = explained([test.candidate for test in accused], case.tables, LEVEL)
    return tuple(
        _suspect(test, _because(test, len(tests)), blamed.get(test.candidate), case)
        for test in sorted(accused, key=lambda t: t.candidate in blamed)
    )


def _striking(test: _Test) -> bool:
    if test.q > LEVEL or test.hits < LEAST_HITS:
        return False
    return not test.by_units or ratio_of(test.hits, test.chance).low >= LEAST_UNIT_RATIO


def _suspect(test: _Test, because: str, by: Candidate | None, case: _Case) -> Suspect:
    candidate, ratio = test.candidate, ratio_of(test.hits, test.chance)
    those = _telling(candidate, case)
    return Suspect(
        product=candidate.product,
        factor=candidate.factor,
        value=_spelled(candidate, case),
        people=test.hits,
        of=test.of,
        others=test.others,
        others_of=test.others_of,
        units=_units(candidate, {one.item.product for one in those}, case.shipments),
        ratio=ratio.value,
        low=ratio.low,
        high=ratio.high,
        p=test.p,
        q=test.q,
        explained_by=(by.factor, _spelled(by, case)) if by else None,
        feedback_ids=tuple(sorted(one.feedback_id for one in those)),
        because=because,
    )


def _telling(candidate: Candidate, case: _Case) -> list[Teller]:
    """The people of the issue with this value."""
    return [
        one
        for one, goods in case.people.items()
        if candidate.has(goods) and candidate.product in (None, one.item.product)
    ]


def _spelled(candidate: Candidate, case: _Case) -> str:
    """A lot as most write it: so it is found on packages and in lists."""
    if candidate.factor is not Factor.LOT:
        return candidate.value
    codes = Counter(lot_of(one.item) or candidate.value for one in _telling(candidate, case))
    return min(codes, key=lambda code: (-codes[code], code))


def _units(
    candidate: Candidate, products: Set[str | None], shipments: Sequence[Shipment]
) -> int | None:
    found = [
        one.quantity
        for one in shipments
        if one.product in products and (candidate.factor, candidate.value) in values_of(one)
    ]
    return sum(found) if found else None


def _because(test: _Test, tested: int) -> str:
    ratio = ratio_of(test.hits, test.chance)
    within = f"within each of {test.weeks} weeks" if test.weeks > 1 else "within one week"
    counts = f"{test.hits} of {test.of} people"
    if test.by_units:
        method = f"exact Poisson test of rates a unit shipped, {within}: {counts}"
        kind = "ratio of rates"
    else:
        crowd = beside_whom(test.candidate.factor)
        method = (
            f"exact test {within} against {crowd} who wrote of the product: "
            f"{counts} against {test.others} of {test.others_of}"
        )
        kind = "odds ratio"
    return (
        f"{method}; {kind} {_figure(ratio.value)} ({CONFIDENCE:.0%} {ratio.low:.3g} to "
        f"{_figure(ratio.high)}), p = {test.p:.2g}, q = {test.q:.2g} among {tested} values"
    )


def _figure(value: float | None) -> str:
    return "unbounded" if value is None else f"{value:.3g}"


def _verdict(
    suspects: Sequence[Suspect],
    tests: Sequence[_Test],
    tables: Tables,
    people: int,
    lots_known: int,
) -> tuple[Verdict, str]:
    lots = f"the lot is known of {lots_known} of {people} people"
    if suspects:
        return Verdict.SUSPECTS, lots
    if people < LEAST_HITS:
        told = "one person tells" if people == 1 else f"{people} people tell"
        return Verdict.CANNOT_TELL, f"{told} of it; {LEAST_HITS} are the least"
    if lots_known < max(LEAST_HITS, LEAST_KNOWN * people):
        return Verdict.CANNOT_TELL, f"{lots}: too few"
    if sum(one.factor is Factor.LOT for one in tables.candidates()) < 2:
        return Verdict.CANNOT_TELL, f"{lots}, and nobody tells of another lot"
    if not any(test.candidate.factor is Factor.LOT for test in tests):
        return Verdict.CANNOT_TELL, f"{lots}, and of too few others to compare them with"
    return (
        Verdict.NOTHING,
        f"{lots}; none of {len(tests)} values is told of more than chance brings",
    )
