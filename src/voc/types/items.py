"""What is known of articles and of the pages that tell of them."""

from dataclasses import dataclass
from datetime import datetime

from voc.types.collected import Told
from voc.types.fetching import NO_VALIDATORS, Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A page of a source that tells of items: a feed, a sitemap, a list, pages of reviews."""

    source: str
    url: str  # canonical
    validators: Validators = NO_VALIDATORS
    digest: str | None = None  # of the bytes that were last taken in
    lastmod: datetime | None = None  # of a sitemap inside an index, as last taken in
    taken_at: datetime | None = None  # aware, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """An item as an entry tells of it, not read yet."""

    url: str  # canonical
    title: str | None = None
    posted: Told | None = None
    changed: datetime | None = None  # lastmod: asked again where it is later than the last asking


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An article that is known by its address."""

    source: str  # that told of it first
    url: str  # canonical; no two alike, over all sources
    title: str | None
    posted: Told | None
    first_seen: datetime
    version: int  # how many different texts were read of it; 0: none yet
    digest: str | None  # of the text that was read last
    validators: Validators
    asked: int  # how often it was asked since its text changed last
    failures: int  # in a row
    due_at: datetime | None  # None: never again


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTaken:
    """What came of asking an item once."""

    url: str
    version: int
    digest: str | None
    validators: Validators
    asked: int
    failures: int
    due_at: datetime | None
    asked_at: datetime | None = None  # this time; what an entry says changed since is due again
    canonical_url: str | None = None  # what the page calls itself: further leads to it are known
