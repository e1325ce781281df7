"""An import in a process of its own, so that its peak memory is that of one import."""

import multiprocessing
import resource
import time
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from voc.channels.feedback_file import FeedbackFile
from voc.channels.occurrences import Occurrences
from voc.errors import InputError
from voc.pipeline.importing import import_feedback
from voc.stores.sql_store import SqlStore
from voc.types.scan import Tally

NOW = datetime(2026, 11, 21, tzinfo=UTC)
PATIENCE_S = 120

# Every process begins as a copy of one that has loaded what an import needs: to load it anew took
# longer than most of these imports.
FORKING = multiprocessing.get_context("forkserver")
FORKING.set_forkserver_preload(["voc.channels.feedback_file", "voc.stores.sql_store"])


@dataclass(frozen=True)
class Outcome:
    error: str | None
    read: int
    added: int
    rejected: int
    reasons: list[str]
    stored: int
    seconds: float
    grown_mib: float  # peak memory of the import above that of a process ready to import


def run_import(path: Path, database: Path) -> Outcome:
    with ProcessPoolExecutor(1, mp_context=FORKING) as alone:
        return alone.submit(_measured, path, database).result(PATIENCE_S)


def _measured(path: Path, database: Path) -> Outcome:
    store = SqlStore(f"sqlite:///{database}")
    store.upgrade()
    source = FeedbackFile(path, channel="shop", mapping={}, zone=ZoneInfo("Asia/Shanghai"), now=NOW)
    tally, error = Tally(), None
    before, start = _peak_mib(), time.perf_counter()
    with Occurrences() as occurrence:
        try:
            tally = import_feedback(source, store, b"secret", occurrence)
        except InputError as err:
            error = str(err)
    outcome = Outcome(
        error=error,
        read=tally.read,
        added=tally.added,
        rejected=tally.rejected,
        reasons=[reject.reason for reject in store.rejects(5)],
        stored=store.count(),
        seconds=time.perf_counter() - start,
        grown_mib=_peak_mib() - before,
    )
    store.close()
    return outcome


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
