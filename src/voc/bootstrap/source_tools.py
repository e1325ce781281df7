"""Joins what reads sources; every adapter is imported on first use."""

import os
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from voc.bootstrap.fetching import fetcher
from voc.bootstrap.settings import Settings
from voc.bootstrap.sources import sources
from voc.errors import InputError, SettingsError
from voc.pipeline.folders import FolderStore, take_folder
from voc.pipeline.importing import Progress, import_feedback
from voc.ports.store import Store
from voc.text.names import path_text
from voc.types.collected import FeedList, Fetched
from voc.types.items import Lead
from voc.types.scan import Tally
from voc.types.source import Source, SourceDay
from voc.types.trial import PageTrial, RowsPage

if TYPE_CHECKING:
    from voc.pipeline.source_readers import SourceReaders

__all__ = ["fetcher"]
_LONGEST_OPML = 8 << 20


def file_sources(settings: Settings) -> tuple[Source, ...]:
    """Those of voc.toml; relative paths are seen from where it lies."""
    base = settings.environment.config.parent.resolve()
    return sources(settings.file.sources, base)


def keep_file_sources(store: Store, settings: Settings, now: datetime) -> None:
    """Bring the store's sources to what voc.toml says. Raises InputError where names clash."""
    store.keep_sources(file_sources(settings), now)


def secret_headers(source: Source) -> Mapping[str, str]:
    """With the values of the environment. Raises SettingsError where one is not set."""
    told = {}
    for header, variable in source.secret_headers.items():
        value = os.environ.get(variable, "").strip()
        if not value:
            raise SettingsError(
                f"Source “{source.name}” sends the header {header}, but the environment variable "
                f"{variable} is not set."
            )
        if not value.isprintable() or not value.isascii():
            raise SettingsError(f"{variable} holds what cannot be sent in a header.")
        told[header] = value
    return told


def links_of(settings: Settings) -> Callable[[Fetched, Source | None], tuple[Lead, ...]]:
    """Links of a page to articles, by the source's spec where there is one."""
    from voc.channels.specs.links import read_links

    zone = settings.zone
    return lambda page, source: read_links(page, source.spec if source else None, zone)


def rows_of(
    settings: Settings, clock: Callable[[], datetime]
) -> Callable[[Fetched, Source], RowsPage]:
    """Rows of a page as the source's spec tells."""
    from voc.channels.specs.rows import read_rows

    def read(page: Fetched, source: Source) -> RowsPage:
        if source.spec is None:
            raise InputError(f"Source “{source.name}” has no spec; see docs/sources.md.")
        return read_rows(page, source.spec, source, settings.zone, clock())

    return read


def folder_taker(store: FolderStore, settings: Settings) -> Callable[[Source, datetime], SourceDay]:
    """Imports what is new in a watched folder; the day it gives is stored already."""
    from voc.channels.folder_trial import feedback_file
    from voc.channels.folders import TableFolders
    from voc.channels.occurrences import Occurrences

    def take_file(path: Path, source: Source, progress: Progress, *, now: datetime) -> Tally:
        file = feedback_file(path, source, settings.zone, now)
        with Occurrences() as occurrence:
            return import_feedback(
                file, store, settings.author_secret(), occurrence, progress,
                keep_raw=settings.file.privacy.keep_raw,
            )  # fmt: skip

    def take(source: Source, now: datetime) -> SourceDay:
        return take_folder(
            store,
            source,
            TableFolders(),
            partial(take_file, now=now),
            now=now,
            zone=settings.zone,
        )

    return take


def source_readers(settings: Settings, now: datetime) -> "SourceReaders":
    """What `voc sources add` and `voc sources check` read pages with."""
    from voc.channels.articles import read_article
    from voc.channels.feeds.feed import read_feed
    from voc.channels.feeds.sitemap import read_sitemap
    from voc.channels.folder_trial import try_folder
    from voc.channels.specs.article_links import is_article
    from voc.channels.specs.feed_links import linked_feeds
    from voc.channels.specs.rows import try_rows
    from voc.pipeline.source_readers import SourceReaders

    zone = settings.zone

    def rows(page: Fetched, source: Source, most: int) -> PageTrial:
        if source.spec is None:
            raise InputError(f"Source “{source.name}” has no spec; see docs/sources.md.")
        return try_rows(page, source.spec, source, zone, now, most=most)

    return SourceReaders(
        feed=lambda page: read_feed(
            page.body, url=page.final_url, content_type=_content_type(page), zone=zone, now=now
        ),
        sitemap=lambda page: read_sitemap(
            page.body, url=page.final_url, content_type=_content_type(page), zone=zone, now=now
        ),
        links=links_of(settings),
        linked_feeds=linked_feeds,
        article=partial(read_article, zone=zone),
        is_article=is_article,
        rows=rows,
        folder=lambda source, most: try_folder(source, zone, now, most),
        headers=secret_headers,
    )


def opml(path: Path) -> FeedList:
    """The feeds of a list. Raises InputError where it cannot be read."""
    from voc.channels.feeds.opml import read_opml

    try:
        with path.open("rb") as file:
            body = file.read(_LONGEST_OPML + 1)
    except OSError as err:
        raise InputError(f"Cannot read {path_text(path)}: {err.strerror}. Check the path.") from err
    return read_opml(body, where=path_text(path))


def _content_type(page: Fetched) -> str | None:
    return page.headers.get("content-type")
