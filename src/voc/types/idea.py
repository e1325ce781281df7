"""Wishes as structured demand, and the cards a product manager decides by."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from voc.types.document import Entity
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId


class DemandKind(StrEnum):
    """What would have to be made or changed."""

    FLAVOUR = "flavour"
    INGREDIENT = "ingredient"
    FORMULA = "formula"  # how much of what is in it: less sugar, decaf, the old recipe
    SIZE = "size"
    FORM = "form"  # package and shape: a zip, sachets, a gift box
    FUNCTION = "function"
    SERVICE = "service"  # promotions, delivery, staff: no product has to change


Scenario = tuple[tuple[str, str], ...]  # ("who" | "when" | "where" | "what_for", value), no doubles


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """One thing that one clause asks a maker for."""

    kind: DemandKind
    # Normalised, the same in every language: "vine_pepper", "resealable". None: no list holds it,
    # and only the words tell.
    value: str | None
    start: int  # of the quote, in the stored text
    end: int
    scenario: Scenario  # for whom, when, where and what for the same text says
    because: str  # what in the text says so


@dataclass(frozen=True, slots=True, kw_only=True)
class NoDemand:
    """A clause that sounded like a wish and gives a maker nothing to make."""

    because: str  # "advice to shoppers", "praise", …


@dataclass(frozen=True, slots=True, kw_only=True)
class WishingText:
    """Unflagged feedback in which something is wished for."""

    feedback_id: FeedbackId
    channel: str
    product: str | None
    counted_at: datetime  # aware, UTC
    dated: bool
    author_key: str | None
    text: str
    entities: tuple[Entity, ...]
    clauses: tuple[tuple[int, int], ...]  # spans a model read as suggestions
    filed: tuple[tuple[int, int, IssueId], ...]  # spans in issues of kind idea


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaText:
    """One unflagged article, a reprint left out."""

    feedback_id: FeedbackId
    channel: str
    counted_at: datetime  # aware, UTC
    text: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What a product of ours or of a competitor comes in, as voc.toml tells it."""

    name: str  # of the product, or of the competitor
    aliases: tuple[str, ...]
    ours: bool
    things: tuple[str, ...]  # flavours, sizes and features in the user's words


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaQuote:
    """Words of one wisher."""

    feedback_id: FeedbackId
    start: int  # text[start:end] == quote
    end: int
    quote: str
    channel: str
    product: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RelatedComplaint:
    """A defect of the same product that the wish would answer."""

    issue_id: IssueId
    product: str | None
    name: str
    shared: str  # the word or theme both tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """Somebody has the wished-for thing already."""

    by: str  # product or competitor
    ours: bool
    because: str  # "voc.toml: 藤椒味", or the quote that says so


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    """What a card is ranked by: the product of its parts."""

    people: int  # distinct; texts where authors are unknown
    concrete: float  # 0 to 1: how plainly one can tell what to make
    trend: float  # 1: steady or unknown
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """How often something is told in these days, against the days before."""

    direction: str  # as of voc.insight.change.Direction
    start: date  # of the days that are judged
    end: date  # one past the last
    count: int
    before: int
    ratio: float | None  # of rates; None: nothing to compare
    low: float | None  # 95 % interval of the ratio
    high: float | None  # None: unbounded
    q: float | None  # after Benjamini and Hochberg; None: not tested
    because: str  # the test and its figures


@dataclass(frozen=True, slots=True, kw_only=True)
class IdeaCard:
    """One thing that several people wish for."""

    # "flavour:vine_pepper@手撕牛肉干": stays from scan to scan, whoever wishes next. "I7" where a
    # person pinned or titled that issue of the ledger: then it is one card, whatever words tell.
    id: str
    kind: DemandKind
    value: str | None  # as of Demand
    names: tuple[str, ...]  # in the customers' words, the most used first
    products: tuple[tuple[str | None, int], ...]  # people a product, most first
    issues: tuple[IssueId, ...]  # of the ledger, most voices first
    priority: Priority
    months: tuple[tuple[str, int], ...]  # ("2026-10", people), oldest first; undated ones left out
    rise: Rise
    channels: tuple[tuple[str, int], ...]  # people a channel, most first
    scenario: tuple[tuple[str, str, int], ...]  # ("who", "child", people), most first
    articles: int  # media texts that tell of the thing; no people are counted of them
    complaints: tuple[RelatedComplaint, ...]
    offered: tuple[Offered, ...]
    quotes: tuple[IdeaQuote, ...]  # central ones, different from one another
    because: str  # why these wishes are one


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaTrend:
    """A flavour, ingredient, occasion or formula that articles tell of more than before."""

    kind: str  # type of the entity, or "formula"
    value: str
    names: tuple[str, ...]  # in the articles' words
    rise: Rise
    wishes: int  # of our own customers, people
    quotes: tuple[IdeaQuote, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ideas:
    """Cards from what customers wish for, and what rises in the media beside them."""

    cards: tuple[IdeaCard, ...]  # best first
    media: tuple[MediaTrend, ...]  # surest first
    wishes: int  # read as demand
    refused: tuple[tuple[str, int], ...]  # (because, clauses), most first
    alone: int  # demands in no card: too few people ask for the same
