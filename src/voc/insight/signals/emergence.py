"""Is an issue new, is it growing? One judgement a scan of every issue and of its larger parts.

Figures below were chosen on a simulation (bench/emergence.py, seeds below 100) and a replay.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import chain

import numpy as np

from voc.insight.change import CONFIDENCE, STEADY_FACTOR
from voc.insight.signals.dangers import dangers_of, told, unheard_of
from voc.insight.signals.exposure import SOLD_WEEKS, Exposure, Exposures
from voc.insight.signals.false_discoveries import adjusted
from voc.insight.signals.growth import Growth, Pair, grown, spread_of
from voc.insight.signals.priority import urgency
from voc.types.issue import IssueId
from voc.types.signal import (
    DAYS_A_WEEK,
    Danger,
    Grounds,
    Scope,
    Signal,
    SignalState,
    Tellers,
    Weeks,
)

# Judged are the last 7 days, 14 for what lies across the end of a week, and 28 for what creeps.
WINDOWS = (1, 2, 4)
BASELINE = 26  # weeks before the window: half a year, so that no season is the yardstick of another
WEEKS = max(WINDOWS) + BASELINE
SOLD = WEEKS + SOLD_WEEKS - 1  # weeks of sales that these need

# A baseline of fewer weeks with feedback is none: all that a young store tells is a first reading.
LEAST_WEEKS = 4
LEAST_PEOPLE = 3  # in the window; two may be one household
# Fewer people in window and baseline together cannot reach the level, so they are not tested.
LEAST_PART = 5  # the same of one channel or region: of many small parts one always looks odd
LEVEL = 1 - CONFIDENCE  # of q; to stay raised, of p
SURE = 0.01  # p beside q: of few tests q says little
LEAST_GROWTH = 1.5  # of a thousand people, ten per cent more is certain and nothing to run for
HARDLY = 2  # people in the baseline up to which an issue is new and not rising

_UP = frozenset({SignalState.NEW, SignalState.RISING})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Series:
    """People by week, newest first, and out of how much."""

    scope: Scope
    first: datetime | None
    people: Weeks
    exposure: Exposure


@dataclass(frozen=True, slots=True, kw_only=True)
class _Test:
    """One window of a series."""

    weeks: int
    pair: Pair
    baseline: int  # weeks of it that have exposure
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Verdict:
    test: _Test
    growth: Growth
    rise: float  # q that there are more
    fall: float  # q that there are fewer
    fresh: bool  # told in the last 7 days too

    @property
    def up(self) -> bool:
        """More people than before, enough of them, by enough, and still coming."""
        ratio = self.growth.ratio
        enough = self.test.pair.now >= LEAST_PEOPLE and self.fresh
        return enough and (ratio is None or ratio >= LEAST_GROWTH)

    @property
    def sure(self) -> bool:
        return self.rise < LEVEL and self.growth.rise < SURE

    @property
    def new(self) -> bool:
        return self.test.pair.before <= HARDLY

    @property
    def down(self) -> bool:
        return self.growth.ratio is not None and self.growth.ratio < 1

    @property
    def tail(self) -> tuple[float, float]:
        """p and q of the side it lies on."""
        return (self.growth.fall, self.fall) if self.down else (self.growth.rise, self.rise)


def judge(grounds: Grounds, end: datetime) -> tuple[Signal, ...]:
    """A signal of each open issue, then of those of its parts where something changed.

    ``end`` is aware, the end of the newest week, in the zone that cuts days. The order of what was
    told changes nothing.
    """
    exposures = Exposures(grounds.volumes, grounds.sold, WEEKS)
    series = _series(grounds, exposures)
    verdicts = _verdicts(series)
    before = {signal.scope: signal for signal in grounds.before}
    dangers = dangers_of(grounds)
    unheard = unheard_of(dangers, grounds.known_dangers)
    signals = [_signal(one, verdicts[one.scope], before.get(one.scope), end) for one in series]
    by_issue: dict[IssueId, list[Signal]] = defaultdict(list)
    for signal in signals:
        by_issue[signal.issue_id].append(signal)
    return tuple(
        chain.from_iterable(
            _raised(by_issue[issue_id], before, dangers.get(issue_id), unheard=issue_id in unheard)
            for issue_id in grounds.issues
        )
    )


def _series(grounds: Grounds, exposures: Exposures) -> list[_Series]:
    tellers: dict[IssueId, list[Tellers]] = defaultdict(list)
    for one in grounds.tellers:
        tellers[one.issue_id].append(one)
    return [
        series
        for issue_id in grounds.issues
        for series in _series_of(issue_id, tellers[issue_id], exposures)
    ]


def _series_of(
    issue_id: IssueId, tellers: Sequence[Tellers], exposures: Exposures
) -> Iterator[_Series]:
    """The whole first, then its parts: products where it has several, channels, regions."""
    by_product = [one for one in tellers if one.channel is one.region is None]
    products = sorted({one.product for one in by_product}, key=lambda name: name or "")
    whole = _summed((issue_id, None, None, None), by_product, exposures.of(products, None, None))
    yield whole
    for part in sorted(tellers, key=_place):
        one_of_several = part.product is not None and len(products) > 1
        if part.channel is part.region is None and not one_of_several:
            continue
        if LEAST_PART <= sum(part.weeks) < sum(whole.people):
            yield _part(part, products, exposures)


def _place(part: Tellers) -> tuple[str, str, str]:
    return part.product or "", part.channel or "", part.region or ""


def _part(part: Tellers, products: Sequence[str | None], exposures: Exposures) -> _Series:
    within = products if part.product is None else [part.product]
    scope = part.issue_id, part.product, part.channel, part.region
    return _summed(scope, [part], exposures.of(within, part.channel, part.region))


def _summed(scope: Scope, tellers: Sequence[Tellers], exposure: Exposure) -> _Series:
    weeks = [np.zeros(WEEKS, np.int64), *(np.asarray(one.weeks) for one in tellers)]
    return _Series(
        scope=scope,
        first=min((one.first for one in tellers), default=None),
        people=tuple(np.sum(weeks, axis=0).tolist()),
        exposure=exposure,
    )


def _verdicts(series: Sequence[_Series]) -> dict[Scope, list[_Verdict]]:
    """Of all that can be tested.

    q over all tests of whole issues, and apart over all of their many parts (Benjamini & Hochberg).
    """
    whole = [one for one in series if _whole(one.scope)]
    parts = [one for one in series if not _whole(one.scope)]
    return _tested(whole) | _tested(parts)


def _whole(scope: Scope) -> bool:
    return scope[1:] == (None, None, None)


def _tested(series: Sequence[_Series]) -> dict[Scope, list[_Verdict]]:
    tests = [(one, test) for one in series for test in _tests(one)]
    growths = grown([test.pair for _, test in tests])
    rises = adjusted([(growth.rise, growth.least_rise) for growth in growths], LEVEL)
    falls = adjusted([(growth.fall, growth.least_fall) for growth in growths], LEVEL)
    verdicts: dict[Scope, list[_Verdict]] = {one.scope: [] for one in series}
    for (one, test), growth, rise, fall in zip(tests, growths, rises, falls, strict=True):
        fresh = one.people[0] > 0
        verdicts[one.scope].append(
            _Verdict(test=test, growth=growth, rise=rise, fall=fall, fresh=fresh)
        )
    return verdicts


def _tests(series: _Series) -> Iterator[_Test]:
    """Weeks without exposure say nothing and are left out, with whoever told in them."""
    exposed = series.exposure.weeks
    people = np.where(exposed > 0, series.people, 0)
    for weeks in WINDOWS:
        rest = slice(weeks, weeks + BASELINE)
        baseline = int(np.count_nonzero(exposed[rest]))
        total = int(people[: weeks + BASELINE].sum())
        if not exposed[:weeks].any() or baseline < LEAST_WEEKS or total < LEAST_PEOPLE:
            continue
        pair = Pair(
            now=int(people[:weeks].sum()),
            exposure=float(exposed[:weeks].sum()),
            before=int(people[rest].sum()),
            exposure_before=float(exposed[rest].sum()),
            spread=spread_of(people[rest].tolist(), exposed[rest].tolist()),
        )
        yield _Test(weeks=weeks, pair=pair, baseline=baseline, unit=series.exposure.unit)


def _signal(
    series: _Series, verdicts: Sequence[_Verdict], before: Signal | None, end: datetime
) -> Signal:
    verdict, state = _state(verdicts, was_up=before is not None and _grows(before))
    return _untested(series, end) if verdict is None else _told(series, verdict, state, end)


def _state(verdicts: Sequence[_Verdict], *, was_up: bool) -> tuple[_Verdict | None, SignalState]:
    """The surest verdict and what it says; of none that is sure, the longest window's."""
    if not verdicts:
        return None, SignalState.TOO_LITTLE
    # What was raised stays so until the test by itself sees nothing: no flicker at the level.
    up = [v for v in verdicts if v.up and (v.sure or (was_up and v.growth.rise < LEVEL))]
    if up:
        verdict = min(up, key=lambda verdict: (verdict.growth.rise, verdict.test.weeks))
        return verdict, _grown(verdict)
    down = [verdict for verdict in verdicts if verdict.down and verdict.fall < LEVEL]
    if down:
        verdict = min(down, key=lambda verdict: (verdict.growth.fall, verdict.test.weeks))
        return verdict, SignalState.FALLING if verdict.test.pair.now else SignalState.GONE
    longest = max(verdicts, key=lambda verdict: verdict.test.weeks)
    return longest, SignalState.STEADY if _steady(longest.growth) else SignalState.TOO_LITTLE


def _grown(verdict: _Verdict) -> SignalState:
    return SignalState.NEW if verdict.new else SignalState.RISING


def _steady(growth: Growth) -> bool:
    """A doubling and a halving are ruled out."""
    return (
        growth.low > 1 / STEADY_FACTOR and growth.high is not None and growth.high < STEADY_FACTOR
    )


def _told(series: _Series, verdict: _Verdict, state: SignalState, end: datetime) -> Signal:
    growth, test = verdict.growth, verdict.test
    return replace(
        _bare(series, end, test.weeks),
        state=state,
        count=test.pair.now,
        before=test.pair.before,
        expected=growth.expected,
        ratio=growth.ratio,
        low=growth.low,
        high=growth.high,
        p=verdict.tail[0],
        q=verdict.tail[1],
        because=_because(verdict),
    )


def _untested(series: _Series, end: datetime) -> Signal:
    """Of the longest window, without a test; says why."""
    weeks = max(WINDOWS)
    exposed = series.exposure.weeks
    why = f"people in {WEEKS} weeks: {sum(series.people)}; {LEAST_PEOPLE} are the least to test"
    if series.first is None:
        why = "no dated feedback tells of it"
    elif np.count_nonzero(exposed[weeks:]) < LEAST_WEEKS:
        why = f"first reading: fewer than {LEAST_WEEKS} earlier weeks to compare with"
    elif not exposed[:weeks].any():
        why = f"no feedback in the last {weeks * DAYS_A_WEEK} days"
    return replace(_bare(series, end, weeks), because=why)


def _bare(series: _Series, end: datetime, weeks: int) -> Signal:
    issue_id, product, channel, region = series.scope
    return Signal(
        issue_id=issue_id,
        state=SignalState.TOO_LITTLE,
        raised=False,
        product=product,
        channel=channel,
        region=region,
        first_seen=series.first and series.first.astimezone(end.tzinfo).date(),
        start=(end - timedelta(days=weeks * DAYS_A_WEEK)).date(),
        end=end.date(),
        count=sum(series.people[:weeks]),
        before=sum(series.people[weeks : weeks + BASELINE]),
        expected=None,
        ratio=None,
        low=None,
        high=None,
        p=None,
        q=None,
        danger=None,
        because="",
    )


def _because(verdict: _Verdict) -> str:
    pair, growth, unit = verdict.test.pair, verdict.growth, verdict.test.unit
    test = "exact conditional Poisson test"
    if growth.spread > 1:
        test = f"conditional negative binomial test, variance {growth.spread:.3g} times the mean"
    ratio = "unbounded" if growth.ratio is None else f"{growth.ratio:.3g}"
    high = "unbounded" if growth.high is None else f"{growth.high:.3g}"
    p, q = verdict.tail
    return (
        f"{test}: {pair.now} in {verdict.test.weeks * DAYS_A_WEEK} days, out of "
        f"{pair.exposure:.6g} {unit}, against {pair.before} in {verdict.test.baseline} weeks, out "
        f"of {pair.exposure_before:.6g}; ratio {ratio} (95 % {growth.low:.3g} to {high}), "
        f"p = {p:.2g}, q = {q:.2g}"
    )


def _raised(
    signals: Sequence[Signal],
    before: Mapping[Scope, Signal],
    danger: Danger | None,
    *,
    unheard: bool,
) -> Iterator[Signal]:
    """The whole, raised where it became more urgent; of its parts those that changed.

    A danger that the product is known for is critical, but raised by its growth alone. A part is
    raised only where the whole is not urgent, and of several the surest alone.
    """
    whole, *parts = signals
    rises = _more_urgent(whole, before)
    if danger is not None:
        because = told(danger, unheard, whole.because)
        state, sure = SignalState.CRITICAL, danger.confidence
        whole = replace(whole, state=state, danger=sure, because=because)
        news = unheard and (danger.fresh or _more_urgent(whole, before))
        rises = rises or news or _spreads(whole, before)
    yield replace(whole, raised=rises)
    changed = [part for part in parts if part.q is not None and _changed(part)]
    rising = [part for part in changed if _more_urgent(part, before)]
    surest = min(rising, key=_surest, default=None) if urgency(whole) == 0 else None
    for part in changed:
        yield replace(part, raised=part is surest)


def _changed(part: Signal) -> bool:
    return part.state not in {SignalState.TOO_LITTLE, SignalState.STEADY}


def _surest(part: Signal) -> tuple[float, bool, bool]:
    """Equally sure, the product before the channel before the region."""
    return part.p or 0.0, part.product is None, part.channel is None


def _more_urgent(signal: Signal, before: Mapping[Scope, Signal]) -> bool:
    return urgency(signal) > urgency(before.get(signal.scope))


def _spreads(critical: Signal, before: Mapping[Scope, Signal]) -> bool:
    """A danger that one person told of is told again once it spreads."""
    last = before.get(critical.scope)
    return _grows(critical) and last is not None and not _grows(last)


def _grows(signal: Signal) -> bool:
    """Also of what is critical, whose state does not say so."""
    if signal.state is not SignalState.CRITICAL or signal.p is None or signal.q is None:
        return signal.state in _UP
    more = signal.ratio is None or signal.ratio >= LEAST_GROWTH
    sure = signal.q < LEVEL and signal.p < SURE
    return more and sure and signal.count >= LEAST_PEOPLE
