"""ISO weeks and calendar months, cut in a zone."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from voc.errors import InputError
from voc.types.report import Cadence, Period

_WEEK = re.compile(r"(\d{4})-W(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
# Far enough from the ends of the calendar that previous and following periods exist.
_YEARS = range(1970, 3000)


def parse_period(cadence: Cadence, name: str, zone: ZoneInfo) -> Period:
    """The period called ``name``: "2026-W44" for weekly, "2026-10" for monthly.

    Raises InputError with an example where ``name`` is no such period.
    """
    try:
        first = _first_week_day(name) if cadence is Cadence.WEEKLY else _first_month_day(name)
    except ValueError as err:
        example = "2026-W44" if cadence is Cadence.WEEKLY else "2026-10"
        raise InputError(
            f"'{name}' is no {cadence} period. Write it like {example} "
            f"(years {_YEARS.start} to {_YEARS.stop - 1})."
        ) from err
    return _starting(cadence, first, zone)


def period_of(moment: datetime, cadence: Cadence, zone: ZoneInfo) -> Period:
    """The period in which ``moment`` (aware) lies."""
    day = moment.astimezone(zone).date()
    weekly = cadence is Cadence.WEEKLY
    return _starting(cadence, _monday(day) if weekly else day.replace(day=1), zone)


def previous(period: Period) -> Period:
    """The period that ends where ``period`` starts."""
    before = period.first_day - timedelta(days=1)
    weekly = period.cadence is Cadence.WEEKLY
    first = _monday(before) if weekly else before.replace(day=1)
    return _starting(period.cadence, first, zone_of(period))


def zone_of(period: Period) -> ZoneInfo:
    """The zone ``period`` was cut in."""
    if not isinstance(period.start.tzinfo, ZoneInfo):
        raise InputError(f"Period {period.name} was not made by voc.report.periods: no named zone.")
    return period.start.tzinfo


def _starting(cadence: Cadence, first: date, zone: ZoneInfo) -> Period:
    after = first + timedelta(days=7) if cadence is Cadence.WEEKLY else _next_month(first)
    return Period(
        cadence=cadence,
        name=_name(cadence, first),
        start=datetime.combine(first, time(), zone),
        end=datetime.combine(after, time(), zone),
        first_day=first,
        last_day=after - timedelta(days=1),
    )


def _name(cadence: Cadence, first: date) -> str:
    if cadence is Cadence.MONTHLY:
        return f"{first.year:04}-{first.month:02}"
    year, week, _ = first.isocalendar()
    return f"{year:04}-W{week:02}"


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _next_month(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def _first_week_day(name: str) -> date:
    return date.fromisocalendar(*_numbers(_WEEK, name), 1)


def _first_month_day(name: str) -> date:
    return date(*_numbers(_MONTH, name), 1)


def _numbers(pattern: re.Pattern[str], name: str) -> tuple[int, int]:
    match = pattern.fullmatch(name)
    if match is None or int(match[1]) not in _YEARS:
        raise ValueError(name)
    return int(match[1]), int(match[2])
