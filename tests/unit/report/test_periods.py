from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.errors import InputError
from voc.report.periods import parse_period, period_of, previous
from voc.types.report import Cadence, Period

SHANGHAI = ZoneInfo("Asia/Shanghai")

# Zones with daylight saving, half hours, midnights that were skipped (São Paulo) and a whole day
# that was (Apia).
zones = st.sampled_from(
    ["Asia/Shanghai", "Asia/Kolkata", "Europe/Berlin", "America/Sao_Paulo", "Pacific/Apia", "UTC"]
).map(ZoneInfo)
cadences = st.sampled_from(Cadence)
moments = st.datetimes(datetime(1980, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 (hypothesis wants naive bounds)


def covers(period: Period, moment: datetime) -> bool:
    return period.start.astimezone(UTC) <= moment < period.end.astimezone(UTC)


def test_an_iso_week_starts_on_monday_midnight_of_its_zone() -> None:
    week = parse_period(Cadence.WEEKLY, "2026-W44", SHANGHAI)
    assert week.start == datetime(2026, 10, 26, tzinfo=SHANGHAI)
    assert week.end == datetime(2026, 11, 2, tzinfo=SHANGHAI)
    assert (week.first_day.isoformat(), week.last_day.isoformat()) == ("2026-10-26", "2026-11-01")


def test_a_month_ends_where_the_next_begins() -> None:
    month = parse_period(Cadence.MONTHLY, "2026-12", SHANGHAI)
    assert month.end == datetime(2027, 1, 1, tzinfo=SHANGHAI)


def test_the_zone_decides_which_week_a_late_review_belongs_to() -> None:
    moment = datetime(2026, 11, 1, 17, tzinfo=UTC)  # Monday 1 a.m. in Shanghai
    assert period_of(moment, Cadence.WEEKLY, SHANGHAI).name == "2026-W45"
    assert period_of(moment, Cadence.WEEKLY, ZoneInfo("UTC")).name == "2026-W44"


def test_new_year_belongs_to_the_iso_year_of_its_week() -> None:
    moment = datetime(2027, 1, 1, 12, tzinfo=UTC)
    assert period_of(moment, Cadence.WEEKLY, SHANGHAI).name == "2026-W53"


@given(moments, cadences, zones)
def test_every_moment_lies_in_its_period(
    moment: datetime, cadence: Cadence, zone: ZoneInfo
) -> None:
    assert covers(period_of(moment, cadence, zone), moment)


@given(moments, cadences, zones)
def test_periods_tile_time(moment: datetime, cadence: Cadence, zone: ZoneInfo) -> None:
    period = period_of(moment, cadence, zone)
    before = previous(period)
    assert before.end == period.start
    assert not covers(before, moment)
    assert (period.first_day - before.last_day).days == 1


@given(moments, cadences, zones)
def test_a_period_is_found_again_by_its_name(
    moment: datetime, cadence: Cadence, zone: ZoneInfo
) -> None:
    period = period_of(moment, cadence, zone)
    assert parse_period(cadence, period.name, zone) == period


@pytest.mark.parametrize(
    ("cadence", "name"),
    [
        (Cadence.WEEKLY, "2026-W54"),
        (Cadence.WEEKLY, "2025-W53"),
        (Cadence.WEEKLY, "2026-10"),
        (Cadence.WEEKLY, "W44"),
        (Cadence.WEEKLY, "0001-W01"),
        (Cadence.MONTHLY, "2026-13"),
        (Cadence.MONTHLY, "2026-W44"),
        (Cadence.MONTHLY, "2026-1"),
        (Cadence.MONTHLY, ""),
    ],
)
def test_a_name_that_is_no_period_is_refused_with_an_example(cadence: Cadence, name: str) -> None:
    example = "2026-W44" if cadence is Cadence.WEEKLY else "2026-10"
    with pytest.raises(InputError, match=f"'{name}' is no {cadence} period.*{example}"):
        parse_period(cadence, name, SHANGHAI)
