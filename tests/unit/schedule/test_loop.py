"""The loop, on a real store of its own and with work in our hands."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from datetime import time as dt_time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from voc.errors import StoreError
from voc.schedule.loop import Pace, Scheduler
from voc.schedule.work import Action, Outcome, WorkError
from voc.stores.sql_store import SqlStore
from voc.types.schedule import Due, Every, Job, QuietHours, Run, RunState, Schedule

START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
HOURLY = Schedule(rhythm=Every(distance=60 * MINUTE), zone=ZoneInfo("UTC"))
SCAN = Job(name="scan", schedule=HOURLY, attempts=2)
PAPERS = [Job(name=f"collect:{n}", schedule=HOURLY, together=True, alone=True) for n in range(3)]
QUICK = Pace(heartbeat_s=0.02, poll_s=0.02, grace_s=0.3, refresh_s=0.05)


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self, connection: sa.Connection) -> datetime:
        return self.now


class Work:
    """Work that goes on until we say what came of it."""

    def __init__(self, runs: Sequence[Run], ended: Callable[[], None]) -> None:
        self.runs, self.ended, self.stubborn = runs, ended, False
        self.outcome: Outcome | WorkError | None = None
        self.stopped = False

    def end(self, outcome: Outcome | WorkError) -> None:
        self.outcome = outcome
        self.ended()

    def poll(self) -> Outcome | None:
        if isinstance(self.outcome, WorkError):
            raise self.outcome
        return self.outcome

    def stop(self) -> bool:
        self.stopped = not self.stubborn
        return self.stopped


class Bench:
    """A scheduler at work in a thread."""

    def __init__(self, store: SqlStore, jobs: Sequence[Job], **pace: object) -> None:
        self.store, self.works, self.said = store, list[Work](), list[str]()
        limit = pace.pop("limit", timedelta(hours=1))
        action = Action(start=self._begin, limit=limit)
        actions: Mapping[str, Action] = {job.kind: action for job in jobs}
        paced = Pace(**({name: getattr(QUICK, name) for name in QUICK.__slots__} | pace))
        self.scheduler = Scheduler(
            store, lambda: jobs, actions, holder="a", say=self.said.append, pace=paced
        )
        self.thread = threading.Thread(target=self.scheduler.run)
        self.thread.start()

    def _begin(self, runs: Sequence[Run], ended: Callable[[], None]) -> Work:
        self.works.append(Work(runs, ended))
        return self.works[-1]

    def stop(self) -> None:
        self.scheduler.stop()
        self.thread.join(timeout=10)
        assert not self.thread.is_alive()


def wait_for(what: Callable[[], object], within_s: float = 10) -> None:
    end = time.monotonic() + within_s
    while not what():
        assert time.monotonic() < end, "it did not come"
        time.sleep(0.005)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(sqlite_database: str, clock: Clock) -> Iterator[SqlStore]:
    opened = SqlStore(sqlite_database, clock)
    yield opened
    opened.close()


@pytest.fixture
def bench(store: SqlStore) -> Iterator[Callable[..., Bench]]:
    begun: list[Bench] = []

    def begin(jobs: Sequence[Job] = (SCAN,), **pace: object) -> Bench:
        begun.append(Bench(store, jobs, **pace))
        return begun[-1]

    yield begin
    for one in begun:
        one.stop()


def states(store: SqlStore) -> list[tuple[str, RunState, int]]:
    return sorted((run.job, run.state, run.attempt) for run in store.runs(100))


def test_what_is_due_is_done_once_and_again_at_its_next_time(
    bench: Callable[..., Bench], store: SqlStore, clock: Clock
) -> None:
    at = bench()
    wait_for(lambda: at.works)
    at.works[0].end(Outcome(tally={"read": 3}))
    wait_for(lambda: states(store) == [("scan", RunState.DONE, 1)])
    time.sleep(0.1)
    assert len(at.works) == 1
    clock.now += 60 * MINUTE
    wait_for(lambda: len(at.works) == 2)


def test_due_sources_are_asked_in_one_round_and_what_it_kept_is_scanned(
    bench: Callable[..., Bench], store: SqlStore
) -> None:
    never = Job(
        name="scan", schedule=Schedule(rhythm=Every(distance=60 * MINUTE), zone=ZoneInfo("UTC"))
    )
    at = bench([*PAPERS, never])
    wait_for(lambda: len(at.works) == 2)
    rounds = next(work for work in at.works if work.runs[0].job != "scan")
    assert {run.job for run in rounds.runs} == {job.name for job in PAPERS}
    next(work for work in at.works if work is not rounds).end(Outcome())
    rounds.end(Outcome(tally={"kept": 1}, asks=("scan",)))
    wait_for(lambda: len(at.works) == 3)
    assert at.works[2].runs[0].job == "scan"


def test_too_many_for_one_go_are_done_one_after_the_other(
    bench: Callable[..., Bench], store: SqlStore
) -> None:
    at = bench(PAPERS, together=2)
    wait_for(lambda: at.works)
    assert [run.job for run in at.works[0].runs] == ["collect:0", "collect:1"]
    at.works[0].end(Outcome(asks=("no such job",)))
    wait_for(lambda: len(at.works) == 2)
    assert [run.job for run in at.works[1].runs] == ["collect:2"]
    assert store.standing().asked == {}


def test_what_a_round_left_waits_for_the_end_of_quiet_hours(
    bench: Callable[..., Bench], store: SqlStore, clock: Clock
) -> None:
    quiet = QuietHours(start=dt_time(10), end=dt_time(12))
    at = bench([replace(PAPERS[0], schedule=replace(HOURLY, quiet=quiet))])
    wait_for(lambda: at.works)
    clock.now += 40 * MINUTE
    at.works[0].end(Outcome(asks=("collect:0",)))
    wait_for(lambda: store.standing().asked)
    time.sleep(0.1)
    assert len(at.works) == 1
    clock.now += 120 * MINUTE
    wait_for(lambda: len(at.works) == 2)
    assert store.standing().asked == {}


def test_what_fails_is_tried_again_and_given_up_in_the_end(
    bench: Callable[..., Bench], store: SqlStore, clock: Clock
) -> None:
    at = bench()
    wait_for(lambda: at.works)
    at.works[0].end(WorkError("no disk"))
    wait_for(lambda: states(store) == [("scan", RunState.WAITING, 1)])
    clock.now += MINUTE
    wait_for(lambda: len(at.works) == 2)
    at.works[1].end(WorkError("no disk"))
    wait_for(lambda: states(store) == [("scan", RunState.FAILED, 2)])
    assert any("given up: no disk" in line for line in at.said)


@pytest.mark.parametrize("trouble", [OSError(24, "Too many open files"), RuntimeError("no thread")])
def test_what_cannot_be_begun_is_tried_again(
    bench: Callable[..., Bench], store: SqlStore, trouble: Exception, monkeypatch: Any
) -> None:
    def fails(self: Bench, runs: Sequence[Run], ended: Callable[[], None]) -> Work:
        raise trouble

    monkeypatch.setattr(Bench, "_begin", fails)
    at = bench()
    wait_for(lambda: states(store) == [("scan", RunState.WAITING, 1)])
    assert at.thread.is_alive()


def test_long_work_keeps_its_lease(
    bench: Callable[..., Bench], store: SqlStore, clock: Clock
) -> None:
    at = bench()
    wait_for(lambda: at.works)
    for _ in range(5):
        clock.now += timedelta(seconds=20)
        wait_for(lambda: store.runs(1)[0].lease_until == clock.now + QUICK.lease)
    assert len(at.works) == 1


def test_who_lost_its_lease_stops_and_what_it_did_does_not_count(
    bench: Callable[..., Bench], store: SqlStore, clock: Clock
) -> None:
    at = bench(heartbeat_s=0.5)
    wait_for(lambda: at.works)
    clock.now += MINUTE
    (taken,) = store.claim_runs([Due(job=SCAN, at=at.works[0].runs[0].due_at)], "b", 10 * MINUTE)
    wait_for(lambda: at.works[0].stopped)
    at.works[0].end(Outcome(tally={"read": 1}))
    store.finish_runs([taken], {"read": 2})
    time.sleep(0.1)
    assert [run.tally for run in store.runs(5)] == [{"read": 2}]
    assert any("taken over" in line for line in at.said)


def test_who_hears_nothing_of_the_store_stops_before_it_is_taken_over(
    bench: Callable[..., Bench], store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers, renew = threading.Event(), store.renew_runs

    def hangs(*given: Any) -> tuple[Run, ...]:
        answers.wait(10)
        return renew(*given)

    monkeypatch.setattr(store, "renew_runs", hangs)
    at = bench(lease=timedelta(seconds=0.2))
    wait_for(lambda: at.works and at.works[0].stopped, within_s=5)
    answers.set()
    assert any("No sign of life" in line for line in at.said)


def test_what_hangs_is_stopped(bench: Callable[..., Bench], store: SqlStore) -> None:
    at = bench(limit=timedelta(milliseconds=50))
    wait_for(lambda: at.works and at.works[0].stopped)
    wait_for(lambda: states(store) == [("scan", RunState.WAITING, 1)])
    assert "took longer" in (store.runs(1)[0].error or "")


def test_stopped_it_lets_end_what_ends_soon_and_gives_back_the_rest(
    bench: Callable[..., Bench], store: SqlStore
) -> None:
    at = bench([SCAN, Job(name="report", schedule=HOURLY)], grace_s=0.5)
    wait_for(lambda: len(at.works) == 2)
    at.scheduler.stop()
    by_job = {work.runs[0].job: work for work in at.works}
    by_job["report"].end(Outcome())
    at.stop()
    assert by_job["scan"].stopped
    assert states(store) == [("report", RunState.DONE, 1), ("scan", RunState.WAITING, 1)]


def test_what_cannot_be_stopped_keeps_its_lease(
    bench: Callable[..., Bench], store: SqlStore
) -> None:
    at = bench()
    wait_for(lambda: at.works)
    at.works[0].stubborn = True
    at.stop()
    assert states(store) == [("scan", RunState.RUNNING, 1)]


def test_on_one_file_one_process_is_on_duty_and_the_next_steps_in(
    bench: Callable[..., Bench], store: SqlStore, clock: Clock
) -> None:
    first = bench()
    wait_for(lambda: first.works)
    second = bench()
    clock.now += 10 * MINUTE  # a jump of the clock steals nothing
    time.sleep(0.1)
    assert not second.works
    first.stop()
    wait_for(lambda: second.works)
    assert second.works[0].runs[0].attempts_made == 1


def test_a_store_that_does_not_answer_is_waited_for(
    store: SqlStore, bench: Callable[..., Bench], clock: Clock
) -> None:
    def fails(connection: sa.Connection) -> datetime:
        raise StoreError("The database is away.")

    store._database.clock = fails
    at = bench()
    wait_for(lambda: any("away" in line for line in at.said))
    store._database.clock = clock
    wait_for(lambda: at.works)


def test_a_scheduler_without_jobs_waits(bench: Callable[..., Bench], tmp_path: Path) -> None:
    at = bench([])
    time.sleep(0.05)
    at.stop()
    assert at.said == []
