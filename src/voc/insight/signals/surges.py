"""Do people tell alike of a product, more of them than before, whichever issues they stand in?

A space-time scan statistic (Kulldorff, A spatial scan statistic, 1997) in the space of meaning:
every recent complaint is the middle of balls of growing radius, and people inside are held against
those who lay in the same ball in the weeks before. A story that the ledger has spread over several
issues, or that joined an old one, is found all the same. Figures were swept on tuning seeds 1-3 of
bench/discovery/replay.py (39 incidents of 8 and more reports, 21 of 4-7).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
import numpy.typing as npt
from scipy.special import betainc
from scipy.stats import binom

from voc.insight.packing import stacked, unpacked
from voc.insight.signals.exposure import Exposure
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId, Vectors
from voc.types.signal import Complaint, Complaints

# Weeks that are judged. One alone adds false alarms and hardly an incident.
WINDOWS = (2, 4)
BASELINE = 26  # weeks before these
LEAST_WEEKS = 4  # of the baseline that have feedback
LEAST_PEOPLE = 3
# Texts of one person in a window from which on they are left out: one angry author who posts thirty
# lends a voice to whatever two others tell.
MOST_TEXTS = 5
# Of p times the people who told in the window. A score and no chance: the best of many radii is
# taken, so products where nothing is new pass it more often the larger they are. Swept 0.007-0.04.
LEVEL = 0.012
# Of the vectors' mean over the product taken off: what all complaints of a product share is not
# what they are alike in. Swept 0, 0.5, 0.7, 1.
COMMON = 0.5
# Cosine to the middle of the ball, at least. Swept 0, 0.25, 0.3, 0.35, 0.4.
LEAST_ALIKE = 0.3
# Of the level, spent on time alone; the rest on time and lot together. Swept 0.7, 0.8, 0.9.
TIME_ALONE = 0.8
# Half of the voices again is the same surge told twice.
SAME = 0.5
# Of one product and window, the newest first: a large store has more who tell of the same thing.
MOST_MIDDLES = 256
# Of a product's older complaints, evenly through the weeks: more tell the rate no better. What a
# surge says of the weeks before is counted over all.
MOST_OLDER = 4_000
_DECIMALS = 5  # of cosines: the last bits of a sum hang on the machine
_STRIPE = 64  # middles whose cosines are held at once

Numbers = npt.NDArray[np.int64]
Cosines = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class Surge:
    """People who tell alike of one product, more of them than before."""

    product: str | None
    issue_id: IssueId  # that holds most of them
    held: int  # clauses of it in there
    voices: tuple[FeedbackId, ...]  # ordered, each once
    weeks: int  # that are judged, back from the newest
    count: int  # distinct people
    before: int  # distinct people who told alike in the baseline
    baseline: int  # weeks of it that have exposure
    exposure: float
    exposure_before: float
    unit: str  # of exposure
    alike: float  # cosine to the voice in the middle, at least
    lot: str | None  # that those who know theirs name most, where that is part of the evidence
    chance: float  # p of the ball times the people of the window; see LEVEL


@dataclass(frozen=True, slots=True, kw_only=True)
class _Product:
    """Complaints of one product as columns."""

    told: Sequence[Complaint]
    weeks: Numbers
    people: Numbers  # each person's number
    vectors: Vectors  # (n, d), rows of unit length, half of the mean taken off


@dataclass(frozen=True, slots=True, kw_only=True)
class _Ball:
    middle: int  # row of the product, whose order is that of what was told
    weeks: int
    members: Numbers  # rows of the product
    count: int
    alike: float
    lot: str | None
    chance: float


def surges(complaints: Complaints, exposure: Exposure) -> tuple[Surge, ...]:
    """The surest first; no two share half of their voices.

    ``exposure`` is the product's. The order of complaints changes nothing. Too little of a baseline
    gives none.
    """
    product = _columns(complaints)
    windows = [weeks for weeks in WINDOWS if _judgeable(exposure, weeks)]
    balls = [ball for weeks in windows for ball in _balls(product, complaints, exposure, weeks)]
    chosen = _apart(product, sorted(balls, key=_order))
    found = (_surge(complaints, product, exposure, ball) for ball in chosen)
    return tuple(surge for surge in found if surge is not None)


def told_before(surge: Surge, earlier: Iterable[frozenset[FeedbackId]]) -> bool:
    """Whether half of its voices stood in one surge before."""
    return any(len(told.intersection(surge.voices)) >= SAME * len(surge.voices) for told in earlier)


def _columns(complaints: Complaints) -> _Product:
    """What tells nothing has no place: a row of zeros is like every other."""
    speaking = (one for one in complaints.told if any(one.vector))
    told = sorted(speaking, key=lambda one: (one.week, one.feedback_id, one.vector))
    vectors = unpacked(stacked([one.vector for one in told]))
    if told:
        vectors -= COMMON * vectors.mean(axis=0)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    numbers = {person: number for number, person in enumerate(sorted({o.person for o in told}))}
    return _Product(
        told=told,
        weeks=np.array([one.week for one in told], np.int64),
        people=np.array([numbers[one.person] for one in told], np.int64),
        vectors=vectors,
    )


def _judgeable(exposure: Exposure, weeks: int) -> bool:
    baseline = exposure.weeks[weeks : weeks + BASELINE]
    return bool(exposure.weeks[:weeks].sum() > 0 and np.count_nonzero(baseline) >= LEAST_WEEKS)


def _balls(
    product: _Product, complaints: Complaints, exposure: Exposure, weeks: int
) -> Iterator[_Ball]:
    """The surest ball about each recent complaint, where it is sure enough."""
    recent = _without_the_loud(product, _between(product, exposure, 0, weeks))
    older = _between(product, exposure, weeks, weeks + BASELINE)
    shown = min(1.0, MOST_OLDER / max(1, len(older)))
    older = older[np.linspace(0, len(older), round(shown * len(older)), False).astype(np.int64)]
    people = len(np.unique(product.people[recent]))
    if people < LEAST_PEOPLE:
        return
    now, before = _exposed(exposure, weeks)
    share = now / (now + shown * before)
    of_recent, of_older = product.people[recent], product.people[older]
    for place, (cosines, earlier) in enumerate(_around(product, recent, older)):
        ball = _surest(cosines, of_recent, earlier, of_older, share)
        if ball is None:
            continue
        alike, count, chance = ball
        members = recent[cosines >= alike]
        lot, by_lot = _by_lot(product, complaints, members, weeks)
        together = _both(chance, by_lot)
        named = lot if together / (1 - TIME_ALONE) < chance / TIME_ALONE else None
        # As many balls as people who could be the middle.
        sure = people * min(chance / TIME_ALONE, together / (1 - TIME_ALONE))
        if sure < LEVEL and (product.weeks[members] == 0).any():
            yield _Ball(
                middle=int(recent[place]), weeks=weeks, members=members, count=count,
                alike=alike, lot=named, chance=sure,
            )  # fmt: skip


def _between(product: _Product, exposure: Exposure, first: int, end: int) -> Numbers:
    """Rows of these weeks, of those that have exposure."""
    exposed = exposure.weeks[product.weeks] > 0
    return np.flatnonzero((product.weeks >= first) & (product.weeks < end) & exposed)


def _without_the_loud(product: _Product, recent: Numbers) -> Numbers:
    texts = {(int(product.people[row]), product.told[row].feedback_id) for row in recent}
    counts = Counter(person for person, _ in texts)
    quiet = [counts[int(person)] < MOST_TEXTS for person in product.people[recent]]
    return recent[np.array(quiet, dtype=np.bool_)]


def _exposed(exposure: Exposure, weeks: int) -> tuple[float, float]:
    whole = exposure.weeks
    return float(whole[:weeks].sum()), float(whole[weeks : weeks + BASELINE].sum())


def _around(
    product: _Product, recent: Numbers, older: Numbers
) -> Iterator[tuple[Cosines, Cosines]]:
    """Cosines of the newest complaints to all recent and to all older ones, one after the other."""
    beside, before = product.vectors[recent], product.vectors[older]
    for start in range(0, min(len(recent), MOST_MIDDLES), _STRIPE):
        middles = beside[start : min(start + _STRIPE, MOST_MIDDLES)]
        near, earlier = middles @ beside.T, middles @ before.T
        yield from zip(near.round(_DECIMALS), earlier.round(_DECIMALS), strict=True)


def _surest(
    now: Cosines, people: Numbers, earlier: Cosines, people_earlier: Numbers, share: float
) -> tuple[float, int, float] | None:
    """The best radius about one complaint: its cosine, people there now, and its p.

    Given how many lie in a ball, those of now are binomial with the ``share`` of now's exposure.
    """
    nearest = _nearest(now, people)
    if len(nearest) < LEAST_PEOPLE:
        return None
    radii = now[nearest][LEAST_PEOPLE - 1 :]
    known = earlier[_nearest(earlier, people_earlier)]
    before = np.searchsorted(-known, -radii, side="right")
    told = np.arange(LEAST_PEOPLE, len(nearest) + 1)
    chances = betainc(told, before + 1, share)  # of so many or more, binomial
    best = int(chances.argmin())
    return float(radii[best]), int(told[best]), float(chances[best])


def _nearest(cosines: Cosines, people: Numbers) -> Numbers:
    """Places of those near enough, nearest first, of each person the nearest."""
    near = np.flatnonzero(cosines >= LEAST_ALIKE)
    order = near[np.argsort(-cosines[near], kind="stable")]
    _, first = np.unique(people[order], return_index=True)
    return order[np.sort(first)]


def _by_lot(
    product: _Product, complaints: Complaints, members: Numbers, weeks: int
) -> tuple[str | None, float]:
    """The lot named most, and p that of all lots any is named by so many of those who know theirs.

    Its share is that in the product's feedback of the same weeks, these voices among it.
    """
    lots = {
        int(product.people[row]): lot
        for row in members
        if (lot := product.told[row].lot) is not None
    }
    known = Counter(lots.values())
    lot, most = max(known.items(), key=lambda item: (item[1], item[0]), default=(None, 0))
    if lot is None or most < 2:
        return None, 1.0
    told = {name: sum(of[:weeks]) for name, of in complaints.lots.items() if any(of[:weeks])}
    share = (told.get(lot, 0) + 1) / (sum(told.values()) + len(told) + 1)
    return lot, min(1.0, len(told) * float(binom.sf(most - 1, known.total(), share)))


def _both(one: float, other: float) -> float:
    """Two independent p in one (Fisher, Statistical Methods for Research Workers, 1932)."""
    product = one * other
    return min(1.0, product * (1 - log(product))) if product > 0 else 0.0


def _order(ball: _Ball) -> tuple[float, int, int, int]:
    return ball.chance, ball.weeks, -ball.count, ball.middle


def _apart(product: _Product, balls: Sequence[_Ball]) -> list[_Ball]:
    """The surest of those that share half of their voices."""
    taken: set[str] = set()
    chosen = []
    for ball in balls:
        told = {product.told[row].feedback_id for row in ball.members}
        if len(told & taken) < SAME * len(told):
            chosen.append(ball)
            taken |= told
    return chosen


def _surge(
    complaints: Complaints, product: _Product, exposure: Exposure, ball: _Ball
) -> Surge | None:
    """None where all of its voices are single."""
    told = [product.told[row] for row in ball.members]
    issues = Counter(one.issue_id for one in told if one.issue_id is not None)
    if not issues:
        return None
    issue_id, held = max(issues.items(), key=lambda item: (item[1], item[0]))
    now, before = _exposed(exposure, ball.weeks)
    return Surge(
        product=complaints.product,
        issue_id=issue_id,
        held=held,
        voices=tuple(sorted({one.feedback_id for one in told})),
        weeks=ball.weeks,
        count=ball.count,
        before=_told_earlier(product, exposure, ball),
        baseline=int(np.count_nonzero(exposure.weeks[ball.weeks : ball.weeks + BASELINE])),
        exposure=now,
        exposure_before=before,
        unit=exposure.unit,
        alike=ball.alike,
        lot=ball.lot,
        chance=ball.chance,
    )


def _told_earlier(product: _Product, exposure: Exposure, ball: _Ball) -> int:
    """People in the ball in the baseline."""
    older = _between(product, exposure, ball.weeks, ball.weeks + BASELINE)
    cosines = (product.vectors[older] @ product.vectors[ball.middle]).round(_DECIMALS)
    return len(np.unique(product.people[older[cosines >= ball.alike]]))
