"""Praise of one product that came too thick: against the product's own history, exactly."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from voc.types.document import Flag
from voc.types.feedback import FeedbackId
from voc.types.paid_reviews import Suspicion, Trace

HOUR, DAY = 3_600.0, 86_400.0

# Seconds. Where all that is known is the day, only windows of days are looked at.
WINDOWS = (3 * HOUR, DAY, 3 * DAY)

# A product with less is not judged: nobody knows what is usual.
LEAST_SPAN, LEAST_USUAL = 14 * DAY, 12

# What is looked for a window through: fewer hollow texts are any evening's, fewer times the same
# short sentence two friends'.
LEAST_HOLLOW, LEAST_SAME = 8, 6
# A sentence of less is what many say: 好吃, 很好, 不错.
LEAST_SAME_WEIGHT = 4

# Chance of one false burst in all windows of one product, corrected after Bonferroni.
ALPHA = 1e-3

# A promotion brings more of everything. It is praise that displaces talk of the product that is
# flagged, so most texts of the window must be hollow and twice as many as usual.
LEAST_SHARE, LEAST_TIMES, LEAST_SHARE_TIMES = 0.6, 5.0, 2.0

# Why, in words that catalogues have; what was counted follows.
HOLLOW_BURST = "a burst of five-star texts that fit any product"
SAME_BURST = "a burst of the same short five-star text"

Times = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class _Kind:
    """Texts of one product that are looked at together."""

    reason: str
    rows: NDArray[np.intp]  # in all texts of the product, by time
    least: int
    least_share: float


@dataclass(frozen=True, slots=True)
class _Burst:
    p: float  # corrected
    start: float
    length: float
    rows: tuple[int, ...]
    because: str


def bursts(history: Sequence[Trace]) -> list[Suspicion]:
    """Suspicions against ``history``, all traces of one product."""
    dated = sorted(
        ((one.posted_at.timestamp(), one.feedback_id, one) for one in history if one.posted_at),
        key=lambda item: item[:2],
    )
    times = np.array([at for at, _, _ in dated])
    if len(dated) < LEAST_USUAL or times[-1] - times[0] < LEAST_SPAN:
        return []
    traces = [one for _, _, one in dated]
    found = sorted(_bursts(traces, times), key=lambda burst: (burst.p, burst.length, burst.start))
    named: dict[FeedbackId, Suspicion] = {}
    for burst in found:  # the surest names its texts first
        flag = Flag(name="suspected_paid", because=burst.because)
        for row in burst.rows:
            id_ = traces[row].feedback_id
            named.setdefault(id_, Suspicion(feedback_id=id_, flag=flag))
    return list(named.values())


def _bursts(traces: Sequence[Trace], times: Times) -> Iterator[_Burst]:
    kinds = list(_kinds(traces))
    windows = WINDOWS if _knows_hours(times) else tuple(w for w in WINDOWS if w >= DAY)
    looks = len(windows) * sum(len(kind.rows) for kind in kinds)
    for kind in kinds:
        for length in windows:
            yield from _of_kind(kind, times, length, looks)


def _kinds(traces: Sequence[Trace]) -> Iterator[_Kind]:
    hollow = [row for row, one in enumerate(traces) if one.hollow]
    if len(hollow) >= LEAST_HOLLOW:
        rows = np.array(hollow, dtype=np.intp)
        yield _Kind(HOLLOW_BURST, rows, LEAST_HOLLOW, LEAST_SHARE)
    same: dict[int, list[int]] = defaultdict(list)
    for row, one in enumerate(traces):
        if one.same is not None and one.weight >= LEAST_SAME_WEIGHT:
            same[one.same].append(row)
    for found in same.values():
        if len(found) >= LEAST_SAME:
            rows = np.array(found, dtype=np.intp)
            yield _Kind(SAME_BURST, rows, LEAST_SAME, 0.0)


def _knows_hours(times: Times) -> bool:
    """False where nearly all times are one and the same of the day: they are days."""
    _, counts = np.unique(times % DAY, return_counts=True)
    return bool(counts.max() < 0.9 * len(times))


def _of_kind(kind: _Kind, times: Times, length: float, looks: int) -> Iterator[_Burst]:
    """Windows that begin at a text of the kind and hold more of it than chance has it.

    Two exact tests, both must hold: that the kind came oftener in the window than outside
    (given its sum, binomial: two Poisson rates), and that it had a larger share of all texts
    then (given all sums, hypergeometric), which no rise of traffic brings about.
    """
    from scipy.stats import binom, hypergeom

    own = times[kind.rows]
    last = np.searchsorted(own, own + length)
    inside = last - np.arange(len(own))
    around = np.searchsorted(times, own + length) - np.searchsorted(times, own)
    span = times[-1] - times[0]
    outside, others = len(own) - inside, len(times) - around
    usual = outside / max(span - length, length)
    share, usual_share = inside / around, outside / np.maximum(others, 1)
    rate_p = binom.sf(inside - 1, len(own), min(1.0, length / span))
    share_p = hypergeom.sf(inside - 1, len(times), len(own), around)
    p = np.minimum(1.0, np.maximum(rate_p, share_p) * looks)
    wanted = (
        (inside >= kind.least)
        & (others >= LEAST_USUAL)
        & (share >= kind.least_share)
        & (inside >= LEAST_TIMES * usual * length)
        & (share >= LEAST_SHARE_TIMES * usual_share)
        & (p < ALPHA)
    )
    for at in np.flatnonzero(wanted).tolist():
        rows = tuple(kind.rows[at : last[at]].tolist())
        because = (
            f"{kind.reason}: {inside[at]} of this product within {_told(length)}, usual "
            f"{usual[at] * DAY:.2g} a day; {around[at]} texts in all then, p = {p[at]:.1g}"
        )
        yield _Burst(float(p[at]), float(own[at]), length, rows, because)


def _told(length: float) -> str:
    if length < DAY:
        return f"{length / HOUR:.0f} hours"
    return "a day" if length == DAY else f"{length / DAY:.0f} days"
