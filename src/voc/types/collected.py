"""What collecting brings home, before any of it is feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voc.types.feedback import Reject


class TimeCertainty(StrEnum):
    """Where a time was told, surest first."""

    FEED = "feed"
    METADATA = "metadata"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """When something was posted, and who says so."""

    at: datetime  # aware, UTC
    certainty: TimeCertainty


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One entry of a feed."""

    id: str  # the feed's own, else the url, else a hash of what it says; unique within its feed
    url: str | None  # absolute, http or https
    title: str | None  # plain text, never blank
    body: str | None  # HTML or text as sent, not sanitized
    author: str | None
    posted: Told | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed as read. One refused as a whole has no format and one reject, placed at its url."""

    format: str | None  # "rss20", "atom10", "jsonfeed" …
    title: str | None
    items: tuple[FeedItem, ...]  # in the feed's order
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    url: str  # absolute, http or https
    lastmod: datetime | None  # aware, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    is_index: bool  # entries are sitemaps, not pages
    entries: tuple[SitemapEntry, ...]
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """One feed in somebody's list of feeds."""

    title: str | None
    url: str  # absolute, http or https


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedList:
    links: tuple[FeedLink, ...]  # each url once
    rejects: tuple[Reject, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """One answer of a server, as it was sent."""

    url: str  # as asked
    final_url: str  # after redirects
    status: int
    headers: Mapping[str, str]  # names in lower case; several of a name joined by commas
    body: bytes  # decompressed
    fetched_at: datetime  # aware, UTC
    from_cache: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """What a page tells, without what stands around it."""

    url: str  # where it was found, after redirects
    canonical_url: str | None  # as the page names itself, else its own address, in canonical form
    title: str | None
    text: str  # paragraphs on lines of their own, never blank
    author: str | None
    site: str | None
    language: str | None  # as the page declares it, lower case: "zh-cn"
    posted: Told | None
    noindex: bool  # the page asks not to be kept
    paywalled: bool  # the page says that it is not free to read
