"""Times of rows: as told by a format, as files are read, and seen from the asking."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.channels.specs.written import NOW, ZONE
from voc.channels.specs.times import read_moment
from voc.channels.values import CellError


def told(cell: str | int | float, form: str | None = None) -> str:
    moment = read_moment(cell, form, ZONE, NOW)
    assert moment is not None
    return f"{moment.astimezone(ZONE):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-11-18 09:30", "2026-11-18 09:30"),
        ("刚刚", "2026-11-20 12:00"),
        ("3小时前", "2026-11-20 09:00"),
        ("半小时前", "2026-11-20 11:30"),
        ("5 分钟前", "2026-11-20 11:55"),
        ("两天前", "2026-11-18 12:00"),
        ("1周前", "2026-11-13 12:00"),
        ("昨天 14:30", "2026-11-19 14:30"),
        ("前天", "2026-11-18 00:00"),
        ("今天 08:05", "2026-11-20 08:05"),
        ("11-18 09:30", "2026-11-18 09:30"),
        ("11月18日", "2026-11-18 00:00"),
        ("12-31", "2025-12-31 00:00"),
        ("3시간 전", "2026-11-20 09:00"),
        ("어제", "2026-11-19 00:00"),
        ("방금", "2026-11-20 12:00"),
        ("2 hours ago", "2026-11-20 10:00"),
        ("an hour ago", "2026-11-20 11:00"),
        ("10 mins ago", "2026-11-20 11:50"),
        ("yesterday at 14:30", "2026-11-19 14:30"),
        ("just now", "2026-11-20 12:00"),
        ("Wed Nov 18 10:00:00 +0800 2026", "2026-11-18 10:00"),
        ("Wed, 18 Nov 2026 10:00:00 +0800", "2026-11-18 10:00"),
    ],
)
def test_times_are_read_as_sites_write_them(written: str, moment: str) -> None:
    assert told(written) == moment


@pytest.mark.parametrize(
    ("cell", "form", "moment"),
    [
        (1763600000, "epoch", "2025-11-20 08:53"),
        ("1763600000", "epoch", "2025-11-20 08:53"),
        (1763600000000, "epoch_ms", "2025-11-20 08:53"),
        ("18/11/2026", "%d/%m/%Y", "2026-11-18 00:00"),
        ("2026-11-18T01:00:00+0000", "%Y-%m-%dT%H:%M:%S%z", "2026-11-18 09:00"),
    ],
)
def test_a_format_that_is_told_is_kept_to(cell: str | int, form: str, moment: str) -> None:
    assert told(cell, form) == moment


@pytest.mark.parametrize(
    ("cell", "form"),
    [
        ("soon", None),
        ("13-45", None),
        ("今天 25:61", None),
        ("9" * 5_000, None),
        ("9" * 70, "epoch"),
        ("nan", "epoch"),
        ("18.11.2026", "%Y-%m-%d"),
        ("3小时前" * 100, None),
    ],
)
def test_what_is_no_time_is_refused(cell: str, form: str | None) -> None:
    with pytest.raises(CellError):
        read_moment(cell, form, ZONE, NOW)


def test_a_29th_of_february_is_of_the_last_leap_year() -> None:
    assert told("2-29") == "2024-02-29 00:00"


@given(st.integers(1, 999), st.sampled_from(["分钟前", "小时前", "天前"]))
def test_what_was_ago_was_before_the_asking(count: int, unit: str) -> None:
    moment = read_moment(f"{count}{unit}", None, ZONE, NOW)
    assert moment is not None
    assert NOW - timedelta(days=1_000) < moment < NOW


@given(st.text(max_size=60))
def test_any_text_is_a_moment_or_refused(text: str) -> None:
    try:
        moment = read_moment(text, None, ZONE, NOW)
    except CellError:
        return
    assert moment is None or isinstance(moment.astimezone(UTC), datetime)
