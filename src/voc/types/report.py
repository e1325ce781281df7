"""A report as data: numbers, tables, charts and quotes, free of language and of HTML."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from voc.types.document import Flag, Language
from voc.types.feedback import FeedbackId, FeedbackKind
from voc.types.issue import IssueId, IssueKind
from voc.types.opinion import Polarity, SentimentLabel, Severity
from voc.types.taxonomy import TopicName


class Cadence(StrEnum):
    WEEKLY = "weekly"
    MONTHLY = "monthly"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One ISO week or month in the report's zone."""

    cadence: Cadence
    name: str  # "2026-W44" or "2026-10"
    start: datetime  # aware; first moment
    end: datetime  # aware; first moment after
    first_day: date
    last_day: date


# --- what sections are computed from: rows of the store, one noun a query ---


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackFact:
    """What the numbers need to know of one read feedback."""

    id: FeedbackId
    seq: int  # order of arrival; breaks ties the same way every time
    channel: str
    kind: FeedbackKind
    product: str | None
    counted_at: datetime  # aware: posted_at, or the start of its scan where undated
    dated: bool
    rating: float | None
    sentiment: SentimentLabel
    severity: Severity
    severity_confidence: float  # 0 to 1, calibrated
    flagged: bool
    recipe_id: str  # of its reading


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionFact:
    feedback_id: FeedbackId
    topic: str
    polarity: Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingFact:
    """What the account of the data needs to know of one read feedback."""

    feedback_id: FeedbackId
    language: Language
    flags: tuple[Flag, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueVoice:
    """One member of an issue, with the row it stands in."""

    issue_id: IssueId
    rank: int  # 0 is the most central voice of the issue
    start: int
    end: int
    text: str  # the stored text, to cut quotes from
    lot: str | None  # from the shop, else named in the text
    severity: Severity  # of the clause
    stale: bool  # filed from an earlier reading than that of ``fact``
    fact: FeedbackFact


@dataclass(frozen=True, slots=True, kw_only=True)
class AppearanceFact:
    """One place of a text that stands in several: its first appearance or a copy."""

    first: FeedbackId  # where it appeared first
    fact: FeedbackFact


@dataclass(frozen=True, slots=True, kw_only=True)
class LotShipment:
    product: str
    lot: str
    quantity: int


# --- what a report is made of ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The rows behind a number: anyone can ask the store for them again.

    ``filter`` narrows the report's own period and product; see voc.report.evidence for its words.
    """

    filter: tuple[tuple[str, str], ...]  # ("sentiment", "negative"), …
    rows: int
    digest: str  # SHA-256 over the sorted ids
    sample: tuple[FeedbackId, ...]  # the first 20 ids in order of arrival


@dataclass(frozen=True, slots=True, kw_only=True)
class Movement:
    """Whether a number moved against the period before: tested, not eyeballed."""

    direction: str  # "up", "down", "steady", "too_little" or "recipes": not to be compared
    because: str  # the test and its figures
    ratio: float | None  # now / before, or now - before for a mean; None where not estimated
    low: float | None  # 95 % interval of ratio
    high: float | None
    p: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """The further places of a quoted text, counted up to the period's end."""

    channels: tuple[tuple[str, int], ...]  # most first
    evidence: Evidence  # one row a place


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words of a customer: exactly ``stored_text[start:end]``, and what stands around them.

    ``before + text + after`` is one slice of the stored text.
    """

    feedback_id: FeedbackId
    start: int
    end: int
    text: str
    before: str  # whole clauses, "" where nothing is shown
    after: str
    cut: bool  # the stored text goes on beyond what is shown
    channel: str
    product: str | None
    posted_at: datetime | None  # None: undated
    rating: float | None
    lot: str | None
    sentiment: SentimentLabel  # of the whole feedback
    severity: Severity
    elsewhere: Elsewhere | None = None  # None: the text stands nowhere else


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A sentence of the catalogues and what fills it.

    Of the values, ``n`` chooses singular or plural; ``issue`` is an IssueId and reads as that
    issue's headline.
    """

    key: str
    values: tuple[tuple[str, str | int | float], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One headline number beside the period before."""

    key: str  # names the catalogue entry: "feedback", "negative_share", …
    value: int | float | None  # None: nothing to count
    previous: int | float | None
    unit: str  # "count", "share", "stars"
    low: float | None  # 95 % interval of value, where value is a share or mean
    high: float | None
    movement: Movement
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    key: str
    columns: tuple[str, ...]  # catalogue keys; the first names the row
    rows: tuple[tuple[str | int | float | None, ...], ...]
    evidence: tuple[Evidence, ...]  # one a row


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart as data; the renderer draws it."""

    key: str
    mark: str  # "stacked_bars" over time or "diverging_bars" over categories
    points: tuple[tuple[str, str, int | float], ...]  # (x or category, series, value)
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class LotCount:
    lot: str
    voices: int  # feedback of the issue that names this lot, in the period
    shipped: int | None  # units shipped, None where not known
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueCard:
    """One issue in one period."""

    issue_id: IssueId
    kind: IssueKind
    product: str | None
    topic: str
    terms: tuple[str, ...]
    title: str | None
    pinned: bool
    count: int  # feedback rows in the period, flagged rows left out
    previous: int
    total: int  # since first seen
    first_seen: date | None
    severity: Severity  # worst told in the period
    movement: Movement
    lots: tuple[LotCount, ...]  # most named first
    lot_known: int  # rows of count that name a lot
    channels: tuple[tuple[str, int], ...]  # most first
    quotes: tuple[Quote, ...]
    evidence: Evidence


Block = Note | Figure | Table | Chart | IssueCard | Quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    key: str  # "headline", "defects", …; titles are in the catalogues
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    id: str  # cadence, period, product and the digest of the rest; see voc.report.canonical
    period: Period
    product: str | None  # None: all
    zone: str
    recipe_ids: tuple[str, ...]  # that read the period and the one before, most of it first
    sections: tuple[Section, ...]
    topic_names: tuple[TopicName, ...] = ()  # of custom topics spoken of: no catalogue has them
