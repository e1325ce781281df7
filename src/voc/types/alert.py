"""What people are told without asking: rules, alerts, and the messages that carry them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo
from enum import StrEnum

from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId, IssueKind

Fact = str | int | float | None
Facts = Mapping[str, Fact]  # by name, in the words of docs/alerts.md; plain JSON


class On(StrEnum):
    """What a rule looks at. Stored: names stay."""

    CRITICAL = "critical"  # an issue tells of danger to people
    NEW = "new"  # hardly told before
    RISING = "rising"
    SPIKE = "spike"  # a watch query finds more than is its habit
    RIVAL_LAUNCH = "rival_launch"  # media tell that a competitor brings something out
    SOURCE = "source"  # a source cannot be asked, falls silent or has another layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One ``[[alerts]]`` of voc.toml, checked."""

    name: str  # no two alike
    on: On
    targets: tuple[str, ...]  # names
    products: tuple[str, ...] = ()  # of issues; (): of all
    kinds: tuple[IssueKind, ...] = (IssueKind.DEFECT,)  # of issues
    watches: tuple[str, ...] = ()  # of spikes; (): every standing query
    rivals: tuple[str, ...] = ()  # of launches; (): every competitor
    sources: tuple[str, ...] = ()  # (): every source
    least: int = 1  # people, matches, articles, or rounds in a row that failed
    remind: timedelta | None = None  # how often it is told again while it lasts; None: never
    quiet_for: timedelta = timedelta(days=1)  # the window in which each change is told once
    urgent: bool = False  # waits neither for a digest nor for the end of quiet hours


class AlertState(StrEnum):
    OPEN = "open"
    RECOVERED = "recovered"


class Told(StrEnum):
    """What those who are told believe, or what a message says."""

    OPENED = "opened"
    REMINDER = "reminder"
    RECOVERED = "recovered"
    FLAPPING = "flapping"  # comes and goes; told once, then nothing until it rests


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a quote stands: the words themselves are read when they are sent."""

    feedback_id: FeedbackId
    start: int  # in the stored text
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one rule sees of one subject."""

    subject: str  # "issue:D12", "watch:leaks", "rival:三只松鼠", "source:weibo"
    opens: bool  # enough to open an alert; else only enough to hold one open
    facts: Facts  # figures for people; no customer's words
    issue_id: IssueId | None = None
    # Since when it is news. An alert that recovered later than this is not opened again by it.
    since: datetime | None = None
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """What is known of one (rule, subject). Times are aware, UTC."""

    rule: str
    subject: str
    state: AlertState
    since: datetime  # of this state
    told: Told | None  # the last message, reminders left out; None: none yet
    told_at: datetime | None  # the last message of any kind
    facts: Facts
    issue_id: IssueId | None = None
    opened_at: datetime | None = None  # when each change was told last
    recovered_at: datetime | None = None
    flapping_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class News:
    """Something to be told of an alert, to every target of its rule."""

    what: Told
    alert: Alert  # as it is from now on
    on: On
    targets: tuple[str, ...]
    urgent: bool
    citations: tuple[Citation, ...] = ()


class MessageState(StrEnum):
    WAITING = "waiting"
    DELIVERED = "delivered"
    PARKED = "parked"  # tried too often; kept and shown


@dataclass(frozen=True, slots=True, kw_only=True)
class NewMessage:
    """What goes into the outbox. One key is one message for ever."""

    key: str
    target: str
    urgent: bool
    at: datetime  # when it was written; aware, UTC
    what: Told | None = None  # None: a post, told by title and body
    on: On | None = None
    rule: str | None = None
    subject: str | None = None
    issue_id: IssueId | None = None
    facts: Facts = field(default_factory=dict)
    citations: tuple[Citation, ...] = ()
    title: str | None = None  # of posts, as of body and link
    body: str | None = None
    link: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One row of the outbox."""

    id: str  # 32 hex digits, made from its key: a receiver that knows it has had the message
    seq: int  # order of arrival
    new: NewMessage
    state: MessageState
    parcel: str | None  # what it is sent as; fixed at the first try, so that retries say the same
    tries: int
    due_at: datetime | None  # not before this; set where a try failed
    lease_until: datetime | None  # a process is sending it
    delivered_at: datetime | None
    error: str | None  # of the last try


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of stored feedback, verbatim."""

    feedback_id: FeedbackId
    text: str
    channel: str
    posted_at: datetime | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A message with what is read at the moment of sending."""

    message: Message
    name: str  # of its subject, as people call it
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What goes to a target in one piece: one message, or several as a digest."""

    id: str  # of its first message; the same in every try
    tellings: tuple[Telling, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    most: int  # tries
    per: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One ``[[targets]]`` of voc.toml, checked; its address is known to the notifier alone."""

    name: str  # no two alike
    zone: tzinfo  # of quiet hours and digests
    language: str  # zh, en or ko
    quiet: tuple[time, time] | None = None  # from, until; may lie across midnight
    digest: time | None = None  # once a day; None: as it comes
    rate: Rate = Rate(most=10, per=timedelta(hours=1))
    most_bytes: int | None = None  # of a text in UTF-8; None: what its service takes


@dataclass(frozen=True, slots=True, kw_only=True)
class Try:
    """One claim to send a parcel."""

    at: datetime
    parcel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a try ended."""

    delivered: bool
    at: datetime
    error: str | None = None  # of one that failed
    again_at: datetime | None = None  # of one that failed; None: parked
