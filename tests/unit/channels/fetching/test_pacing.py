"""How long is waited before asking again."""

import random
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.channels.fetching.pacing import backoff, retry_after

NOW = datetime(2026, 11, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    ("told", "seconds"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 02 Nov 2026 08:01:00 GMT", 60.0),
        ("Mon, 02 Nov 2026 07:00:00 GMT", 0.0),
        ("Mon, 02 Nov 2026 16:01:00 +0800", 60.0),
    ],
)
def test_seconds_and_dates_are_read(told: str, seconds: float) -> None:
    assert retry_after(told, NOW) == seconds


@given(st.text() | st.none())
def test_whatever_is_told_is_a_time_to_wait_for_or_none(told: str | None) -> None:
    found = retry_after(told, NOW)
    assert found is None or 0 <= found <= 10 * 366 * 86_400


@pytest.mark.parametrize("told", ["99999999999", "-5", "soon", "1e9", "Mon, 99 Foo 99999 99:99:99"])
def test_what_is_no_time_is_none(told: str) -> None:
    assert retry_after(told, NOW) is None


@given(st.integers(0, 10_000), st.floats(0.01, 60), st.integers())
def test_waits_double_and_are_spread(tries: int, first_s: float, seed: int) -> None:
    expected = first_s * 2 ** min(tries, 10)
    assert 0.5 * expected <= backoff(tries, first_s, random.Random(seed)) <= 1.5 * expected
