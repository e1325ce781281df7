"""Reads stored feedback again where another recipe read it, beside everything else.

A new recipe must not stop the house: only to store a batch, and to file the voices at the end, is
the lock of scans held. Imports, scans of what is new and reports go on. What the other recipe read
stays until a whole batch takes its place, and reports say which recipe read what.
"""

from datetime import datetime
from functools import partial
from math import inf
from time import perf_counter

from voc.pipeline.forgetting import Upkeep, expire
from voc.pipeline.scan import Outcome, Progress, Tools, batches, file_voices, read
from voc.ports.store import Store
from voc.types.opinion import Reading
from voc.types.scan import Recipe, ScanState


def run_reread(
    store: Store,
    tools: Tools,
    recipe: Recipe,
    now: datetime,
    *,
    since: datetime | None = None,
    upkeep: Upkeep | None = None,
    progress: Progress = lambda _: None,
) -> Outcome | None:
    """Read again what other recipes read; None where there was nothing to do.

    One that was killed is taken up where its last whole batch ended, whenever that was. Voices
    told as before keep their issues. Raises StoreError while another re-reading runs.
    """
    with store.reread_lock():
        if upkeep is not None:
            with store.lock(inf):
                expire(store, upkeep, partial(store.open, recipe, now, reread=True), now)
        last = store.latest(reread=True)
        work = batches(partial(store.outdated, recipe.id, since=since))
        first = next(work, None)
        if first is None and (last is None or last.state is ScanState.DONE):
            return None
        scan = store.open(recipe, now, reread=True)
        started = perf_counter()
        for done, readings in read(tools, first, work):
            with store.lock(inf):
                store.save(scan, _still_stored(store, readings))
            progress(done)
        annotated = perf_counter()
        with store.lock(inf):
            scan = file_voices(store, tools, scan, recipe, now)
        return Outcome(
            scan=scan, annotation_s=annotated - started, grouping_s=perf_counter() - annotated
        )


def _still_stored(store: Store, readings: list[Reading]) -> list[Reading]:
    """Feedback may have been forgotten while it was being read."""
    stored = store.get([reading.id for reading in readings])
    return [reading for reading in readings if reading.id in stored]
