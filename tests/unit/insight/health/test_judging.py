"""Every state a source can be in, and how it gets there."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from voc.insight.health.judging import judge
from voc.types.fetching import Why
from voc.types.source import Health, Outcome, SourceDay, SourceState

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FRESH = SourceState(source="paper", health=Health.NEW, since=NOW - DAY, because="-")
FINE = replace(FRESH, health=Health.OK, succeeded_at=NOW - HOUR, asked_at=NOW - HOUR)


def day(ago: int, **counts: int) -> SourceDay:
    return SourceDay(source="paper", day=(NOW - ago * DAY).date(), **{"asked": 4, **counts})


HABIT = [day(ago, new=5, read=5, kept=5) for ago in range(60, 0, -1)]


def after(
    before: SourceState,
    days: Sequence[SourceDay] = HABIT,
    at: datetime = NOW,
    **told: object,
) -> SourceState:
    outcome = replace(Outcome(source="paper", answered=True), **told)
    return judge(days, before, outcome, at, UTC)


def failing(before: SourceState, why: Why, times: int, step: timedelta = HOUR) -> SourceState:
    for number in range(times):
        before = after(before, answered=False, why=why, message="no answer", at=NOW + number * step)
    return before


def test_a_source_that_tells_news_is_well() -> None:
    state = after(FRESH, new=2)
    assert (state.health, state.since, state.new_at, state.unchanged) == (Health.OK, NOW, NOW, 0)


def test_a_source_that_told_nothing_yet_is_new() -> None:
    assert after(FRESH, days=[]).health is Health.NEW


def test_rounds_without_news_are_counted_and_change_nothing() -> None:
    state = after(after(FINE))
    assert (state.health, state.since, state.unchanged) == (Health.OK, FINE.since, 2)


def test_a_failure_that_passes_is_told_when_it_lasts() -> None:
    assert failing(FINE, Why.TIMEOUT, 2).health is Health.OK
    assert failing(FINE, Why.TIMEOUT, 3).health is Health.FAILING
    quick = failing(FINE, Why.TIMEOUT, 4, step=timedelta(minutes=1))
    assert quick.health is Health.OK


@pytest.mark.parametrize("why", [Why.GONE, Why.DENIED, Why.ROBOTS, Why.FORBIDDEN, Why.TOO_LARGE])
def test_a_failure_that_does_not_pass_is_told_at_its_second_time(why: Why) -> None:
    assert failing(FINE, why, 1).health is Health.OK
    state = failing(FINE, why, 2)
    assert (state.health, state.error, state.failures) == (Health.FAILING, why.value, 2)
    assert state.because == "It could not be asked, 2 times in a row: no answer."


def test_one_answer_is_a_recovery() -> None:
    state = after(failing(FINE, Why.GONE, 5), new=1, at=NOW + DAY)
    assert (state.health, state.failures, state.error) == (Health.OK, 0, None)
    assert state.since == NOW + DAY


def test_silence_beyond_its_habit_is_told_with_its_figures() -> None:
    silent = [*HABIT[:-6], *(day(ago) for ago in range(6, 0, -1))]
    state = after(FINE, days=silent)
    assert state.health is Health.SILENT
    assert "6 days" in state.because
    assert after(state, days=silent, new=1).health is Health.OK


def test_an_entry_that_told_of_items_and_tells_of_none_has_changed() -> None:
    state = after(FINE, emptied=True)
    assert state.health is Health.CHANGED
    assert after(state).health is Health.CHANGED
    assert after(state, new=1).health is Health.OK


def test_pages_that_cannot_be_read_any_more_have_changed() -> None:
    broken = [*HABIT, day(0, new=6, read=6, rejected=6)]
    state = after(FINE, days=broken, new=6)
    assert state.health is Health.CHANGED
    assert "before it was 0 of" in state.because


def test_pages_that_cannot_be_read_do_not_become_the_habit() -> None:
    broken = [day(ago, new=6, read=6, rejected=6) for ago in range(40, -1, -1)]
    changed = replace(FINE, health=Health.CHANGED, since=NOW - 40 * DAY)
    state = after(changed, days=[*HABIT[:-40], *broken], new=6)
    assert (state.health, state.since) == (Health.CHANGED, changed.since)


def test_a_source_that_always_had_pages_nobody_can_read_has_not() -> None:
    habit = [replace(one, read=6, kept=2, rejected=4) for one in HABIT]
    assert after(FINE, days=habit, new=1).health is Health.OK


def test_a_layout_that_is_mended_is_well_within_a_day() -> None:
    broken = [*HABIT[:-1], day(1, new=6, read=6, rejected=6)]
    state = after(FINE, days=broken, new=1)
    assert state.health is Health.CHANGED
    mended = [*broken, day(0, new=6, read=6, kept=6)]
    assert after(state, days=mended, new=6).health is Health.OK


def test_a_source_of_which_nothing_could_ever_be_read_says_so() -> None:
    state = after(FRESH, days=[day(ago, new=4, read=4, rejected=4) for ago in (1, 0)], new=4)
    assert state.health is Health.NEW
    assert "none of the 8 items" in state.because


def test_a_feed_that_was_always_empty_has_not_changed() -> None:
    assert after(FRESH, days=[day(1), day(0)], emptied=True).health is Health.NEW


def test_a_silence_outlasts_the_sight_of_its_habit() -> None:
    silent = replace(FINE, health=Health.SILENT, since=NOW - 70 * DAY, because="70 days")
    long = [day(ago) for ago in range(120, 0, -1)]
    state = after(silent, days=long)
    assert (state.health, state.since, state.because) == (Health.SILENT, silent.since, "70 days")
    assert after(silent, days=long, new=1).health is Health.OK


def test_who_sends_by_themselves_are_missed_too() -> None:
    sent = [replace(one, asked=0) for one in HABIT[:-6]]
    assert after(FINE, days=sent).health is Health.SILENT
    assert after(FINE, days=[*sent, *(replace(one, asked=0) for one in HABIT[-6:])]).health is (
        Health.OK
    )


def test_days_are_those_of_the_zone() -> None:
    """Seen at 23:30 UTC, which is the next day already; what that day could read was before."""
    zone = timezone(9 * HOUR)
    since = NOW.replace(hour=23)
    changed = replace(FINE, health=Health.CHANGED, since=since)
    days = [day(1, read=1, kept=1), replace(day(0), day=(since + 9 * HOUR).date(), read=1, kept=1)]
    outcome = Outcome(source="paper", answered=True)
    assert judge(days, changed, outcome, since + HOUR, zone).health is Health.CHANGED


def test_what_a_person_paused_stays_so() -> None:
    paused = replace(FINE, health=Health.PAUSED)
    assert failing(paused, Why.GONE, 5).health is Health.PAUSED


def test_when_a_server_wants_no_question_is_kept_till_it_answers_and_within_reason() -> None:
    soon, never = NOW + 5 * HOUR, NOW + 3650 * DAY
    state = after(FINE, answered=False, why=Why.RATE, retry_at=soon)
    assert state.retry_at == soon
    assert after(state, new=1).retry_at is None
    assert after(FINE, answered=False, why=Why.RATE, retry_at=never).retry_at == NOW + 7 * DAY
