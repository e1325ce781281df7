"""What day a written date can mean, seen from the day on which it was written down."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

# Goods older than this are hardly reviewed: what two-digit figures can mean is told by it.
OLDEST_YEARS = 6
_ROC = 1911  # year 115 of Taiwan's calendar is 2026
_LEAP_CYCLE = 8  # 29 February comes at least once in so many years


@dataclass(frozen=True, slots=True)
class Day:
    """A resolved date: ISO 8601 as far as it was told.

    "2026-03-12", "2026-03", "2026", "2026-W11"; without a year "--03-12" or "--03".
    """

    value: str
    ambiguous: bool = False  # it can be read otherwise; ``value`` is the likelier reading


def of_parts(
    year: int | None, month: int, day: int | None, seen: date | None, *, ahead: bool = False
) -> Day | None:
    """A date told in words; None where there is no such day.

    Without a year it is the last such day up to ``seen`` or, where it may lie ``ahead``, the
    nearest; where ``seen`` is unknown no year is told.
    """
    if year is not None:
        return _exact(full_year(year), month, day)
    if seen is None:
        known = _exact(2000, month, day)  # a leap year
        return Day(f"-{known.value[4:]}", ambiguous=True) if known else None
    if ahead:
        return _nearest(month, day, seen)
    tried = (_exact(seen.year - back, month, day) for back in range(_LEAP_CYCLE + 1))
    latest = (seen + timedelta(days=1)).isoformat()
    return next((one for one in tried if one and one.value <= latest[: len(one.value)]), None)


def of_figures(
    figures: tuple[str, str, str], seen: date | None, *, year_first: bool, ahead: bool = False
) -> Day | None:
    """A date told in three figures, in whatever order leaves one that goods can have.

    ``year_first``: whether the language of its label writes years first, so that where such a
    reading is possible no other is.
    """
    readings = [one for one in _orders(figures) if one is not None]
    likely = [one for one in readings if _likely(one, seen, ahead)]
    if year_first and likely and likely[0] == _of_order(figures, (0, 1, 2)):
        return Day(likely[0].isoformat())
    distinct = list(dict.fromkeys(likely or readings))
    if not distinct:
        return None
    return Day(distinct[0].isoformat(), ambiguous=len(distinct) > 1)


def full_year(year: int) -> int:
    if year < 100:
        return year + 2000
    return year + _ROC if year < 200 else year


def _orders(figures: tuple[str, str, str]) -> Iterator[date | None]:
    """Year first, month first, day first: as far as the lengths of the figures allow."""
    if len(figures[2]) < 3:
        yield _of_order(figures, (0, 1, 2))
    if len(figures[0]) < 3:
        yield _of_order(figures, (2, 0, 1))
        yield _of_order(figures, (2, 1, 0))


def _of_order(figures: tuple[str, str, str], places: tuple[int, int, int]) -> date | None:
    year, month, day = (int(figures[place]) for place in places)
    try:
        return date(full_year(year), month, day)
    except ValueError:
        return None


def _likely(day: date, seen: date | None, ahead: bool) -> bool:
    if seen is None:
        return True
    if ahead:
        return abs(day.year - seen.year) <= OLDEST_YEARS
    return seen.year - OLDEST_YEARS <= day.year and day <= seen + timedelta(days=1)


def _nearest(month: int, day: int | None, seen: date) -> Day | None:
    years = (seen.year, seen.year + 1, seen.year - 1)
    known = [one for one in (_exact(year, month, day) for year in years) if one]
    return min(known, key=lambda one: _distance(one, seen), default=None)


def _distance(day: Day, seen: date) -> int:
    middle = day.value if len(day.value) > 7 else f"{day.value}-15"
    return abs((date.fromisoformat(middle) - seen).days)


def _exact(year: int, month: int, day: int | None) -> Day | None:
    try:
        told = date(year, month, 1 if day is None else day)
    except ValueError:
        return None
    return Day(told.isoformat() if day is not None else told.isoformat()[:7])
