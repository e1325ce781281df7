from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.insight.alerts.told import DAY, HOUR, NOW, message, target
from voc.insight.alerts.parcels import (
    LONGEST_PAUSE,
    MOST_IN_ONE,
    MOST_TRIES,
    ONE_BY_ONE,
    choose,
    is_quiet,
    last_digest,
    pause,
)
from voc.types.alert import Message, Rate, Target, Try

MINUTE = timedelta(minutes=1)
SHANGHAI = ZoneInfo("Asia/Shanghai")


def chosen(
    to: Target, waiting: list[Message], tries: list[datetime] | None = None, now: datetime = NOW
) -> list[int]:
    tried = [Try(at=at, parcel="p") for at in tries or []]
    return [one.seq for one in choose(to, waiting, tried, now)]


def test_few_are_sent_one_by_one_and_in_order() -> None:
    assert chosen(target(), [message(2), message(1)]) == [1]


def test_many_are_sent_as_one() -> None:
    many = [message(number) for number in range(ONE_BY_ONE + 1)]
    assert chosen(target(), many) == [0, 1, 2, 3]
    flood = [message(number) for number in range(500)]
    assert len(chosen(target(), flood)) == MOST_IN_ONE


def test_where_the_rate_leaves_one_try_it_carries_all() -> None:
    slow = target(rate=Rate(most=2, per=HOUR))
    two = [message(1), message(2)]
    assert chosen(slow, two, [NOW - MINUTE]) == [1, 2]
    assert chosen(slow, two, [NOW - MINUTE, NOW - 2 * MINUTE]) == []
    assert chosen(slow, two, [NOW - MINUTE, NOW - HOUR]) == [1, 2]


def test_a_parcel_is_tried_again_as_it_was_and_nothing_overtakes_it() -> None:
    packed = [message(1, parcel="p"), message(2, parcel="p"), message(3)]
    assert chosen(target(), packed) == [1, 2]
    leased = [message(1, parcel="p", lease_until=NOW + MINUTE), message(3)]
    assert chosen(target(), leased) == []
    assert chosen(target(), leased, now=NOW + MINUTE) == [1]
    pausing = [message(1, parcel="p", due_at=NOW + MINUTE), message(3)]
    assert chosen(target(), pausing) == []


def test_a_lease_of_a_clock_that_was_wrong_holds_nobody() -> None:
    leased = [message(1, parcel="p", lease_until=NOW + 365 * DAY)]
    assert chosen(target(), leased) == [1]
    assert chosen(target(), [message(1, parcel="p", due_at=NOW + 365 * DAY)]) == [1]


def test_at_night_only_the_urgent_is_sent() -> None:
    night = target(quiet=(time(22), time(8)), zone=SHANGHAI)
    late = datetime(2026, 11, 2, 23, 0, tzinfo=SHANGHAI)
    assert chosen(night, [message(1), message(2, urgent=True)], now=late) == [2]
    assert chosen(night, [message(1)], now=late) == []
    assert chosen(night, [message(1)], now=late + 9 * HOUR) == [1]


@pytest.mark.parametrize(
    ("hour", "across", "within"), [(7, True, False), (8, False, True), (12, False, True),
                                   (21, False, False), (22, True, False), (0, True, False)]
)  # fmt: skip
def test_quiet_hours_may_lie_across_midnight(hour: int, across: bool, within: bool) -> None:
    now = datetime(2026, 11, 2, hour, 0, tzinfo=SHANGHAI)
    assert is_quiet(target(quiet=(time(22), time(8)), zone=SHANGHAI), now) is across
    assert is_quiet(target(quiet=(time(8), time(21)), zone=SHANGHAI), now) is within


def test_a_digest_holds_all_that_came_before_its_hour() -> None:
    daily = target(digest=time(9), zone=SHANGHAI)
    nine = datetime(2026, 11, 2, 9, 0, tzinfo=SHANGHAI)
    waiting = [message(1, at=nine - 9 * HOUR), message(2, at=nine - MINUTE)]
    late = message(3, at=nine + MINUTE)
    assert chosen(daily, [*waiting, late], now=nine - MINUTE) == []
    assert chosen(daily, [*waiting, late], now=nine + 2 * MINUTE) == [1, 2]
    assert chosen(daily, [late], now=nine + 5 * HOUR) == []
    urgent = message(4, at=nine, urgent=True)
    assert chosen(daily, [late, urgent], now=nine + 5 * HOUR) == [4]
    assert last_digest(daily, time(9), nine + 25 * HOUR) == nine + DAY


def test_pauses_grow_until_nothing_is_tried_any_more() -> None:
    pauses = [pause(tries, None) for tries in range(1, MOST_TRIES)]
    assert pauses[0] == timedelta(seconds=15)
    assert pauses == sorted(pauses, key=lambda one: one or DAY)
    assert pauses[-1] == LONGEST_PAUSE
    assert sum((one or DAY for one in pauses), timedelta()) > 20 * HOUR
    assert pause(MOST_TRIES, None) is None


@pytest.mark.parametrize("asked", [0.0, -5.0, 1.0, float("nan")])
def test_a_receiver_cannot_ask_for_less_than_our_own_pause(asked: float) -> None:
    assert pause(3, asked) == timedelta(minutes=1)


@pytest.mark.parametrize(("asked", "hours"), [(7200.0, 2), (1e9, 6), (float("inf"), 6)])
def test_a_receiver_can_ask_for_more_within_reason(asked: float, hours: int) -> None:
    assert pause(1, asked) == hours * HOUR


@given(
    st.lists(st.integers(0, 5), max_size=200),
    st.integers(1, 5),
    st.lists(st.booleans(), max_size=200),
)
def test_no_span_as_long_as_the_rate_s_holds_more_tries_than_it_allows(
    arrivals: list[int], most: int, failures: list[bool]
) -> None:
    """Played minute by minute: what comes in, what is tried, what fails."""
    slow = target(rate=Rate(most=most, per=HOUR))
    waiting: list[Message] = []
    tries: list[Try] = []
    came = 0
    fails = iter(failures)
    for minute, count in enumerate(arrivals):
        now = NOW + minute * MINUTE
        waiting += [message(came + number) for number in range(count)]
        came += count
        while taken := choose(slow, waiting, tries, now):
            tries.append(Try(at=now, parcel="p"))
            if next(fails, False):
                break
            waiting = [one for one in waiting if one not in taken]
    for one in tries:
        within = [other for other in tries if one.at <= other.at < one.at + HOUR]
        assert len(within) <= most
