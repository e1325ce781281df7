"""Who may run what, on both databases."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from voc.stores.sql_store import SqlStore
from voc.types.schedule import Due, Every, Job, Run, RunState, Schedule

START = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
HOUR, LEASE, SECOND = timedelta(hours=1), timedelta(seconds=30), timedelta(seconds=1)
HOURLY = Schedule(rhythm=Every(distance=HOUR), zone=ZoneInfo("UTC"))
SCAN = Job(name="scan", schedule=HOURLY, attempts=3)
PAPER = Job(name="collect:paper", schedule=HOURLY, alone=True)
RADIO = Job(name="collect:radio", schedule=HOURLY, alone=True)


class Clock:
    """The database's, in our hands."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self, connection: sa.Connection) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def runs(database: str, clock: Clock) -> Iterator[SqlStore]:
    opened = SqlStore(database, clock)
    yield opened
    opened.close()


def claimed(runs: SqlStore, at: datetime = START, holder: str = "a", job: Job = SCAN) -> Run:
    (run,) = runs.claim_runs([Due(job=job, at=at)], holder, LEASE)
    return run


def never(runs: SqlStore, at: datetime = START, holder: str = "b", job: Job = SCAN) -> bool:
    return runs.claim_runs([Due(job=job, at=at)], holder, LEASE) == ()


def soon(run: Run) -> timedelta:
    return SECOND


def give_up(run: Run) -> None:
    return None


def test_a_due_time_takes_effect_once(runs: SqlStore, clock: Clock) -> None:
    run = claimed(runs)
    assert (run.due_at, run.attempt, run.state) == (START, 1, RunState.RUNNING)
    assert never(runs)
    assert [done.tally for done in runs.finish_runs([run], {"read": 3})] == [{"read": 3}]
    clock.now += HOUR
    assert never(runs)
    assert never(runs, START - HOUR)
    assert runs.standing().latest == {"scan": START}


def test_what_is_not_due_by_the_databases_clock_is_not_begun(runs: SqlStore) -> None:
    assert never(runs, START + SECOND)


def test_of_many_that_want_the_same_run_one_gets_it(runs: SqlStore) -> None:
    with ThreadPoolExecutor(8) as pool:
        wanted = [
            pool.submit(runs.claim_runs, [Due(job=SCAN, at=START)], str(n), LEASE) for n in range(8)
        ]
    assert sum(len(one.result()) for one in wanted) == 1


def test_a_job_never_runs_twice_at_once(runs: SqlStore, clock: Clock) -> None:
    run = claimed(runs)
    clock.now += LEASE / 2
    later = START + LEASE / 2
    assert never(runs, later)
    runs.finish_runs([run], {})
    assert claimed(runs, later, "b").attempt == 1


def test_a_dead_holders_run_is_taken_over_and_what_it_still_says_is_not_heard(
    runs: SqlStore, clock: Clock
) -> None:
    dead = claimed(runs)
    clock.now += LEASE - SECOND
    assert never(runs)
    clock.now += SECOND
    run = claimed(runs, holder="b")
    assert (run.id, run.attempt, run.holder) == (dead.id, 2, "b")
    assert runs.renew_runs([dead], LEASE) == ()
    assert runs.finish_runs([dead], {"read": 1}, asks=["report"]) == ()
    assert runs.fail_runs([dead], "late", give_up) == ()
    assert runs.release_runs([dead]) == ()
    assert runs.standing().asked == {}
    assert [one.tally for one in runs.finish_runs([run], {"read": 2})] == [{"read": 2}]


def test_who_says_that_it_is_alive_is_not_taken_over(runs: SqlStore, clock: Clock) -> None:
    run = claimed(runs)
    for _ in range(5):
        clock.now += LEASE / 2
        assert [held.id for held in runs.renew_runs([run], LEASE)] == [run.id]
        assert never(runs)


def test_what_kills_its_process_again_and_again_has_failed(runs: SqlStore, clock: Clock) -> None:
    for attempt in range(SCAN.attempts):
        assert claimed(runs).attempt == attempt + 1
        clock.now += LEASE
    gone = claimed(runs)
    assert gone.state is RunState.FAILED
    assert "3 times" in (gone.error or "")
    assert claimed(runs, clock.now).attempt == 1


def test_what_failed_is_tried_again_when_its_time_has_come(runs: SqlStore, clock: Clock) -> None:
    (failed,) = runs.fail_runs([claimed(runs)], "no disk", soon)
    assert (failed.state, failed.error) == (RunState.WAITING, "no disk")
    assert never(runs)
    clock.now += SECOND
    assert claimed(runs).attempt == 2


def test_a_newer_due_time_closes_what_waits(runs: SqlStore, clock: Clock) -> None:
    runs.fail_runs([claimed(runs)], "no disk", lambda run: HOUR)
    clock.now += LEASE
    assert claimed(runs, clock.now).attempt == 1
    assert {run.state for run in runs.runs(5)} == {RunState.RUNNING, RunState.FAILED}
    assert [run.error for run in runs.runs(5) if run.state is RunState.FAILED] == [
        "Its next time came first. Before: no disk"
    ]


def test_what_is_given_up_makes_room_for_the_next(runs: SqlStore, clock: Clock) -> None:
    (failed,) = runs.fail_runs([claimed(runs)], "no \0 disk", give_up)
    assert failed.state is RunState.FAILED
    assert never(runs)
    clock.now += HOUR
    assert claimed(runs, clock.now).attempt == 1


def test_what_is_given_back_goes_on_at_once_and_counts_no_attempt(
    runs: SqlStore, clock: Clock
) -> None:
    for number in range(5):
        run = claimed(runs)
        assert (run.attempt, run.attempts_made) == (number + 1, 1)
        runs.release_runs([run])
    assert claimed(runs, holder="b").attempt == 6


def test_of_a_kind_that_works_alone_one_holder_works_at_a_time(
    runs: SqlStore, clock: Clock
) -> None:
    run = claimed(runs, job=PAPER)
    assert never(runs, job=RADIO)
    assert claimed(runs, job=RADIO).holder == "a"  # the same process may
    runs.finish_runs([run], {})
    clock.now += LEASE
    assert claimed(runs, job=RADIO, holder="b").attempt == 2


def test_many_are_claimed_and_ended_at_once(runs: SqlStore) -> None:
    jobs = [Job(name=f"collect:{n}", schedule=HOURLY) for n in range(1_000)]
    dues = [Due(job=job, at=START) for job in jobs]
    run = runs.claim_runs(dues, "a", LEASE)
    assert len({one.job for one in run}) == 1_000
    assert len(runs.renew_runs(run, LEASE)) == 1_000
    assert runs.claim_runs(dues, "b", LEASE) == ()
    assert len(runs.finish_runs(run, {"asked": 5})) == 1_000


def test_what_is_asked_for_twice_is_done_once_and_again_where_it_had_begun(
    runs: SqlStore, clock: Clock
) -> None:
    paper = claimed(runs, job=PAPER)
    runs.finish_runs([paper], {"kept": 1}, asks=["scan", "scan"])
    runs.ask_for("scan")
    asked = runs.standing().asked["scan"]
    run = claimed(runs, asked.due_at)
    assert (run.id, run.attempt) == (asked.id, 1)
    runs.ask_for("scan")
    again = runs.standing().asked["scan"]
    assert never(runs, again.due_at)  # while the first works
    runs.finish_runs([run], {})
    assert claimed(runs, again.due_at).id == again.id


def test_a_due_time_does_what_was_asked_for_too(runs: SqlStore, clock: Clock) -> None:
    runs.ask_for("scan")
    clock.now += HOUR
    claimed(runs, clock.now)
    assert runs.standing().asked == {}


def test_a_clock_that_ran_ahead_once_keeps_nothing_from_being_due(
    runs: SqlStore, clock: Clock
) -> None:
    year = timedelta(days=365)
    clock.now += year
    runs.finish_runs([claimed(runs, START + year)], {})
    clock.now -= year
    assert runs.standing().latest == {}
    assert claimed(runs).due_at == START


def test_jobs_are_known_since_they_were_heard_of_first(runs: SqlStore, clock: Clock) -> None:
    runs.know_jobs(["scan"])
    clock.now += HOUR
    runs.know_jobs(["scan", "report", "report"])
    assert runs.standing().since == {"scan": START, "report": START + HOUR}


def test_a_connection_that_breaks_before_its_commit_has_claimed_nothing(
    runs: SqlStore, clock: Clock
) -> None:
    def breaks(connection: sa.Connection) -> datetime:
        connection.exec_driver_sql("INSERT INTO jobs (name, since) VALUES ('x', '2026-01-01')")
        raise KeyboardInterrupt

    broken = SqlStore(runs._database.url.render_as_string(hide_password=False), breaks)
    with pytest.raises(KeyboardInterrupt):
        broken.claim_runs([Due(job=SCAN, at=START)], "b", LEASE)
    broken.close()
    assert runs.standing().since == {}
    assert claimed(runs).attempt == 1


def test_the_latest_runs_of_each_job_are_kept(runs: SqlStore, clock: Clock) -> None:
    for _ in range(4):
        runs.finish_runs([claimed(runs, clock.now)], {})
        runs.finish_runs([claimed(runs, clock.now, job=PAPER)], {})
        clock.now += HOUR
    live = claimed(runs, clock.now)
    assert runs.prune_runs(keep=2) == 5
    assert runs.prune_runs(keep=2) == 0
    assert runs.runs(1) == (live,)
    assert len(runs.runs(100)) == 4


def test_the_databases_own_clock_tells_leases(database: str) -> None:
    store = SqlStore(database)
    before = datetime.now(UTC) - SECOND
    run = claimed(store, before)
    store.close()
    assert run.lease_until is not None
    assert abs(run.lease_until - before - LEASE) < timedelta(seconds=20)
