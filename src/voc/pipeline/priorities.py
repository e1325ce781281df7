"""Issues in the order to look at them, with what the last scan judged of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from voc.insight.signals.priority import Priority, priority, rank
from voc.ports.store import Store
from voc.types.issue import Issue
from voc.types.signal import Signal

# Priority weighs what was told in so many days up to the last that was judged.
DAYS = 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    issue: Issue
    signal: Signal | None  # of the issue as a whole; None where no scan judged it yet
    parts: tuple[Signal, ...]  # of it that changed
    priority: Priority


def ranked(
    store: Store, issues: Sequence[Issue], zone: tzinfo, now: datetime
) -> tuple[Ranked, ...]:
    """Dangers first, then by priority, then the older issue."""
    with store.snapshot():
        signals = store.signals()
        end = max((signal.end for signal in signals), default=now.astimezone(zone).date())
        last = datetime.combine(end, time(), zone)
        burdens = {one.issue_id: one for one in store.burdens(last - timedelta(days=DAYS), last)}
    wholes = {signal.issue_id: signal for signal in signals if signal.whole}
    told = [
        Ranked(
            issue=issue,
            signal=wholes.get(issue.id),
            parts=tuple(s for s in signals if s.issue_id == issue.id and not s.whole),
            priority=priority(wholes.get(issue.id), burdens.get(issue.id)),
        )
        for issue in issues
    ]
    return tuple(sorted(told, key=lambda one: rank(one.signal, one.priority)))
