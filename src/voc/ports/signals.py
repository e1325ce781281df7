"""How scans judge issues, and where their judgements are kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from voc.types.feedback import FeedbackId
from voc.types.signal import Burden, Grounds, Signal


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """How a scan judges what it filed."""

    edges: tuple[datetime, ...]  # UTC, newest first: week n lies between edges n + 1 and n
    days: tuple[date, ...]  # the same in the zone that cuts days, and some weeks more: of sales
    recent: datetime  # UTC: from here on a critical voice is recent
    least_sure: float  # that a text tells of danger, 0 to 1
    decide: Callable[[Grounds], tuple[Signal, ...]]


class SignalStore(Protocol):
    """What scans judged. Signals are written by ScanStore.finish."""

    def last_posted(self, before: datetime) -> datetime | None:
        """The latest posted_at before that, of unflagged feedback of customers that was read."""
        ...

    def danger_of(self, ids: Sequence[FeedbackId]) -> dict[FeedbackId, float]:
        """How sure it is that each of ``ids`` tells of danger; others are left out."""
        ...

    def signals(self, scan_id: int | None = None) -> tuple[Signal, ...]:
        """Of the scan that judged last: each open issue, then its parts; by issue.

        Of an earlier scan only what it raised.
        """
        ...

    def burdens(self, start: datetime, end: datetime) -> tuple[Burden, ...]:
        """What weighs on each open issue, of unflagged voices with start <= counted_at < end."""
        ...
