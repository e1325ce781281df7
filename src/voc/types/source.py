"""Where voc collects from, what it knows of each source, and how it fares."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum

from voc.types.feedback import FeedbackKind
from voc.types.fetching import Why


class SourceKind(StrEnum):
    FEED = "feed"  # RSS, Atom, RDF or JSON Feed that tells of articles
    SITEMAP = "sitemap"  # tells of articles; an index tells of further sitemaps
    LIST = "list"  # a page of links to articles
    PAGE = "page"  # one article, watched for what changes in it
    REVIEWS = "reviews"  # pages of rows, each a piece of feedback, read by a spec
    JSON = "json"  # the same from an endpoint that answers in JSON
    FOLDER = "folder"  # on this machine: files that a shop exports
    PUSH = "push"  # others send; nothing is asked, silence is noticed


class Origin(StrEnum):
    """Who named a source."""

    FILE = "file"  # voc.toml
    STORE = "store"  # `voc sources add`


class Keep(StrEnum):
    """Which items become feedback."""

    MENTIONS = "mentions"  # those that name what is watched; the rest is counted
    ALL = "all"


class PagingStop(StrEnum):
    """When no further page is asked."""

    KNOWN = "known"  # a page told nothing new
    END = "end"  # a page is empty, or names no next one


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """How one field of feedback is found in a row."""

    path: str  # CSS with ::text or ::attr(x), XPath from "/" or "./" on, or JMESPath in JSON
    pattern: str | None = None  # regular expression; its first group, else all of it, is the value
    best: float | None = None  # of ratings: the best there is, so that 8 of 10 becomes 4 of 5
    time_format: str | None = None  # strptime's, or "epoch", "epoch_ms"; None: as files are read


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How the next page is found: by what a page names, or by counting."""

    next_path: str | None = None  # path to the next address, or in JSON to the next cursor
    parameter: str | None = None  # of the address: takes the number of the page, or the cursor
    first: int = 1
    step: int = 1
    most: int = 20  # pages a round
    stop: PagingStop = PagingStop.KNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """How rows, or of a list page links, are read from a page."""

    rows: str  # path to the rows; of a list page to the links (a::attr(href))
    fields: Mapping[str, FieldRule] = field(default_factory=dict)  # by field of RawFeedback
    constants: Mapping[str, str] = field(default_factory=dict)  # fields that are the same in all
    paging: Paging | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One place that is asked again and again."""

    name: str  # in one line, no two alike
    kind: SourceKind
    place: str  # address; of a folder its path; "" of push
    channel: str  # what its feedback is told as
    tells: FeedbackKind
    keep: Keep
    origin: Origin
    digest: str  # of all that decides what is taken from it
    spec: Spec | None = None  # of reviews and json always, of list where links must be chosen
    group: str | None = None  # sources of one group share a schedule
    every: str | None = None  # "15 min" or cron; None: its group's, else the general one
    # Header by the environment variable that holds its value: secrets stand in no file.
    secret_headers: Mapping[str, str] = field(default_factory=dict)


class Health(StrEnum):
    NEW = "new"  # too little is known
    OK = "ok"
    FAILING = "failing"  # it cannot be asked
    SILENT = "silent"  # it answers, and tells nothing new for longer than is its habit
    CHANGED = "changed"  # it answers, and what was read before cannot be read any more
    PAUSED = "paused"  # a person said so


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceDay:
    """What came of one source on one day. Always: read = kept + counted + rejected."""

    source: str
    day: date  # in the zone that cuts days
    asked: int = 0  # requests, of all kinds
    unchanged: int = 0  # of these: answered with 304, or with the same bytes
    failed: int = 0  # of these: gave no answer that could be used
    new: int = 0  # items heard of for the first time
    read: int = 0  # items and rows read, further versions too
    kept: int = 0  # of these: stored as feedback
    counted: int = 0  # of these: no mention, or known already
    rejected: int = 0  # of these: unreadable

    def plus(self, other: "SourceDay") -> "SourceDay":
        """With what else came of its source; where midnight fell between, of this day too."""
        return replace(
            self,
            asked=self.asked + other.asked,
            unchanged=self.unchanged + other.unchanged,
            failed=self.failed + other.failed,
            new=self.new + other.new,
            read=self.read + other.read,
            kept=self.kept + other.kept,
            counted=self.counted + other.counted,
            rejected=self.rejected + other.rejected,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """How a source fares."""

    source: str
    health: Health
    since: datetime  # aware, UTC: of this health
    because: str  # one sentence with its figures
    asked_at: datetime | None = None  # the last round
    succeeded_at: datetime | None = None  # the last that was answered
    new_at: datetime | None = None  # the last that told something new
    failures: int = 0  # rounds in a row that failed
    error: str | None = None  # of the last round, where it failed: a voc.types.fetching.Why
    message: str | None = None  # the same in words
    retry_at: datetime | None = None  # aware, UTC: before then its server wants no question
    unchanged: int = 0  # rounds in a row that told nothing new: it is asked less often then


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What asking one source came to in one round."""

    source: str
    answered: bool  # at least one of its entries, or items, gave what could be used
    new: int = 0  # items and rows heard of for the first time
    why: Why | None = None  # of an entry that failed
    message: str | None = None  # the same in words
    retry_at: datetime | None = None  # as its server says (Retry-After)
    emptied: bool = False  # an entry was read and told of nothing at all, which it did not before
