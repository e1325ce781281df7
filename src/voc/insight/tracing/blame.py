"""Of several accused values, which only reflect another: a bad lot shows in its week and plant."""

from collections.abc import Mapping, Sequence

from voc.insight.tracing.strata import at_least
from voc.insight.tracing.tables import Candidate, Tables, against_people


def explained(
    accused: Sequence[Candidate], tables: Tables, level: float
) -> Mapping[Candidate, Candidate]:
    """By each value that another explains, that other one; ``accused`` has the narrowest first.

    A explains B where, people with A and those without looked at apart, nothing is left of B. Where
    each explains the other they are the same people, or too few to say: the narrower is named.
    """
    rests = {
        (one, other): _rest(one, other, tables)
        for one in accused
        for other in accused
        if one != other
    }
    by = {
        one: [
            other
            for other in accused
            if other != one
            and rests[one, other] > level
            and (rests[other, one] <= level or accused.index(other) < accused.index(one))
        ]
        for one in accused
    }
    return {one: _named(others, by) for one, others in by.items() if others}


def _rest(one: Candidate, other: Candidate, tables: Tables) -> float:
    hits, chance = against_people(tables.tables_apart(one, other))
    return at_least(hits, chance)


def _named(others: Sequence[Candidate], by: Mapping[Candidate, Sequence[Candidate]]) -> Candidate:
    """Of those that explain it, one that nothing explains."""
    return next((other for other in others if not by[other]), others[0])
