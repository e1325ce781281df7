"""One batch run over what is new: read it, then file its complaints and wishes in the ledger."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from time import perf_counter

from voc.insight.discover import discover
from voc.pipeline.annotate import Batch
from voc.ports.language import ScriptFolder, Segmenter
from voc.ports.models import PhraseEncoder
from voc.ports.runners import Runner
from voc.ports.store import Store
from voc.text.document import quote_words
from voc.types.issue import Discovery, Phrase, Voice
from voc.types.opinion import Reading
from voc.types.scan import Recipe, Scan, ScanTally

# One transaction each: small enough that a kill loses little, large enough that commits are cheap.
BATCH = 500
# Of a known issue its most central voices say where it lies; more change its centre little.
CORE_VOICES = 50

Progress = Callable[[int], None]  # called with the number of texts read so far
BuildAnnotator = Callable[[], Callable[[Batch], list[Reading]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tools:
    """What a scan works with."""

    runner: Runner
    build_annotator: BuildAnnotator  # called once a worker
    segmenter: Segmenter
    folder: ScriptFolder
    encoder: PhraseEncoder


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
    reread: bool = False,
    progress: Progress = lambda _: None,
) -> Outcome | None:
    """Read what has no reading yet and discover issues; None where there was nothing to do.

    A scan that was killed is taken up where its last whole batch ended. ``reread`` also reads
    again what another recipe read. Raises StoreError while another scan runs.
    """
    with store.lock():
        last = store.latest()
        left = last is not None and last.state == "running"
        work = _batches(store, since, recipe.id if reread else None)
        first = next(work, None)
        if first is None and not left:
            return None
        scan = store.open(recipe, now)
        started = perf_counter()
        if first is not None:
            _annotate(store, tools, scan, _chain(first, work), progress)
        annotated = perf_counter()
        discovery = _discover(store, tools, recipe)
        scan = store.finish(scan, discovery, _tally(store.annotated(scan), discovery), now)
        return Outcome(
            scan=scan, annotation_s=annotated - started, grouping_s=perf_counter() - annotated
        )


def _annotate(
    store: Store, tools: Tools, scan: Scan, batches: Iterator[Batch], progress: Progress
) -> None:
    done = 0
    for readings in tools.runner.map(tools.build_annotator, batches):
        store.save(scan, readings)
        done += len(readings)
        progress(done)


def _batches(store: Store, since: datetime | None, reread: str | None) -> Iterator[Batch]:
    after = 0
    while page := store.pending(since=since, reread_recipe=reread, after=after, limit=BATCH):
        yield [(feedback.id, feedback.text) for _, feedback in page]
        after = page[-1][0]


def _chain(first: Batch, rest: Iterator[Batch]) -> Iterator[Batch]:
    yield first
    yield from rest


def _discover(store: Store, tools: Tools, recipe: Recipe) -> Discovery:
    loose = [_phrase(voice, tools) for voice in store.loose_voices()]
    core = {
        issue_id: tuple(_phrase(voice, tools) for voice in voices)
        for issue_id, voices in store.core_voices(CORE_VOICES).items()
    }
    return discover(loose, core, tools.encoder.encode, recipe)


def _phrase(voice: Voice, tools: Tools) -> Phrase:
    return Phrase(voice=voice, words=quote_words(voice.quote, tools.segmenter, tools.folder))


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
    )
