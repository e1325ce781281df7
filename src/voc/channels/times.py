"""When something was posted, produced or shipped, in the ways people and programs write it."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from voc.channels.tables.table import Cell
from voc.channels.values import MISSING, CellError, folded_cell, quoted, text_of

EARLIEST = 1995  # no online reviews before; catches epoch zero and misread columns

# One spelling for all: year, month, day, then perhaps half of day, hour, minute, second, zone.
_TIME = re.compile(
    r"(?P<year>\d{4})\s*[-/.年년]\s*(?P<month>\d{1,2})\s*[-/.月월]\s*(?P<day>\d{1,2})\s*[日号일.]?"
    r"(?:[\s,t]*(?:(?:星期|周)[一二三四五六日天]|\([월화수목금토일]\))?"
    r"\s*(?P<half>上午|下午|오전|오후|am|pm)?\s*(?P<hour>\d{1,2})\s*[:时時点點시]"
    r"\s*(?:(?P<minute>\d{1,2})\s*[:分분]?)?\s*(?:(?P<second>\d{1,2})(?:\.\d{1,9})?\s*[秒초]?)?"
    r"\s*(?P<late>am|pm)?\s*(?P<zone>z|utc|gmt|[+-]\d{2}:?\d{2})?)?"
)
_COMPACT = re.compile(r"(?P<day>\d{8})(?P<hour>\d{2})(?P<minute>\d{2})(?P<second>\d{2})")
_NUMBER = re.compile(r"\d{5,13}(?:\.\d{1,12})?")
_RELATIVE = re.compile(
    r"刚刚|剛剛|昨天|今天|前天|小时前|小時前|分钟前|分鐘前|天前|周前|个月前|年前|방금|어제|오늘|전$|ago$|"
    r"yesterday|today|just now"
)
_DAYS_AFTER = re.compile(
    r"\D{0,12}?(?P<days>\d{1,4})\s*(?:(?:天|days?)|(?:天|日|days?|일)\s*(?:之?[后後]|later|after|뒤|후))"
    r"\D{0,12}"
)
_SAME_DAY = re.compile(r"\D{0,8}(?:当天|當天|当日|當日|same day|당일)\D{0,12}")
_AFTERNOON = frozenset({"下午", "오후", "pm"})
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001  Excel's day count knows no zone


def moment_of(cell: Cell, zone: tzinfo, field: str = "posted_at") -> datetime | None:
    """An aware moment; a time that names no zone is of ``zone``. None where it says "unknown".

    Numbers are seconds or milliseconds since 1970, or Excel's days. Raises CellError for times
    that cannot be read, relative ones too: nobody knows what they are relative to.
    """
    if isinstance(cell, date):
        moment = cell if isinstance(cell, datetime) else datetime.combine(cell, time())
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)
    text = text_of(cell, field)
    if text is None or text.strip().lower() in MISSING:
        return None
    try:
        return _read(text, zone)
    except (ValueError, OverflowError):  # a month 13, an hour 25, a year 0
        pass
    plain = folded_cell(text)
    kind = "relative to a time unknown" if _RELATIVE.search(plain) else "not a time we can read"
    raise CellError(f"{field} {quoted(text)} is {kind}")


def posted_of(cell: Cell, zone: tzinfo, now: datetime) -> datetime | None:
    """As moment_of, within what is possible: from 1995 to a day after ``now``."""
    moment = moment_of(cell, zone)
    if moment is not None:
        _check(moment, now)
    return moment


def followed_of(
    cell: Cell, posted_at: datetime | None, zone: tzinfo, now: datetime
) -> datetime | None:
    """When a follow-up was written: a time, or "3天后追评", days after the first text.

    None where it is not told, or told as days after a text that is undated.
    """
    days = _days_after(cell)
    if days is None:
        moment = moment_of(cell, zone, "follow_up_at")
    else:
        moment = posted_at + timedelta(days=days) if posted_at else None
    if moment is not None:
        _check(moment, now)
    return moment


def day_of(cell: Cell, zone: tzinfo, field: str) -> date | None:
    """A calendar day: as written, or the day of ``zone`` a moment falls on."""
    moment = moment_of(cell, zone, field)
    if moment is None:
        return None
    if moment.year < EARLIEST or moment.year > 2100:
        raise CellError(f"{field} {moment:%Y-%m-%d}: not a likely year")
    return moment.astimezone(zone).date()


def _check(moment: datetime, now: datetime) -> None:
    if moment > now + timedelta(days=1):
        raise CellError(f"posted {moment:%Y-%m-%d}: after today")
    if moment.year < EARLIEST:
        raise CellError(f"posted {moment:%Y-%m-%d}: before {EARLIEST}")


def _read(text: str, zone: tzinfo) -> datetime:
    """Raises ValueError or OverflowError for what it cannot read."""
    try:
        # 13 digits can be taken for a date of the year 1701: numbers go the slow way.
        moment = _read_slowly(text) if text.isdigit() else datetime.fromisoformat(text)
    except ValueError:
        moment = _read_slowly(folded_cell(text))
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)


def _read_slowly(plain: str) -> datetime:
    if len(plain) == 8 and plain.isdigit():
        return datetime.fromisoformat(plain)
    if found := _TIME.fullmatch(plain):
        return _from_parts(found)
    if found := _COMPACT.fullmatch(plain):
        return datetime.fromisoformat(
            f"{found['day']}T{found['hour']}{found['minute']}{found['second']}"
        )
    if _NUMBER.fullmatch(plain):
        return _from_number(float(plain))
    raise ValueError(plain)


def _from_parts(found: re.Match[str]) -> datetime:
    part = found.groupdict()
    hour = int(part["hour"] or 0)
    if half := part["half"] or part["late"]:
        hour = hour % 12 + 12 * (half in _AFTERNOON)
    return datetime(
        int(part["year"]),
        int(part["month"]),
        int(part["day"]),
        hour,
        int(part["minute"] or 0),
        int(part["second"] or 0),
        tzinfo=_offset(part["zone"]),
    )


def _offset(zone: str | None) -> tzinfo | None:
    if zone is None:
        return None
    if zone[0] not in "+-":
        return UTC
    sign = -1 if zone[0] == "-" else 1
    return timezone(sign * timedelta(hours=int(zone[1:3]), minutes=int(zone[-2:])))


def _from_number(number: float) -> datetime:
    """Excel's days are five digits until 2173, seconds ten from 2001, milliseconds thirteen."""
    if number < 100_000:
        return _EXCEL_EPOCH + timedelta(seconds=round(number * 86_400))
    return datetime.fromtimestamp(number / 1000 if number >= 1e11 else number, UTC)


def _days_after(cell: Cell) -> int | None:
    if not isinstance(cell, str):
        return None
    plain = folded_cell(cell)
    if _RELATIVE.search(plain):
        return None
    if _SAME_DAY.fullmatch(plain):
        return 0
    found = _DAYS_AFTER.fullmatch(plain)
    return int(found["days"]) if found else None
