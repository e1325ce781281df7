"""Joins what a round of collecting works with; every adapter is imported on first use."""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import datetime
from functools import cache, partial

from voc.bootstrap import wiring
from voc.bootstrap.fetching import article_reader, fetcher
from voc.bootstrap.settings import Settings
from voc.bootstrap.source_tools import (
    folder_taker,
    keep_file_sources,
    links_of,
    secret_headers,
)
from voc.errors import InputError
from voc.insight.health.judging import judge
from voc.insight.health.pauses import next_asking
from voc.pipeline.collecting import CollectTools, run_round
from voc.pipeline.collecting.round import Progress
from voc.pipeline.mentions import Mentions
from voc.ports.store import Store
from voc.types.collected import Feed, Fetched, Sitemap
from voc.types.rounds import RoundTally
from voc.types.source import Health, Source, SourceState
from voc.types.trial import RowsPage


def collect_tools(settings: Settings) -> CollectTools:
    """Raises SettingsError where voc[collect] is not installed."""
    from voc.channels.feeds.feed import read_feed
    from voc.channels.feeds.sitemap import read_sitemap
    from voc.channels.specs.rows import read_rows

    zone = settings.zone

    def feed(page: Fetched) -> Feed:
        return read_feed(
            page.body, url=page.final_url, content_type=page.headers.get("content-type"),
            zone=zone, now=page.fetched_at,
        )  # fmt: skip

    def sitemap(page: Fetched) -> Sitemap:
        return read_sitemap(
            page.body, url=page.final_url, content_type=page.headers.get("content-type"),
            zone=zone, now=page.fetched_at,
        )  # fmt: skip

    @cache
    def mentions() -> Mentions:  # a second to make, and most rounds read no article
        return wiring.mentions(settings)

    def rows(page: Fetched, source: Source) -> RowsPage:
        if source.spec is None:
            raise InputError(f"Source “{source.name}” has no spec; see docs/sources.md.")
        return read_rows(page, source.spec, source, zone, page.fetched_at)

    return CollectTools(
        fetcher=fetcher(settings),
        articles=partial(article_reader, settings),
        feed=feed,
        sitemap=sitemap,
        links=links_of(settings),
        rows=rows,
        folder=lambda store, source, now: folder_taker(store, settings)(source, now),
        hears=lambda raw: mentions().mention(raw),
        plan=next_asking,
        judge=partial(judge, zone=zone),
        secret=settings.author_secret(),
        zone=zone,
        keep_raw=settings.file.privacy.keep_raw,
        headers=secret_headers,
    )


def collect(
    settings: Settings,
    names: Sequence[str],
    clock: Callable[[], datetime],
    *,
    progress: Progress = lambda _: None,
    limit_s: float | None = None,
) -> RoundTally:
    """One round of the sources called ``names``; without any, of all that may be asked now.

    Raises InputError, SettingsError, CollectError, StoreError.
    """
    with closing(wiring.open_store(settings)) as store:
        keep_file_sources(store, settings, clock())
        asked = _chosen(store, names, clock())
        return run_round(
            store, collect_tools(settings), asked, clock, progress=progress, limit_s=limit_s
        )


def _chosen(store: Store, names: Sequence[str], now: datetime) -> list[Source]:
    known = {source.name: source for source in store.sources()}
    missing = next((name for name in names if name not in known), None)
    if missing is not None:
        raise InputError(f"No source is called “{missing}”. See `voc sources list`.")
    if names:
        return [known[name] for name in dict.fromkeys(names)]
    left = {one.source for one in store.source_states() if _is_left(one, now)}
    return [source for name, source in known.items() if name not in left]


def _is_left(state: SourceState, now: datetime) -> bool:
    """A person paused it, or its server wants no question yet."""
    waits = state.retry_at is not None and state.retry_at > now
    return waits or state.health is Health.PAUSED
