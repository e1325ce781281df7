"""What runs when, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

KIND_MARK = ":"  # "collect:people.cn" is of the kind "collect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """Again and again at the same distance, counted from one moment for ever."""

    distance: timedelta  # a minute to a year


@dataclass(frozen=True, slots=True, kw_only=True)
class Cron:
    """At what a clock on the wall shows."""

    expression: str  # five fields, checked


Rhythm = Every | Cron


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Each day, from ``start`` up to and without ``end``; over midnight where end is earlier."""

    start: time
    end: time  # never equal to start


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    rhythm: Rhythm
    zone: ZoneInfo  # of cron and of quiet hours
    jitter: timedelta = timedelta()  # up to so much later, always the same for one job
    quiet: QuietHours | None = None  # what is due in them waits until they end


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something that is done again and again."""

    name: str  # "scan", "report:weekly", "collect:people.cn"
    schedule: Schedule
    # Shares its jitter with who has the same, so that a group is asked in one round.
    beat: str | None = None  # None: its own name
    # Least distance of two due times: a source that never changes is asked less often.
    pause: timedelta | None = None
    alone: bool = False  # of its kind only one process works at a time
    together: bool = False  # due jobs of its kind are done in one go
    attempts: int = 5  # until a run counts as failed

    @property
    def kind(self) -> str:
        return kind_of(self.name)


def kind_of(job: str) -> str:
    return job.partition(KIND_MARK)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """A job, and the time it is to be done for."""

    job: Job
    at: datetime  # aware, UTC; identifies the run


class RunState(StrEnum):
    """Stored: names stay."""

    ASKED = "asked"  # another run asked for it; it has not begun
    RUNNING = "running"
    WAITING = "waiting"  # an attempt failed or was given back; there will be another
    DONE = "done"
    FAILED = "failed"  # for good

    @property
    def over(self) -> bool:
        return self in {RunState.DONE, RunState.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One due time of a job. (id, attempt) is its fence: a later attempt voids earlier ones."""

    id: int
    job: str
    due_at: datetime  # no two of one job
    state: RunState
    attempt: int  # the first is 1; 0: not begun; never the same twice
    released: int = 0  # of the attempts: given back without a fault
    holder: str | None = None  # process that works at it, or did last
    lease_until: datetime | None = None  # by the database's clock; later than that the run is free
    retry_at: datetime | None = None  # of WAITING
    started_at: datetime | None = None  # of this attempt
    ended_at: datetime | None = None
    error: str | None = None  # of the last attempt that failed
    tally: Mapping[str, Any] = field(default_factory=dict)  # what it came to, as JSON

    @property
    def attempts_made(self) -> int:
        """Those that count."""
        return self.attempt - self.released


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How jobs stand at one moment of the database's clock."""

    now: datetime
    since: Mapping[str, datetime]  # by job: when it was heard of first
    latest: Mapping[str, datetime]  # by job: the latest due time that has a run, up to now
    live: Mapping[str, Run]  # by job: RUNNING or WAITING, at most one each
    asked: Mapping[str, Run]  # by job: ASKED, at most one each
