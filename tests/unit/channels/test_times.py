import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.channels.tables.table import Cell
from voc.channels.times import day_of, followed_of, moment_of, posted_of
from voc.channels.values import CellError

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
DAY = datetime(2026, 9, 30, tzinfo=ZONE)
MINUTE = datetime(2026, 9, 30, 21, 14, tzinfo=ZONE)
SECOND = datetime(2026, 9, 30, 21, 14, 5, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-09-30", DAY), ("2026/9/30", DAY), ("2026.09.30", DAY), ("20260930", DAY),
        (20260930, DAY), ("2026年9月30日", DAY), ("2026년 9월 30일", DAY), ("2026. 9. 30.", DAY),
        ("２０２６－０９－３０", DAY), (date(2026, 9, 30), DAY), (" 2026-09-30 ", DAY),
        ("2026-09-30 21:14", MINUTE), ("2026/9/30 21:14", MINUTE),
        ("2026年9月30日 21时14分", MINUTE),
        ("2026年9月30日 下午9:14", MINUTE), ("2026. 9. 30. 오후 9:14", MINUTE),
        ("2026년 9월 30일 21시 14분", MINUTE), ("2026-9-30 9:14 PM", MINUTE),
        ("2026-09-30T21:14", MINUTE), ("2026-09-30 13:14 UTC", MINUTE),
        ("2026-09-30 21:14:05", SECOND), ("2026-09-30T21:14:05+08:00", SECOND),
        ("2026-09-30T13:14:05Z", SECOND), ("2026-09-30 21:14:05 +0800", SECOND),
        ("2026年9月30日21时14分05秒", SECOND), ("20260930211405", SECOND),
        (1790774045, SECOND), ("1790774045", SECOND), (1790774045000, SECOND),
        ("1790774045000", SECOND), (1790774045.0, SECOND),
        (datetime(2026, 9, 30, 21, 14, 5), SECOND),  # noqa: DTZ001  as Excel gives it
        (datetime(2026, 9, 30, 13, 14, 5, tzinfo=UTC), SECOND),
        (46295.0, DAY), ("46295.88478", datetime(2026, 9, 30, 21, 14, 5, tzinfo=ZONE)),
    ],
)  # fmt: skip
def test_times_are_read_in_every_usual_spelling(cell: Cell, moment: datetime) -> None:
    assert moment_of(cell, ZONE) == moment


@pytest.mark.parametrize("cell", [None, "", "  ", "-", "unknown", "未知", "NaT", "N/A"])
def test_a_time_nobody_knows_is_undated(cell: Cell) -> None:
    assert moment_of(cell, ZONE) is None


@pytest.mark.parametrize(
    "cell", ["3天前", "昨天 12:30", "刚刚", "2 days ago", "yesterday", "3일 전"]
)
def test_relative_times_are_refused_as_such(cell: str) -> None:
    with pytest.raises(CellError, match="relative to a time unknown"):
        moment_of(cell, ZONE)


@pytest.mark.parametrize(
    "cell",
    ["soon", "2026-13-01", "2026-09-31", "25:00", "2026-09-30 25:00", "09/30/2026", "2026-09", "12",
     "0000-00-00", "99999999999999999999", " " * 5_000 + "x", True],
)  # fmt: skip
def test_unreadable_times_are_refused(cell: Cell) -> None:
    start = time.perf_counter()
    with pytest.raises(CellError, match="not a time we can read"):
        moment_of(cell, ZONE)
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("2099-01-01", "posted 2099-01-01: after today"),
        ("9999-12-31", "after today"),
        ("1970-01-01", "posted 1970-01-01: before 1995"),
        (0, "not a time we can read"),
    ],
)
def test_impossible_times_are_refused(cell: Cell, reason: str) -> None:
    with pytest.raises(CellError, match=reason):
        posted_of(cell, ZONE, NOW)


def test_clocks_may_be_a_day_ahead() -> None:
    assert posted_of("2026-11-22 19:00", ZONE, NOW) is not None
    with pytest.raises(CellError):
        posted_of("2026-11-22 21:00", ZONE, NOW)


@pytest.mark.parametrize(
    ("cell", "days"),
    [("3天后追评", 3), ("追评于 12 天后", 12), ("收货当天追评", 0), ("5 days later", 5),
     ("7일 후", 7), ("用户10天后追加", 10), ("30天", 30)],
)  # fmt: skip
def test_a_follow_up_may_be_told_in_days_after_the_first_text(cell: str, days: int) -> None:
    assert followed_of(cell, DAY, ZONE, NOW) == DAY + timedelta(days=days)
    assert followed_of(cell, None, ZONE, NOW) is None


def test_a_follow_up_may_have_a_time_of_its_own_or_none() -> None:
    assert followed_of("2026-09-30 21:14", None, ZONE, NOW) == MINUTE
    assert followed_of("", DAY, ZONE, NOW) is None
    with pytest.raises(CellError, match="relative"):
        followed_of("3天前", DAY, ZONE, NOW)


def test_a_day_is_the_one_its_zone_has() -> None:
    assert day_of("2026-03-11T20:00:00Z", ZONE, "produced_on") == date(2026, 3, 12)
    assert day_of("2026年3月12日", ZONE, "produced_on") == date(2026, 3, 12)
    with pytest.raises(CellError, match="produced_on 1912-03-12: not a likely year"):
        day_of("1912-03-12", ZONE, "produced_on")


@given(st.datetimes(datetime(1995, 1, 1), datetime(2026, 11, 20)))  # noqa: DTZ001
def test_what_python_writes_is_read_back(moment: datetime) -> None:
    assert moment_of(moment.isoformat(), ZONE) == moment.replace(tzinfo=ZONE)
    assert moment_of(str(moment), ZONE) == moment.replace(tzinfo=ZONE)


@given(st.text(max_size=30) | st.text("0123456789年月日时分:-/. 前后天T+", max_size=24))
def test_any_text_is_a_moment_none_or_a_cell_error(text: str) -> None:
    try:
        moment = moment_of(text, ZONE)
    except CellError:
        return
    assert moment is None or moment.tzinfo is not None
