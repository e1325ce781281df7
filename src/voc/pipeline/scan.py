"""One batch run over what is new: read it, then file its complaints and wishes in the ledger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import partial
from itertools import chain
from time import perf_counter
from typing import Protocol

from voc.pipeline.annotate import Batch, Item
from voc.pipeline.copies import file_copies
from voc.pipeline.discovering import Means, discover, with_discovery
from voc.pipeline.forgetting import Upkeep, expire
from voc.pipeline.judging import judge_of, open_dangers
from voc.pipeline.phrases import Reading as PhraseReading
from voc.pipeline.suspects import find_suspects
from voc.ports.language import ScriptFolder, WordReader
from voc.ports.models import PhraseEncoder
from voc.ports.runners import Runner
from voc.ports.store import Store
from voc.types.feedback import Feedback
from voc.types.opinion import Reading
from voc.types.scan import Recipe, Scan, ScanState

# One transaction each: small enough that a kill loses little, large enough that commits are cheap.
BATCH = 500
# A re-reading that stores a batch is done by then. Another scan is not, and that is an error.
WAIT_S = 10.0

Progress = Callable[[int], None]  # called with the number of texts read so far
BuildAnnotator = Callable[[], Callable[[Batch], list[Reading]]]


class Pages(Protocol):
    """Asks the store for (seq, feedback) from a place on; ScanStore.pending is one."""

    def __call__(self, *, after: int, limit: int) -> list[tuple[int, Feedback]]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a scan works with."""

    runner: Runner
    build_annotator: BuildAnnotator  # called once a worker
    words: WordReader
    folder: ScriptFolder
    encoder: PhraseEncoder
    zone: tzinfo  # cuts the days that judgements count by


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A finished scan and how long its two halves took in this run."""

    scan: Scan
    annotation_s: float
    grouping_s: float


def run_scan(
    store: Store,
    tools: Tools,
    recipe: Recipe,
    now: datetime,
    *,
    since: datetime | None = None,
    upkeep: Upkeep | None = None,
    regroup: bool = False,
    progress: Progress = lambda _: None,
) -> Outcome | None:
    """Read what has no reading yet and discover issues; None where there was nothing to do.

    ``regroup`` groups all voices as a whole, and that is something to do.

    First, what ``upkeep`` says has been kept long enough is removed: it is not read any more.
    A scan that was killed is taken up where its last whole batch ended. Raises StoreError while
    another scan runs.
    """
    with store.lock(WAIT_S):
        if upkeep is not None:
            expire(store, upkeep, partial(store.open, recipe, now), now)
        last = store.latest()
        work = batches(partial(store.pending, since=since))
        first = next(work, None)
        if first is None and not regroup and (last is None or last.state is ScanState.DONE):
            return None
        scan = store.open(recipe, now)
        started = perf_counter()
        for done, readings in read(tools, first, work):
            store.save(scan, readings)
            progress(done)
        annotated = perf_counter()
        scan = file_voices(store, tools, scan, recipe, now, regroup=regroup)
        return Outcome(
            scan=scan, annotation_s=annotated - started, grouping_s=perf_counter() - annotated
        )


def batches(pages: Pages) -> Iterator[Batch]:
    """All that ``pages`` gives, a batch at a time, each asked for when it is wanted."""
    after = 0
    while page := pages(after=after, limit=BATCH):
        yield [
            Item(told.id, told.text, told.posted_at, told.kind, told.passages) for _, told in page
        ]
        after = page[-1][0]


def read(
    tools: Tools, first: Batch | None, rest: Iterator[Batch]
) -> Iterator[tuple[int, list[Reading]]]:
    """(texts read by then, readings) a batch. Without a first one no model is loaded."""
    if first is None:
        return
    done = 0
    for readings in tools.runner.map(tools.build_annotator, chain([first], rest)):
        done += len(readings)
        yield done, readings


def file_voices(
    store: Store,
    tools: Tools,
    scan: Scan,
    recipe: Recipe,
    now: datetime,
    *,
    regroup: bool = False,
) -> Scan:
    """Flags copies and suspects, files the voices, closes the scan; under the lock.

    Voices and the end of the scan are one transaction. ``regroup`` groups every shelf as a whole.
    """
    file_copies(store, tools.folder, scan)
    find_suspects(store, tools.folder, scan)
    reading = PhraseReading(tools.words, tools.folder)
    least_sure = recipe.danger_threshold
    found = discover(store, Means(reading, tools.encoder), recipe, regroup)
    discovery = open_dangers(store, reading.tell, found, least_sure)
    tally = with_discovery(store.annotated(scan), discovery)
    return store.finish(scan, discovery, tally, now, judge_of(store, tools.zone, now, least_sure))
