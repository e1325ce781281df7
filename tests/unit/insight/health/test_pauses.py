from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from voc.insight.health.pauses import DAY, MOST_PATIENT, PLAN, next_asking, next_pause
from voc.types.source import Health, SourceState

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


def state(unchanged: int) -> SourceState:
    return SourceState(
        source="paper", health=Health.OK, since=NOW, because="-", unchanged=unchanged
    )


def test_a_source_with_news_is_asked_at_its_own_pace() -> None:
    assert next_pause(state(0), timedelta(minutes=15)) == timedelta(minutes=15)


@given(st.integers(0, 10_000), st.integers(1, 60 * 48))
def test_a_source_without_news_is_asked_less_often_within_bounds(rounds: int, minutes: int) -> None:
    base = timedelta(minutes=minutes)
    pause = next_pause(state(rounds), base)
    assert base <= pause <= max(base, min(base * MOST_PATIENT, DAY))
    assert pause <= next_pause(state(rounds + 1), base)


@given(st.text(max_size=30), st.integers(1, len(PLAN)))
def test_an_item_is_asked_again_within_its_plan(url: str, asked: int) -> None:
    again = next_asking(url, asked, NOW)
    assert again == next_asking(url, asked, NOW)
    assert again is not None
    assert PLAN[asked - 1] <= again - NOW <= PLAN[asked - 1] * 1.1


def test_an_item_that_never_changed_is_let_go_in_the_end() -> None:
    assert next_asking("a", len(PLAN) + 1, NOW) is None
