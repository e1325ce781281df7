"""One batch run over what is new: read it, then file its complaints and wishes in the ledger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo
from functools import partial
from itertools import chain
from time import perf_counter
from typing import Protocol

from voc.insight.discover import discover
from voc.insight.retelling import retold
from voc.pipeline.annotate import Batch, Item
from voc.pipeline.copies import file_copies
from voc.pipeline.forgetting import Upkeep, expire
from voc.pipeline.judging import judge_of, open_dangers
from voc.pipeline.suspects import find_suspects
from voc.ports.language import ScriptFolder, WordReader
from voc.ports.models import PhraseEncoder
from voc.ports.runners import Runner
from voc.ports.store import Store
from voc.text.document import plain
from voc.types.feedback import Feedback
from voc.types.issue import Discovery, Phrase, Voice
from voc.types.opinion import Reading
from voc.types.scan import Recipe, Scan, ScanState, ScanTally

# One transaction each: small enough that a kill loses little, large enough that commits are cheap.
BATCH = 500
# Of a known issue its most central voices say where it lies; more change its centre little.
CORE_VOICES = 50
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
    progress: Progress = lambda _: None,
) -> Outcome | None:
    """Read what has no reading yet and discover issues; None where there was nothing to do.

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
        if first is None and (last is None or last.state is ScanState.DONE):
            return None
        scan = store.open(recipe, now)
        started = perf_counter()
        for done, readings in read(tools, first, work):
            store.save(scan, readings)
            progress(done)
        annotated = perf_counter()
        scan = file_voices(store, tools, scan, recipe, now)
        return Outcome(
            scan=scan, annotation_s=annotated - started, grouping_s=perf_counter() - annotated
        )


def batches(pages: Pages) -> Iterator[Batch]:
    """All that ``pages`` gives, a batch at a time, each asked for when it is wanted."""
    after = 0
    while page := pages(after=after, limit=BATCH):
        yield [Item(told.id, told.text, told.posted_at, told.kind) for _, told in page]
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


def file_voices(store: Store, tools: Tools, scan: Scan, recipe: Recipe, now: datetime) -> Scan:
    """Flags copies and suspects, files the voices, closes the scan; under the lock.

    Voices and the end of the scan are one transaction.
    """
    file_copies(store, tools.folder, scan)
    find_suspects(store, tools.folder, scan)
    least_sure = recipe.critical_threshold
    discovery = open_dangers(
        store, tools.words, tools.folder, _discover(store, tools, recipe), least_sure
    )
    tally = _tally(store.annotated(scan), discovery)
    return store.finish(scan, discovery, tally, now, judge_of(store, tools.zone, now, least_sure))


def _discover(store: Store, tools: Tools, recipe: Recipe) -> Discovery:
    """Voices that leave still say where their issue lies: what is told anew may join it."""
    kept, left = retold(store.reread_voices())
    filed = {told.place for _, told in kept}
    loose = [_phrase(voice, tools) for voice in store.loose_voices() if voice.place not in filed]
    core = {
        issue_id: tuple(_phrase(voice, tools) for voice in voices)
        for issue_id, voices in store.core_voices(CORE_VOICES).items()
    }
    return replace(discover(loose, core, tools.encoder.encode, recipe), kept=kept, left=left)


def _phrase(voice: Voice, tools: Tools) -> Phrase:
    return Phrase(voice=voice, words=tools.words.read(plain(voice.quote, tools.folder)))


def _tally(annotated: ScanTally, discovery: Discovery) -> ScanTally:
    founding = sum(len(issue.voices) for issue in discovery.opened)
    joined, single = len(discovery.joined), len(discovery.single)
    return replace(
        annotated,
        voices=joined + founding + single,
        joined=joined,
        founding=founding,
        single=single,
        issues_opened=len(discovery.opened),
        kept=len(discovery.kept),
        left=len(discovery.left),
    )
