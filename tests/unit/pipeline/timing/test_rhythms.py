"""Rhythms as people write them."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.errors import InputError
from voc.pipeline.timing.rhythms import parse_length, parse_quiet, parse_rhythm
from voc.types.schedule import Cron, Every, QuietHours


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("15 min", 15), ("every 15 min", 15), ("Every 15min", 15), ("2 h", 120), ("1 day", 1440),
        ("every hour", 60), ("90s", 1.5), ("1 week", 10_080), ("0.5 h", 30),
    ],
)  # fmt: skip
def test_a_length_is_a_rhythm(text: str, minutes: float) -> None:
    assert parse_rhythm(text) == Every(distance=timedelta(minutes=minutes))


@pytest.mark.parametrize("text", ["0 8 * * 1", "*/5 * * * *", "0 8 1 * *", "0 22 * * MON-FRI"])
def test_cron_is_a_rhythm(text: str) -> None:
    assert parse_rhythm(text) == Cron(expression=text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("sometimes", "is no rhythm. Write"),
        ("@daily", "is no rhythm. Write"),
        ("", "is no rhythm"),
        ("every -5 min", "is no rhythm"),
        ("10 s", "too often"),
        ("9 weeks 1 day", "is no rhythm"),
        ("60 weeks", "too rare"),
        ("61 * * * *", "bad minute"),
        ("* * * * * *", "Five fields"),
        ("0 0 30 2 *", "bad day-of-month"),
        ("9" * 5_000 + " * * * *", "is no cron expression"),
    ],
)
def test_what_is_no_rhythm_is_told_with_what_to_write(text: str, told: str) -> None:
    with pytest.raises(InputError, match=told) as caught:
        parse_rhythm(text)
    assert len(str(caught.value)) < 300


@given(st.text())
def test_any_text_is_a_rhythm_or_refused(text: str) -> None:
    for parse in (parse_rhythm, parse_length, parse_quiet):
        refusal = refused(parse, text)
        assert refusal is None or "write" in refusal.lower() or "possible" in refusal


def refused(parse: Callable[[str], object], text: str) -> str | None:
    """Why; None where it was read."""
    try:
        parse(text)
    except InputError as err:
        return str(err)
    return None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("22:00-07:00", time(22), time(7)),
        ("0:00 - 6:30", time(0), time(6, 30)),
        ("22:00–24:00", time(22), time(0)),
    ],
)
def test_quiet_hours_go_over_midnight(text: str, start: time, end: time) -> None:
    assert parse_quiet(text) == QuietHours(start=start, end=end)


@pytest.mark.parametrize("text", ["25:00-07:00", "night", "22-7", "08:00-08:00", "24:00-00:00"])
def test_other_quiet_hours_are_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"quiet hours|no time at all"):
        parse_quiet(text)
