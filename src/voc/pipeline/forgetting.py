"""Forgetting people, and what has been kept long enough."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from voc.insight.words.renaming import renamed
from voc.insight.words.telling import telling
from voc.ports.home import KeptFiles
from voc.ports.language import ScriptFolder, WordReader
from voc.ports.removals import Rename
from voc.ports.store import Store
from voc.text.document import plain
from voc.text.identity import author_key, person_key
from voc.types.forgetting import Person, Removed, Retention
from voc.types.issue import Issue, Voice
from voc.types.scan import Scan

# A batch of a re-reading is stored by then. A scan is not, and that is an error.
WAIT_S = 10.0
# Daily scans expire a little each, and to write a large database anew for it would take longer
# than they do. A person is not kept waiting.
SWEEP_EVERY = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Upkeep:
    """What a scan removes before it reads."""

    retention: Retention
    keep_raw: bool  # unmasked texts stay; else those of an earlier choice go
    files: KeptFiles
    rename: Rename


def person_called(name: str, channel: str | None, secret: bytes) -> Person:
    return Person(
        name=name,
        key_on=lambda on: author_key(name, on, secret),
        key_anywhere=person_key(name, secret),
        channel=channel,
    )


def forget_person(
    store: Store,
    files: KeptFiles,
    rename: Rename,
    person: Person,
    now: datetime,
    *,
    dry_run: bool = False,
) -> Removed:
    """Remove all of a person; a dry run only counts it. Raises StoreError while a scan runs.

    Finishes what a killed removal left, too: to run it again is always right.
    """
    with store.lock(WAIT_S):
        removed = store.forget(person, rename, files.written(), now, dry_run=dry_run)
        if not dry_run:
            _finish(store, files, now)
        return removed


def expire(store: Store, upkeep: Upkeep, scan: Callable[[], Scan], now: datetime) -> None:
    """Remove what has been kept long enough, counted by ``scan``; under the lock of scans."""
    if store.expired(upkeep.retention, now):
        store.expire(upkeep.retention, upkeep.rename, upkeep.files.written(), scan(), now)
    if not upkeep.keep_raw and store.count_unmasked():
        store.drop_unmasked(scan(), now)
    _finish(store, upkeep.files, now)


def renaming(words: WordReader, folder: ScriptFolder) -> Rename:
    """Names issues by the voices left, read as discovery reads them."""

    def rename(issue: Issue, voices: Sequence[Voice]) -> tuple[str, ...]:
        quotes = [plain(voice.quote, folder) for voice in voices]
        told = [telling(words.read(quote), issue.product) for quote in quotes]
        return renamed(issue.terms, issue.topic, told, quotes)

    return rename


def _finish(store: Store, files: KeptFiles, now: datetime) -> None:
    removals = store.unfinished()
    for removal in removals:
        files.remove(removal.reports, removal.lines)
    if any(one.of_person or now - one.at >= SWEEP_EVERY for one in removals):
        store.finish_removals(removals)
    else:
        store.leave_bytes(removals)
