"""The scheduler of this process, joined and run until a signal stops it."""

import os
import secrets
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime

from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings
from voc.bootstrap.source_tools import keep_file_sources
from voc.errors import NotFoundError
from voc.insight.health.pauses import next_pause
from voc.ports.store import Store
from voc.schedule.actions import actions
from voc.schedule.jobs import source_jobs, standing_jobs
from voc.schedule.loop import Scheduler
from voc.types.schedule import Job


def run_forever(settings: Settings) -> None:
    """Until SIGTERM or SIGINT; a second one ends it at once. Raises StoreError, InputError."""
    with closing(wiring.open_store(settings)) as store:
        scheduler = Scheduler(
            store,
            lambda: jobs_of(store, settings),
            actions(store, settings, _now),
            holder=_holder(),
            say=_say,
        )
        _stop_on_signals(scheduler.stop)
        keep_file_sources(store, settings, _now())
        _say(f"Waiting for what is due: {len(jobs_of(store, settings))} jobs. See `voc runs`.")
        scheduler.run()
        _say("Stopped.")


def jobs_of(store: Store, settings: Settings) -> Sequence[Job]:
    """As they stand now."""
    of_sources = source_jobs(settings, store.sources(), store.source_states(), next_pause)
    return (*standing_jobs(settings), *of_sources)


def job_called(jobs: Sequence[Job], name: str) -> Job:
    """Raises NotFoundError."""
    found = next((job for job in jobs if job.name == name), None)
    if found is None:
        raise NotFoundError(f"No job is called “{name}”. `voc runs` lists what is due next.")
    return found


def _stop_on_signals(stop: Callable[[], None]) -> None:
    def stopping(number: int, frame: object) -> None:
        signal.signal(number, signal.SIG_DFL)
        stop()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stopping)


def _holder() -> str:
    """Nobody else's, ever: pids come again, and machines are named alike."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def _now() -> datetime:
    return datetime.now(UTC)


def _say(line: str) -> None:
    sys.stderr.write(f"{_now():%Y-%m-%d %H:%M:%S} {line}\n")  # the log: a line is written at once
