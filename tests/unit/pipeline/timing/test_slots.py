"""When jobs are due: each slot once, missed ones caught up once, whatever the clocks do."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.pipeline.timing.slots import due, next_due, offset
from voc.types.schedule import Cron, Every, Job, QuietHours, Rhythm, Schedule

SHANGHAI, NEW_YORK = ZoneInfo("Asia/Shanghai"), ZoneInfo("America/New_York")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
QUARTER = Every(distance=15 * MINUTE)
START = datetime(2026, 3, 1, tzinfo=UTC)
NIGHT = QuietHours(start=time(22), end=time(7))


def job(rhythm: Rhythm, zone: ZoneInfo = SHANGHAI, name: str = "j", **fields: object) -> Job:
    own = {key: fields.pop(key) for key in ("pause", "beat") if key in fields}
    return Job(name=name, schedule=Schedule(rhythm=rhythm, zone=zone, **fields), **own)


def cron(expression: str) -> Cron:
    return Cron(expression=expression)


def told(of: Job, since: datetime, until: datetime, step: timedelta = MINUTE) -> list[datetime]:
    """Due times as a process that looks every ``step`` meets them."""
    latest, now, found = None, since, []
    while now <= until:
        if (at := due(of, since, latest, now)) is not None:
            found.append(at)
            latest = at
        now += step
    return found


RHYTHMS = st.one_of(
    st.integers(1, 3_000).map(lambda minutes: Every(distance=minutes * MINUTE)),
    st.sampled_from(
        ["* * * * *", "*/7 * * * *", "30 2 * * *", "30 1 * * *", "0 8 * * 1", "0 8 1 * *",
         "15,45 1-3 * * *", "0 0 29 2 *", "59 23 31 12 *"]
    ).map(cron),
)  # fmt: skip
JOBS = st.builds(
    job,
    RHYTHMS,
    st.sampled_from([SHANGHAI, NEW_YORK, ZoneInfo("Australia/Lord_Howe"), ZoneInfo("UTC")]),
    st.text(max_size=5),
    jitter=st.sampled_from([timedelta(), MINUTE, HOUR]),
    quiet=st.sampled_from([None, NIGHT, QuietHours(start=time(1, 30), end=time(2, 30))]),
)
# About both changes of the clock in New York, and a leap day.
MOMENTS = st.builds(
    lambda first, seconds: first + timedelta(seconds=seconds),
    st.sampled_from([datetime(2026, 3, 7, tzinfo=UTC), datetime(2026, 10, 31, tzinfo=UTC)])
    | st.integers(0, 800).map(lambda days: datetime(2027, 1, 1, tzinfo=UTC) + days * DAY),
    st.integers(0, 2 * 86_400),
)


@given(JOBS, MOMENTS, st.lists(st.integers(0, 100_000), max_size=30))
def test_due_times_only_grow_and_lie_in_the_past(
    of: Job, start: datetime, waits_s: list[int]
) -> None:
    latest, now = None, start
    for wait in waits_s:
        now += timedelta(seconds=wait)
        at = due(of, start, latest, now)
        if at is not None:
            assert at <= now
            assert latest is None or at > latest
            latest = at


@given(JOBS, MOMENTS, st.integers(0, 10_000_000))
def test_however_much_was_missed_it_is_caught_up_once(
    of: Job, start: datetime, away_s: int
) -> None:
    now = start + timedelta(seconds=away_s)
    at = due(of, start, start - timedelta(seconds=1), now)
    if at is not None:
        assert due(of, start, at, now) is None


@given(JOBS, MOMENTS, st.integers(0, 1_000_000))
def test_who_asks_later_within_a_slot_is_told_the_same_run(
    of: Job, start: datetime, later_s: int
) -> None:
    """So two processes that look at different moments name a run alike."""
    first = due(of, start, None, start)
    later = due(of, start, None, start + timedelta(seconds=later_s))
    if first is not None and later is not None:
        assert later == first or later > start


@given(JOBS, MOMENTS)
def test_what_is_told_as_next_is_due_then_and_not_before(of: Job, now: datetime) -> None:
    latest = due(of, now, None, now)
    at = next_due(of, now, latest, now)
    assert at > now
    assert due(of, now, latest, at) is not None
    assert due(of, now, latest, at - timedelta(seconds=1)) is None


def test_every_quarter_of_an_hour_has_one_run() -> None:
    found = told(job(QUARTER), START + 7 * MINUTE, START + 2 * HOUR, timedelta(seconds=20))
    assert found == [START + n * 15 * MINUTE for n in range(9)]


def test_a_job_by_the_clock_begins_with_its_next_time() -> None:
    monday = job(cron("0 8 * * 1"))
    sunday = datetime(2026, 3, 1, 4, tzinfo=UTC)
    assert due(monday, sunday, None, sunday) is None
    assert told(monday, sunday, sunday + 8 * DAY, 10 * MINUTE) == [
        datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 9, tzinfo=UTC)
    ]  # fmt: skip
    # Nobody was there on Monday morning.
    assert due(monday, sunday, None, sunday + 2 * DAY) == datetime(2026, 3, 2, tzinfo=UTC)


def test_a_time_that_spring_leaves_out_is_made_up_for_when_it_ends() -> None:
    half_past_two = job(cron("30 2 * * *"), NEW_YORK)
    found = told(
        half_past_two, datetime(2026, 3, 7, 12, tzinfo=UTC), datetime(2026, 3, 9, 12, tzinfo=UTC)
    )
    assert [at.astimezone(NEW_YORK).strftime("%d %H:%M") for at in found] == [
        "08 03:00",
        "09 02:30",
    ]


def test_a_time_that_autumn_has_twice_is_due_once() -> None:
    half_past_one = job(cron("30 1 * * *"), NEW_YORK)
    found = told(
        half_past_one, datetime(2026, 10, 31, 12, tzinfo=UTC), datetime(2026, 11, 2, 12, tzinfo=UTC)
    )
    assert found == [
        datetime(2026, 11, 1, 5, 30, tzinfo=UTC),
        datetime(2026, 11, 2, 6, 30, tzinfo=UTC),
    ]


def test_in_quiet_hours_nothing_is_due_and_after_them_once() -> None:
    hourly = job(Every(distance=HOUR), quiet=NIGHT)
    start = datetime(2026, 3, 1, 20, tzinfo=SHANGHAI).astimezone(UTC)
    hours = [at.astimezone(SHANGHAI).hour for at in told(hourly, start, start + DAY)]
    assert hours == [20, 21, *range(7, 21)]


def test_what_was_missed_before_quiet_hours_waits_until_they_end() -> None:
    morning = job(cron("0 9 * * *"), quiet=QuietHours(start=time(12), end=time(14)))
    since = datetime(2026, 3, 1, 8, tzinfo=SHANGHAI)
    noon = datetime(2026, 3, 1, 12, 30, tzinfo=SHANGHAI)
    assert due(morning, since, None, noon) is None
    assert due(morning, since, None, noon + 2 * HOUR) == since + HOUR


def test_jitter_is_the_same_for_ever_and_apart_for_others() -> None:
    jobs = [job(QUARTER, name=f"collect:{n}", jitter=5 * MINUTE) for n in range(200)]
    offsets = [offset(one) for one in jobs]
    assert offsets == [offset(one) for one in jobs]
    assert all(timedelta() <= one < 5 * MINUTE for one in offsets)
    assert len(set(offsets)) > 100
    group = [job(QUARTER, name=f"c:{n}", jitter=5 * MINUTE, beat="papers") for n in range(9)]
    assert len({offset(one) for one in group}) == 1


@pytest.mark.parametrize(("pause", "runs"), [(None, 97), (HOUR, 25), (40 * MINUTE, 33), (DAY, 2)])
def test_a_pause_leaves_slots_out(pause: timedelta | None, runs: int) -> None:
    found = told(job(QUARTER, pause=pause), START, START + DAY, 5 * MINUTE)
    assert len(found) == runs
    assert all(at.minute % 15 == 0 for at in found)


def test_a_pause_does_not_move_what_goes_by_the_clock() -> None:
    assert len(told(job(cron("0 * * * *"), pause=DAY), START, START + DAY)) == 24
