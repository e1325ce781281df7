"""What collecting brings home, before any of it is feedback."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


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
