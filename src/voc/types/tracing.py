"""Where a defect comes from: its people held against the other customers of the product."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from voc.types.document import Entity
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId


class Factor(StrEnum):
    """Ordered: the narrowest first. A lot lies in a production week, a week in a plant."""

    LOT = "lot"
    WEEK = "production_week"  # "2026-W12", ISO
    WAREHOUSE = "warehouse"
    PLANT = "plant"
    REGION = "region"
    CHANNEL = "channel"


class Verdict(StrEnum):
    SUSPECTS = "suspects"
    NOTHING = "nothing"  # nothing stands out, and it could have
    CANNOT_TELL = "cannot_tell"


# --- what the store tells ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a feedback tells of the goods it is about."""

    product: str | None
    channel: str
    lot: str | None  # as the shop knows it
    produced_on: date | None
    region: str | None
    named: tuple[Entity, ...] = ()  # lots and production dates in the text


@dataclass(frozen=True, slots=True, kw_only=True)
class Teller:
    """One feedback that speaks of the issue."""

    feedback_id: FeedbackId
    person: str  # the same for all feedback of one author; the feedback's id where unknown
    posted_at: datetime | None
    unhappy: bool
    item: Item


Week = tuple[str | None, date | None]  # a product and a Monday; None: undated


@dataclass(frozen=True, slots=True, kw_only=True)
class Crowd:
    """People who wrote about the same goods in one week, of an issue or not."""

    item: Item
    unhappy: bool  # negative on the whole, or mixed
    people: int


# --- what is made of it ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """What is known of the goods somebody writes about; lots as they are compared."""

    lot: str | None
    production_week: str | None
    warehouse: str | None
    plant: str | None
    region: str | None
    channel: str | None

    def of(self, factor: Factor) -> str | None:
        value: str | None = getattr(self, factor.value)
        return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspect:
    """A lot, week, plant … of which the people of an issue have more than chance brings."""

    product: str | None
    factor: Factor
    value: str  # as most write it
    people: int  # of the issue, with this value
    of: int  # of the issue, whose value is known
    others: int  # who wrote of the product in the same weeks, with this value
    others_of: int  # … whose value is known
    units: int | None  # shipped by the end of these weeks; None: not known
    ratio: float | None  # odds ratio, or of rates a unit shipped; None: unbounded
    low: float  # 95 % interval of ratio
    high: float | None  # None: unbounded
    p: float  # one-sided
    q: float  # after Benjamini and Hochberg over all values of all factors of the issue
    explained_by: tuple[Factor, str] | None  # with these people apart, nothing is left of it
    feedback_ids: tuple[FeedbackId, ...]  # one a person
    because: str  # the test and its figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Tracing:
    """What stands out among the people of one issue."""

    issue_id: IssueId
    verdict: Verdict
    suspects: tuple[Suspect, ...]  # the one to look at first comes first
    people: int  # distinct, of the weeks looked at
    known: Mapping[Factor, int]  # of them, whose value is known
    since: date  # nothing dated before this is looked at
    because: str
