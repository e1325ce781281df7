from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from voc.insight.health.pauses import (
    DAY,
    MOST_PATIENT,
    PLAN,
    next_asking,
    next_pause,
    said_to_change,
)
from voc.types.source import Health, SourceState

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def state(unchanged: int = 0, failures: int = 0) -> SourceState:
    return SourceState(
        source="paper",
        health=Health.OK,
        since=NOW,
        because="-",
        unchanged=unchanged,
        failures=failures,
    )


def test_a_source_with_news_is_asked_at_its_own_pace() -> None:
    assert next_pause(state(0), timedelta(minutes=15)) == timedelta(minutes=15)


def test_a_server_that_says_when_to_come_again_is_not_asked_before() -> None:
    told = replace(state(0), asked_at=NOW, retry_at=NOW + timedelta(hours=5))
    assert next_pause(told, timedelta(minutes=15)) == timedelta(hours=5)
    assert next_pause(told, timedelta(hours=6)) == timedelta(hours=6)


@given(st.integers(0, 10_000), st.integers(1, 60 * 48))
def test_a_source_without_news_is_asked_less_often_within_bounds(rounds: int, minutes: int) -> None:
    base = timedelta(minutes=minutes)
    pause = next_pause(state(rounds), base)
    assert base <= pause <= max(base, min(base * MOST_PATIENT, DAY))
    assert pause <= next_pause(state(rounds + 1), base)


def test_a_source_that_fails_is_asked_less_often_too() -> None:
    assert next_pause(state(failures=12), timedelta(minutes=15)) == timedelta(hours=2)


@given(st.text(max_size=30), st.integers(1, len(PLAN)))
def test_an_item_is_asked_again_within_its_plan(url: str, asked: int) -> None:
    again = next_asking(url, asked, NOW)
    assert again == next_asking(url, asked, NOW)
    assert again is not None
    assert PLAN[asked - 1] <= again - NOW <= PLAN[asked - 1] * 1.1


def test_an_item_that_never_changed_is_let_go_in_the_end() -> None:
    assert next_asking("a", len(PLAN) + 1, NOW) is None


def test_what_was_old_when_it_was_heard_of_is_asked_again_less_often() -> None:
    old = timedelta(days=30)
    again = next_asking("a", 1, NOW, age=old)
    assert again is not None
    assert again - NOW >= timedelta(days=7)
    assert next_asking("a", 3, NOW, age=old) is None
    assert next_asking("a", 1, NOW, age=timedelta(days=365)) is None


def test_a_change_that_is_told_is_believed_at_once_after_a_long_rest() -> None:
    assert said_to_change(6, NOW - 30 * DAY, NOW) == NOW


def test_a_site_that_always_says_changed_is_believed_ever_less_often() -> None:
    asked_at, askings = NOW, 1
    while asked_at < NOW + 365 * DAY:
        asked_at = said_to_change(askings, asked_at, asked_at + timedelta(minutes=15))
        askings += 1
    assert askings < 20
