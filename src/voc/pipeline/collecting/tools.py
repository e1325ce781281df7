"""What a round works with; the adapters among it are joined in bootstrap."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from time import monotonic
from typing import Protocol

from voc.ports.collecting import CollectStore
from voc.ports.feedback import FeedbackStore
from voc.ports.fetching import ArticleReader, Fetcher
from voc.types.collected import Feed, Fetched, Sitemap
from voc.types.feedback import RawFeedback
from voc.types.items import Lead
from voc.types.source import Outcome, Source, SourceDay, SourceState
from voc.types.trial import RowsPage


class RoundStore(FeedbackStore, CollectStore, Protocol):
    """What a round stores into."""


# (source's days, state before, outcome, now) -> state after.
Judge = Callable[[Sequence[SourceDay], SourceState, Outcome, datetime], SourceState]
# (address, how often it gave the same text, now, how old it was when first heard of)
# -> when it is asked again, if ever.
Plan = Callable[[str, int, datetime, timedelta], datetime | None]


def _no_headers(_: Source) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectTools:
    fetcher: Fetcher
    articles: Callable[[], AbstractContextManager[ArticleReader]]  # opened once a round
    feed: Callable[[Fetched], Feed]
    sitemap: Callable[[Fetched], Sitemap]
    links: Callable[[Fetched, Source], Sequence[Lead]]  # of a page of links
    rows: Callable[[Fetched, Source], RowsPage]  # of a page of reviews, or of JSON
    folder: Callable[[RoundStore, Source, datetime], SourceDay]  # takes in what is new in it
    # As it is to be kept: with the passages that name what is watched. None: it names nothing.
    hears: Callable[[RawFeedback], RawFeedback | None]
    plan: Plan
    judge: Judge
    secret: bytes  # behind keys of authors and ids of rows
    zone: tzinfo  # cuts days
    keep_raw: bool = False  # keep what masking changed as it was written
    headers: Callable[[Source], Mapping[str, str]] = _no_headers  # with secrets; of entries only
    timer: Callable[[], float] = monotonic  # seconds that no clock's jump changes
