"""What a scan judged of an issue: whether it is new, growing, gone, or dangerous."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from voc.types.issue import IssueId


class SignalState(StrEnum):
    NEW = "new"  # hardly told before, and now more than chance brings
    RISING = "rising"
    STEADY = "steady"
    FALLING = "falling"
    GONE = "gone"  # told before, and too long silent for chance
    TOO_LITTLE = "too_little"  # nothing can be told yet
    CRITICAL = "critical"  # a danger to people: a single voice is enough


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """One judgement of one scan, about one issue as a whole or one part of its voices."""

    issue_id: IssueId
    state: SignalState
    raised: bool  # to be acted on, and not so at the scan before: who alerts, alerts on these
    product: str | None  # None: of all products
    channel: str | None  # None: on all channels
    region: str | None  # None: in all regions
    first_seen: date | None  # of all its dated voices; None: undated
    start: date  # of the days that are judged
    end: date  # one past the last of them
    count: int  # distinct people, or texts where authors are unknown, in these days
    before: int  # in the baseline
    expected: float | None  # in these days, had nothing changed; None: no baseline
    ratio: float | None  # count / expected
    low: float | None  # 95 % interval of the ratio
    high: float | None  # None: unbounded
    p: float | None  # of the test; None: nothing could be tested
    q: float | None  # after Benjamini and Hochberg over all tests of the scan
    because: str  # the test and its figures
