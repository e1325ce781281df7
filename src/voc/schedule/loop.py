"""The loop: takes what is due, has it done, says that it lives, and tells what became of it."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from voc.errors import StoreError
from voc.pipeline.timing.retrying import pause_after
from voc.pipeline.timing.slots import due, is_quiet
from voc.ports.runs import RunStore
from voc.schedule.work import Action, Outcome, Task, WorkError
from voc.types.schedule import Due, Job, Run, RunState, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How often the loop does what, in seconds of this machine unless said otherwise."""

    # By the database's clock. With ``poll_s`` a dead process's run begins anew after 35 s at most,
    # and a living one may be held up for 20 s before it is taken for dead.
    lease: timedelta = timedelta(seconds=30)
    heartbeat_s: float = 10
    poll_s: float = 5
    grace_s: float = 10  # what runs may still end when the loop is stopped
    refresh_s: float = 30  # jobs are listed anew
    prune_s: float = 3_600
    keep: int = 20  # runs of each job
    together: int = 1_000  # of a kind at a time: they are named on one command line


@dataclass(slots=True)
class _Held:
    """Runs that one task works at."""

    kind: str
    runs: tuple[Run, ...]
    task: Task
    limit: timedelta
    began: float = field(default_factory=time.monotonic)

    @property
    def name(self) -> str:
        return self.runs[0].job if len(self.runs) == 1 else f"{self.kind} ({len(self.runs)})"


class Scheduler:
    """Several processes may run one each on the same store.

    ``jobs`` lists what there is to do, ``actions`` how, by kind of job; ``say`` is told a line of
    all that happens.
    """

    def __init__(
        self,
        store: RunStore,
        jobs: Callable[[], Sequence[Job]],
        actions: Mapping[str, Action],
        *,
        holder: str,
        say: Callable[[str], None],
        pace: Pace = Pace(),
    ) -> None:
        self._store, self._list_jobs, self._actions = store, jobs, actions
        self._holder, self._say, self._pace = holder, say, pace
        self._held: list[_Held] = []
        # What is held changes under it, together with what the store says of it.
        self._books = threading.RLock()
        self._stopping, self._wake, self._over = (threading.Event() for _ in range(3))
        self._jobs: dict[str, Job] = {}
        self._listed = self._pruned = float("-inf")
        self._renewed = time.monotonic()

    def stop(self) -> None:
        """From a signal or another thread: begin nothing more, and end."""
        self._stopping.set()
        self._wake.set()

    def run(self) -> None:
        """Until stopped. A store that does not answer for a while is waited for."""
        heart = threading.Thread(target=self._beat, name="heartbeat", daemon=True)
        heart.start()
        threading.Thread(target=self._watch, name="watch", daemon=True).start()
        try:
            while not self._stopping.is_set():
                with self._store.duty() as ours:
                    if ours:
                        self._serve()
                    else:
                        self._stopping.wait(self._pace.poll_s)
        finally:
            self._over.set()
            heart.join(timeout=self._pace.grace_s)

    def _serve(self) -> None:
        while not self._stopping.is_set():
            self._guarded(self._turn)
            self._wake.wait(self._pace.poll_s)
            self._wake.clear()
        self._end()

    def _turn(self) -> None:
        self._reap()
        self._refresh()
        self._take()
        if time.monotonic() - self._pruned >= self._pace.prune_s:
            self._store.prune_runs(self._pace.keep)
            self._pruned = time.monotonic()

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except StoreError as err:
            self._say(f"The store does not answer: {err} It is asked again.")

    def _refresh(self) -> None:
        if time.monotonic() - self._listed < self._pace.refresh_s:
            return
        listed = {job.name: job for job in self._list_jobs() if job.kind in self._actions}
        if new := [name for name in listed if name not in self._jobs]:
            self._store.know_jobs(new)
        self._jobs, self._listed = listed, time.monotonic()

    def _take(self) -> None:
        standing = self._store.standing()
        mine = {run.job for held in self._held for run in held.runs}
        busy = {held.kind for held in self._held}
        dues = [
            Due(job=job, at=at)
            for job in self._jobs.values()
            if job.name not in mine and not (job.together and job.kind in busy)
            if (at := due_at(job, standing)) is not None
        ]
        dues = self._first_of_each_kind(dues)
        if dues and not self._stopping.is_set():
            claimed = self._store.claim_runs(dues, self._holder, self._pace.lease)
            for runs in self._bundles(claimed):
                self._start(runs)

    def _first_of_each_kind(self, dues: Sequence[Due]) -> list[Due]:
        """Longest due first; what is too much for one go comes after it."""
        by_kind: dict[str, list[Due]] = {}
        for one in sorted(dues, key=lambda one: (one.at, one.job.name)):
            by_kind.setdefault(one.job.kind, []).append(one)
        return [one for those in by_kind.values() for one in those[: self._pace.together]]

    def _bundles(self, claimed: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
        for run in claimed:
            if run.state is RunState.FAILED:
                self._say(f"{run.job} has failed: {run.error}")
        begun = sorted(
            (run for run in claimed if run.state is RunState.RUNNING), key=self._bundle_of
        )
        for _, bundle in groupby(begun, key=self._bundle_of):
            yield tuple(bundle)

    def _bundle_of(self, run: Run) -> str:
        job = self._jobs[run.job]
        return job.kind if job.together else job.name

    def _start(self, runs: tuple[Run, ...]) -> None:
        kind = self._jobs[runs[0].job].kind
        action = self._actions[kind]
        try:
            task = action.start(runs, self._wake.set)
        except (WorkError, OSError, RuntimeError) as err:  # no file or thread is to be had just now
            self._fail(runs, str(err))
            return
        with self._books:
            self._held.append(_Held(kind=kind, runs=runs, task=task, limit=action.limit))

    def _reap(self) -> None:
        for held in list(self._held):
            with self._books:
                if held in self._held and self._ended(held):
                    self._held.remove(held)

    def _ended(self, held: _Held) -> bool:
        """Whether it ended and the store knows so."""
        try:
            outcome = held.task.poll()
        except WorkError as err:
            self._fail(held.runs, str(err))
            return True
        if outcome is not None:
            self._finish(held, outcome)
            return True
        if time.monotonic() - held.began > held.limit.total_seconds():
            held.task.stop()  # a thread cannot be: it is left to itself
            self._fail(held.runs, f"It took longer than {held.limit} and was stopped.")
            return True
        return False

    def _finish(self, held: _Held, outcome: Outcome) -> None:
        asks = [job for job in outcome.asks if job in self._jobs]
        done = self._store.finish_runs(held.runs, outcome.tally, asks)
        took = time.monotonic() - held.began
        if len(done) == len(held.runs):
            self._say(f"{held.name} is done after {took:.1f} s.")
        else:
            self._say(f"{held.name} came too late: another process has taken it over.")

    def _fail(self, runs: Sequence[Run], error: str) -> None:
        retry = partial(self._retry, self._jobs)
        for run in self._store.fail_runs(runs, error, retry):
            again = f"again at {run.retry_at:%H:%M:%S} UTC" if run.retry_at else "given up"
            self._say(f"{run.job} failed at attempt {run.attempts_made}, {again}: {error}")

    @staticmethod
    def _retry(jobs: Mapping[str, Job], run: Run) -> timedelta | None:
        # A job that is listed no more is not tried again.
        return pause_after(run, jobs[run.job].attempts) if run.job in jobs else None

    def _beat(self) -> None:
        while not self._over.wait(self._pace.heartbeat_s):
            with self._books:
                if self._held:
                    self._renew()
                else:
                    self._renewed = time.monotonic()

    def _watch(self) -> None:
        """A store that neither answers nor fails holds the heart, and perhaps the loop, for ever.

        Others take over meanwhile: what we began must not go on beside it. Asks no store and waits
        for no lock.
        """
        stopped_for = None
        while not self._over.wait(min(1.0, self._pace.heartbeat_s)):
            renewed = self._renewed
            late = time.monotonic() - renewed > self._pace.lease.total_seconds()
            if not late or renewed == stopped_for:
                continue
            stopped_for = renewed
            for held in list(self._held):
                self._say(f"No sign of life could be given for {held.name}: it is stopped.")
                held.task.stop()

    def _renew(self) -> None:
        runs = [run for held in self._held for run in held.runs]
        try:
            kept = {run.id for run in self._store.renew_runs(runs, self._pace.lease)}
        except StoreError as err:
            if time.monotonic() - self._renewed > self._pace.lease.total_seconds():
                # Others may have taken it all over by now, and we cannot know.
                self._say(f"No sign of life could be given, all work is stopped: {err}")
                self._drop(self._held)
            return
        self._renewed = time.monotonic()
        self._drop([held for held in self._held if any(run.id not in kept for run in held.runs)])

    def _drop(self, lost: Sequence[_Held]) -> None:
        for held in list(lost):
            self._say(f"{held.name} was taken over by another process and is stopped here.")
            if held.task.stop():
                self._guarded(partial(self._release, held))
            self._held.remove(held)

    def _release(self, held: _Held) -> None:
        self._store.release_runs(held.runs)

    def _end(self) -> None:
        """What ends soon may; the rest is given back, so that another goes on at once."""
        until = time.monotonic() + self._pace.grace_s
        while self._held and time.monotonic() < until:
            self._wake.wait(0.2)
            self._wake.clear()
            self._guarded(self._reap)
        with self._books:
            for held in list(self._held):
                if held.task.stop():  # what cannot be stopped keeps its lease until we are gone
                    self._guarded(partial(self._release, held))
                    self._say(f"{held.name} is given back.")
                self._held.remove(held)


def due_at(job: Job, standing: Standing) -> datetime | None:
    """The time of the run that is to be begun or gone on with; None: there is none."""
    now, live, asked = standing.now, standing.live.get(job.name), standing.asked.get(job.name)
    if live is not None and live.state is RunState.RUNNING:
        return None if live.lease_until and live.lease_until > now else live.due_at
    if is_quiet(job, now):  # what is tried again, or was asked for, waits as well
        return None
    since = standing.since.get(job.name, now)
    slot = due(job, since, standing.latest.get(job.name), now)
    if slot is not None:
        return slot
    if live is not None:
        return live.due_at if live.retry_at is None or live.retry_at <= now else None
    return asked.due_at if asked is not None else None
