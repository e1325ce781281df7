"""What a scan says of every issue: its own weeks, and surges that point at it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from voc.insight.signals import emergence
from voc.insight.signals.emergence import LEAST_GROWTH, SURE, WEEKS
from voc.insight.signals.exposure import Exposures
from voc.insight.signals.growth import Growth, Pair, grown
from voc.insight.signals.surges import LEVEL, Surge, surges, told_before
from voc.types.issue import IssueId
from voc.types.signal import DAYS_A_WEEK, Grounds, Signal, SignalState


@dataclass(frozen=True, slots=True)
class _Risen:
    """A surge with what its counts say."""

    surge: Surge
    growth: Growth
    told: bool  # by an earlier scan


def judge(grounds: Grounds, end: datetime) -> tuple[Signal, ...]:
    """A signal of each open issue, then of those of its parts where something changed.

    An issue that a surge points at is judged by the surge, and raised where that was not told
    before. ``end`` is aware, the end of the newest week, in the zone that cuts days. The order of
    what was told changes nothing.
    """
    risen = _risen(grounds)
    return tuple(
        _by_surge(signal, risen[signal.issue_id], grounds, end)
        if signal.issue_id in risen
        else signal
        for signal in emergence.judge(grounds, end)
    )


def _risen(grounds: Grounds) -> Mapping[IssueId, _Risen]:
    """Of each issue one surge, if it is one in earnest: the surest of those not told before."""
    exposures = Exposures(grounds.volumes, grounds.sold, WEEKS)
    found = [
        surge
        for complaints in grounds.complaints
        for surge in surges(complaints, exposures.of([complaints.product], None, None))
    ]
    growths = grown([_pair(surge) for surge in found])
    risen = [
        _Risen(surge, growth, told_before(surge, grounds.surged))
        for surge, growth in zip(found, growths, strict=True)
        if _news(growth)
    ]
    risen.sort(key=lambda one: (one.told, one.surge.chance))
    return {one.surge.issue_id: one for one in reversed(risen)}


def _news(growth: Growth) -> bool:
    """Of many people, chance is not all that makes weeks differ, and ten per cent more no news."""
    return growth.rise < SURE and (growth.ratio is None or growth.ratio >= LEAST_GROWTH)


def _pair(surge: Surge) -> Pair:
    return Pair(
        now=surge.count,
        exposure=surge.exposure,
        before=surge.before,
        exposure_before=surge.exposure_before,
        spread=1.0,
    )


def _by_surge(signal: Signal, risen: _Risen, grounds: Grounds, end: datetime) -> Signal:
    """The whole by the surge's figures; a part says nothing beside it."""
    if not signal.whole:
        return replace(signal, raised=False)
    surge, growth = risen.surge, risen.growth
    critical = signal.state is SignalState.CRITICAL
    new = SignalState.NEW if surge.before <= emergence.HARDLY else SignalState.RISING
    because = _because(surge, growth)
    return replace(
        signal,
        state=signal.state if critical else new,
        raised=(critical and signal.raised) or not (risen.told or _just_raised(signal, grounds)),
        start=(end - timedelta(days=surge.weeks * DAYS_A_WEEK)).date(),
        end=end.date(),
        count=surge.count,
        before=surge.before,
        expected=growth.expected,
        ratio=growth.ratio,
        low=growth.low,
        high=growth.high,
        p=growth.rise,
        q=surge.chance,
        because=f"{signal.because}; {because}" if critical else because,
        voices=surge.voices,
    )


def _just_raised(signal: Signal, grounds: Grounds) -> bool:
    """By its own weeks, at the scan before: the same story twice in two scans."""
    before = (one for one in grounds.before if one.scope == signal.scope)
    return any(one.raised and not one.voices and one.danger is None for one in before)


def _because(surge: Surge, growth: Growth) -> str:
    ratio = "unbounded" if growth.ratio is None else f"{growth.ratio:.3g}"
    high = "unbounded" if growth.high is None else f"{growth.high:.3g}"
    lot = f"; most who know their lot name {surge.lot}" if surge.lot else ""
    return (
        f"surge of people who tell alike (cosine {surge.alike:.2f} and more): {surge.count} in "
        f"{surge.weeks * DAYS_A_WEEK} days, out of {surge.exposure:.6g} {surge.unit}, against "
        f"{surge.before} in {surge.baseline} weeks, out of {surge.exposure_before:.6g}; ratio "
        f"{ratio} (95 % {growth.low:.3g} to {high}), score "
        f"{surge.chance:.2g}, below {LEVEL:g} is told{lot}; {surge.held} of their clauses stand in "
        "this issue"
    )
