"""What a small internet consists of, and what it remembers of who asked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum
from typing import Literal

Language = Literal["zh", "zh-hant", "en", "ko"]
ROBOTS = "User-agent: *\nDisallow: /private/\n"
# Long past on any machine, so that no reader takes an article for one of tomorrow.
FIRST_ARTICLE = datetime(2025, 6, 2, 1, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """One host. It answers to every path told in server.py; ``entry`` is where a source begins."""

    host: str  # an address in 127.0.0.0/8, or a name that is told in the Host header alone
    kind: Literal["feed", "sitemap", "list"] = "feed"
    entry: str = "/feed.rss"
    articles: int = 20  # published from the start
    language: Language = "zh"
    charset: str = "utf-8"  # of pages and of feeds in XML; letters it lacks are sent as entities
    declared: Literal["header", "meta", "nowhere"] = "header"
    page_bytes: int = 30_000  # about, of an article's page; the text is 3 to 6 KB of it
    shown: int = 50  # articles in a feed
    linked: int = 50  # articles on a page of the list, reviews on a page of reviews
    per_sitemap: int = 10  # articles in each sitemap of the index
    reviews: int = 0
    full_feed: bool = False  # the feed carries whole articles
    robots: str | None = ROBOTS  # None: 404
    etags: bool = True
    last_modified: bool = True
    gzip: bool = False
    takes_s: float = 0.0  # before each answer
    named_every: int = 0  # each so manieth article complains of the brand; 0: none
    noindex_every: int = 0
    paywalled_every: int = 0
    private_every: int = 0  # stands under /private/, which ROBOTS forbids; entries tell of it


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    sites: tuple[Site, ...]
    seed: int = 1
    start: datetime = FIRST_ARTICLE  # of the oldest article of each site; one an hour follows
    brand: str = "屿禾"
    product: str = "烤海苔脆片"


class Ill(StrEnum):
    """What ails a host."""

    STATUS = "status"  # answers with ``status``
    HANG = "hang"  # takes the question and says nothing
    DROP = "drop"  # breaks off in the middle of the body
    TRICKLE = "trickle"  # a byte now and then
    SLOW = "slow"  # answers as it should, after ``wait_s``
    REFUSE = "refuse"  # closes the connection without a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    ill: Ill
    status: int = 503
    retry_after: str | None = None  # as sent: seconds, or a date
    times: int | None = None  # requests it lasts for; None: until healed
    share: float = 1.0  # of the requests that suffer, drawn by the world's seed
    path: str = "/"  # what the paths that suffer begin with
    robots: bool = False  # whether robots.txt suffers too
    wait_s: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One article as it stands now."""

    number: int  # on its site, 0 is the oldest
    path: str
    title: str
    paragraphs: tuple[str, ...]
    code: str  # stands in the text: no two articles, nor two versions of one, share it
    at: datetime
    changed: datetime
    version: int = 1
    removed: int | None = None  # the status it is gone with
    names_brand: bool = False
    noindex: bool = False
    paywalled: bool = False
    private: bool = False
    codes: tuple[str, ...] = ()  # of all versions, oldest first


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    id: str
    text: str
    rating: int  # of 5
    author: str
    product: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request in the log of the servers."""

    at: float  # monotonic seconds, the same clock in every process of a machine
    until: float | None  # None: not answered to its end yet
    host: str
    path: str  # with its query
    status: int  # 0: nothing was answered
    sent: int  # bytes of the body
    at_once: int  # requests this host was answering at that moment, this one too
    cut: bool  # the asker went before the end
    headers: Mapping[str, str] = field(default_factory=dict)  # as asked, names in lower case
