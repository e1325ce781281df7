"""What people wrote, before and after the store's door."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from voc.types.span import Span

FeedbackId = NewType("FeedbackId", str)


class FeedbackKind(StrEnum):
    REVIEW = "review"
    FOLLOW_UP = "follow_up"  # 追评: a later comment of the same person on the same purchase
    MEDIA = "media"  # an article or post that names a watched brand
    VISIT = "visit"  # notes of a store visit


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFeedback:
    """One row as a channel delivers it: unmasked, the author by name. Lives in memory only."""

    where: str  # "reviews.csv:12": for rejects and messages
    channel: str
    kind: FeedbackKind
    text: str  # never blank
    external_id: str | None = None  # the channel's own id
    posted_at: datetime | None = None  # aware; None is undated
    # False where it may be told as "3 hours ago", another moment at each asking: no part of the id.
    time_identifies: bool = True
    product: str | None = None
    sku: str | None = None
    lot: str | None = None  # as the shop knows it, not as the text says it
    produced_on: date | None = None
    rating: float | None = None  # 1 to 5 stars
    author: str | None = None
    region: str | None = None
    title: str | None = None
    url: str | None = None
    passages: tuple[Span, ...] = ()  # of a mention: what of ``text`` speaks of what is watched
    follows: "RawFeedback | None" = None  # set on a follow-up: what it follows


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """One piece of feedback as stored. Never changed after it is stored."""

    id: FeedbackId  # see voc.text.identity: stays when cleaning rules change
    channel: str
    kind: FeedbackKind
    text: str  # as sent, but personal data masked one character for one character
    external_id: str | None
    posted_at: datetime | None  # aware, UTC
    product: str | None
    sku: str | None
    lot: str | None
    produced_on: date | None
    rating: float | None
    author_key: str | None  # keyed hash; the name itself is never stored
    region: str | None
    title: str | None
    url: str | None
    parent_id: FeedbackId | None  # of a follow-up
    # Of a mention: what of ``text`` speaks of what is watched, in order and apart. (): all of it is
    # read, and an article of which that is so has no voices. No part of what identifies feedback.
    passages: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmasked:
    """Title and text as a person wrote them. Stored beside the feedback by choice only."""

    text: str
    title: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Of a row to be stored, what its feedback does not tell."""

    where: str  # "reviews.csv:12"; not stored
    person: str | None  # keyed hash of the author, the same on every channel; not stored
    unmasked: Unmasked | None = None  # where it is to be kept, and masking changed anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """One row that could not be used. Kept and shown, never dropped in silence."""

    where: str  # "reviews.csv:12"
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shipment:
    """How many units of one lot left a plant for one region."""

    product: str
    lot: str
    quantity: int  # units sold to shops, positive
    sku: str | None = None
    produced_on: date | None = None
    plant: str | None = None
    warehouse: str | None = None  # that it left for its region from
    shipped_on: date | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sale:
    """How many units of one product were sold on one day, or in the week that begins with it."""

    product: str
    sold_on: date
    units: int  # to people, positive
    sku: str | None = None
    channel: str | None = None  # as feedback calls it; None: on all together
    region: str | None = None
