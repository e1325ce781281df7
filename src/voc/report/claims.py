"""What a report may claim: everything it tests is one family, corrected together.

Twenty tests at the 5 % level each find a change in two of three reports in which nothing changed.
Sections build their blocks with raw movements; ``claimed`` goes over all of them and leaves up and
down only where they hold among all tests of the report (Benjamini & Hochberg, JRSS B 57, 1995).
bench/reports/claims.py measures how often that claims what is not, and what it finds.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log
from statistics import NormalDist

from scipy import stats

from voc.insight.change import CONFIDENCE, LEAST_EVENTS, STEADY_FACTOR
from voc.report.movement import STEADY_STARS
from voc.types.issue import IssueId
from voc.types.report import Block, Figure, IssueCard, Movement, Section

LEVEL = 1 - CONFIDENCE

# The change that "no clear change" must have been able to show: half again, or for means as many
# stars as shops show ratings in. Below this power it would sooner be missed than found, and the
# report says that there is too little data.
RISE = 1.5
LEAST_POWER = 0.5

_NORMAL = NormalDist()


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """All tests of a report."""

    tests: int
    corrected: Mapping[float, float]  # p by raw p: equal ones stay equal

    @property
    def strictest(self) -> float:
        """The level that a change must reach where it is the only one."""
        return LEVEL / self.tests


def claimed(sections: Sequence[Section], issues: Mapping[IssueId, Movement]) -> tuple[Section, ...]:
    """``sections`` with the directions that hold among all tests of the report.

    ``issues`` are the raw movements of all issues large enough to test, shown or not. Blocks that
    are too small for any verdict are no tests, which would only weaken the others, and stay.
    """
    judged = family(raw_p(sections, issues))
    return tuple(
        replace(section, blocks=tuple(_claimed(block, issues, judged) for block in section.blocks))
        for section in sections
    )


def raw_p(sections: Sequence[Section], issues: Mapping[IssueId, Movement]) -> tuple[float, ...]:
    """p of every test of the report, each issue once in however many cards it stands."""
    return tuple(moved.p for moved in _tested(sections, issues) if moved.p is not None)


def family(found: Sequence[float]) -> Family:
    held = stats.false_discovery_control(found) if found else ()
    corrected = {p: float(q) for p, q in zip(found, held, strict=True)}
    return Family(tests=len(found), corrected=corrected)


def worded(moved: Movement, judged: Family, *, stars: bool = False) -> Movement:
    """``moved``, which is of ``judged``, with the direction that holds there.

    ``stars``: its ratio is a difference of means.
    """
    if moved.p is None:
        return moved
    p = judged.corrected[moved.p]
    because = f"{moved.because}; p = {p:.2g} among {judged.tests} tests (Benjamini-Hochberg)"
    if moved.direction in {"up", "down"} and p < LEVEL:
        return replace(moved, because=because)
    chance = power(moved, judged.strictest, stars=stars)
    rise = f"{STEADY_STARS:g} stars" if stars else "half"
    if chance is not None:
        because += f"; a rise by {rise} would be found with power {chance:.2f}"
    seen = chance is not None and chance >= LEAST_POWER
    # What was too little by itself, or was denied by the numbers printed, is not more in a crowd.
    steady = seen and moved.direction != "too_little" and _alike(moved, stars=stars)
    return replace(moved, because=because, direction="steady" if steady else "too_little")


def power(moved: Movement, level: float, *, stars: bool = False) -> float | None:
    """Chance that a test as exact as this finds a change by RISE, or by STEADY_STARS, at ``level``.

    From the width of its interval, by the normal approximation. None where it has no two ends.
    """
    low, high = moved.low, moved.high
    if low is None or high is None or not (stars or low > 0):
        return None
    width, change = (high - low, STEADY_STARS) if stars else (log(high / low), log(RISE))
    if width <= 0:
        return 1.0
    error = width / (2 * _NORMAL.inv_cdf((1 + CONFIDENCE) / 2))
    return _NORMAL.cdf(change / error - _NORMAL.inv_cdf(1 - level / 2))


def _tested(sections: Sequence[Section], issues: Mapping[IssueId, Movement]) -> Iterator[Movement]:
    for section in sections:
        figures = (block for block in section.blocks if isinstance(block, Figure))
        yield from (figure.movement for figure in figures if _large(figure))
    yield from issues.values()


def _large(figure: Figure) -> bool:
    """By the rows of both periods together, as with issues: they say nothing of how they lie."""
    return figure.unit != "count" or (figure.value or 0) + (figure.previous or 0) >= LEAST_EVENTS


def _claimed(block: Block, issues: Mapping[IssueId, Movement], judged: Family) -> Block:
    if isinstance(block, Figure) and _large(block):
        moved = worded(block.movement, judged, stars=block.unit == "stars")
        return replace(block, movement=moved)
    if isinstance(block, IssueCard) and block.issue_id in issues:
        return replace(block, movement=worded(issues[block.issue_id], judged))
    return block


def _alike(moved: Movement, *, stars: bool) -> bool:
    """Whether its interval rules out a change worth acting on."""
    if moved.low is None or moved.high is None:
        return False
    ends = (-STEADY_STARS, STEADY_STARS) if stars else (1 / STEADY_FACTOR, STEADY_FACTOR)
    return ends[0] < moved.low and moved.high < ends[1]
