"""What is new in a watched folder is imported, each file once for what stands in it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Protocol

from voc.errors import InputError
from voc.pipeline.importing import Progress
from voc.ports.collecting import CollectStore
from voc.ports.feedback import FeedbackStore
from voc.ports.folders import FolderFile, WatchedFolders
from voc.types.feedback import Reject
from voc.types.items import Entry
from voc.types.scan import Tally
from voc.types.source import Source, SourceDay


class FolderStore(CollectStore, FeedbackStore, Protocol):
    """What a folder is taken into."""


# Imports one file; raises InputError where it cannot be read or breaks off.
TakeFile = Callable[[Path, Source, Progress], Tally]


def take_folder(
    store: FolderStore,
    source: Source,
    folders: WatchedFolders,
    take_file: TakeFile,
    *,
    now: datetime,
    zone: tzinfo,
) -> SourceDay:
    """Import the files of a folder that are new or changed; the day given is stored already.

    A file still being written is left for the next time. One that cannot be read counts as one
    reject, and is not tried again until it changes. Killed in the middle, the next time goes on:
    rows that were stored are known.
    """
    day = SourceDay(source=source.name, day=now.astimezone(zone).date())
    try:
        files = folders.look(Path(source.place), now).ready
    except InputError as err:
        failed = replace(day, asked=1, failed=1)
        store.take_items([], [failed])
        store.add([], [Reject(where=source.name, reason=str(err))])
        return failed
    known = {entry.url: entry for entry in store.entries(source.name)}
    total = day
    for file in files:
        before = known.get(file.url)
        if before is not None and before.lastmod == file.changed_at:
            continue
        digest = folders.digest(file)
        if digest is None:
            continue
        if before is not None and before.digest == digest:
            came = replace(day, asked=1, unchanged=1)
        else:
            came = _imported(store, source, take_file, file, day)
        store.take_entry(_entry(source, file, digest, now), (), came)
        total = total.plus(came)
    return total


def _entry(source: Source, file: FolderFile, digest: str, now: datetime) -> Entry:
    return Entry(
        source=source.name, url=file.url, digest=digest, lastmod=file.changed_at, taken_at=now
    )


def _imported(
    store: FolderStore, source: Source, take_file: TakeFile, file: FolderFile, day: SourceDay
) -> SourceDay:
    tally, broken = Tally(), 0

    def hear(so_far: Tally) -> None:
        nonlocal tally
        tally = so_far

    try:
        tally = take_file(file.path, source, hear)
    except InputError as err:
        store.add([], [Reject(where=f"{source.name}: {file.name}", reason=str(err))])
        broken = 1
    return replace(
        day,
        asked=1,
        failed=broken,
        new=tally.added,
        read=tally.read + broken,
        kept=tally.added,
        counted=tally.known,
        rejected=tally.rejected + broken,
    )
