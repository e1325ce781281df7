"""What a scan judged of an issue: whether it is new, growing, gone, or dangerous."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId
from voc.types.opinion import Severity

# Days are cut into weeks back from the scan, newest first, so that each holds every weekday once.
DAYS_A_WEEK = 7
Weeks = tuple[int, ...]


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
    raised: bool  # to be acted on, and less so at the scan before: who alerts, alerts on these
    product: str | None  # None: of all products
    channel: str | None  # None: on all channels
    region: str | None  # None: in all regions
    first_seen: date | None  # of all its dated voices; None: undated
    start: date  # of the days that are judged
    end: date  # one past the last of them
    count: int  # distinct people, or texts where authors are unknown, in these days
    before: int  # in the baseline
    expected: float | None  # in these days, had nothing changed; None: no baseline
    ratio: float | None  # count / expected; None where nothing was expected
    low: float | None  # 95 % interval of the ratio
    high: float | None  # None: unbounded
    p: float | None  # of the test; None: nothing could be tested
    q: float | None  # after Benjamini and Hochberg over all tests of the scan; a surge's score
    danger: float | None  # how sure it is that a voice tells of danger, 0 to 1; None: none does
    because: str  # the test and its figures
    # Where it rests on a surge (voc.insight.signals.surges), whose figures the others are then:
    # the feedback that tells alike. Empty: it rests on all of the issue.
    voices: tuple[FeedbackId, ...] = ()

    @property
    def scope(self) -> "Scope":
        """What it is about."""
        return self.issue_id, self.product, self.channel, self.region

    @property
    def whole(self) -> bool:
        """Whether it is about the issue and not about a part of it."""
        return self.product is self.channel is self.region is None


Scope = tuple[IssueId, str | None, str | None, str | None]  # product, channel, region; None: all


@dataclass(frozen=True, slots=True, kw_only=True)
class Tellers:
    """Who told of an issue, each once, where they told it first. Of dated, unflagged voices."""

    issue_id: IssueId
    product: str | None
    channel: str | None  # None: on all channels
    region: str | None  # None: in all regions, or unknown
    first: datetime  # aware: the first of them
    weeks: Weeks  # people: customers alone, though an article may be the first to tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """Dated, unflagged feedback of customers."""

    product: str | None  # None: names none
    channel: str | None  # None: on all channels
    region: str | None  # None: in all regions
    weeks: Weeks  # feedback


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """The surest critical voice of an issue among those that are recent or came with this scan."""

    issue_id: IssueId
    feedback_id: FeedbackId
    clauses: int  # of its text that tell of danger in this issue
    confidence: float  # that its text is critical
    people: int  # distinct customers who tell of danger
    articles: int = 0  # that do; nobody is counted of them
    product: str | None = None
    fresh: bool = False  # whether any came with this scan
    vectors: tuple[bytes, ...] = ()  # of the clauses that came with it, else of the surest text


@dataclass(frozen=True, slots=True, kw_only=True)
class Burden:
    """What weighs on an issue in some weeks. Undated feedback counts when it was scanned."""

    issue_id: IssueId
    people: tuple[tuple[Severity, int], ...]  # distinct people by the worst that each tells
    rating: float | None  # mean of the feedback that tells of it, 1 to 5 stars
    rated: int  # how much of it has a rating
    usual: float | None  # mean of all feedback of its product


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One voice that complains: who told it when, of which lot, and where it lies."""

    feedback_id: FeedbackId
    person: str  # where the channel names its authors, else the text for itself
    week: int  # 0 is the newest
    lot: str | None
    issue_id: IssueId | None  # None: it is single
    vector: bytes  # as voc.insight.packing packs it


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaints:
    """Of one product, dated, unflagged, of the weeks that a scan judges; newest first."""

    product: str | None
    told: tuple[Complaint, ...]
    lots: Mapping[str, Weeks]  # feedback of each lot, happy or not


@dataclass(frozen=True, slots=True, kw_only=True)
class Grounds:
    """What a scan judges by; all of it read by one recipe."""

    issues: tuple[IssueId, ...]  # open ones
    tellers: tuple[Tellers, ...]
    volumes: tuple[Volume, ...]
    sold: tuple[Volume, ...]  # units, three weeks longer than the others (insight.signals.exposure)
    dangers: tuple[Danger, ...]
    before: tuple[Signal, ...]  # of the scan before
    # Of each product that somebody complained of in the newest week; read once.
    complaints: Iterable[Complaints] = ()
    # By product, vectors of critical clauses that earlier scans read in the weeks that are judged.
    known_dangers: Mapping[str | None, Sequence[bytes]] = field(default_factory=dict)
    surged: tuple[frozenset[FeedbackId], ...] = ()  # voices of surges that were told before
