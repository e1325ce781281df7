"""When a row was posted: in a format that was told, as files are read, or seen from the asking."""

import re
import unicodedata
from datetime import UTC, datetime, time, timedelta, tzinfo
from email.utils import parsedate_to_datetime

from voc.channels.tables.table import Cell
from voc.channels.times import moment_of
from voc.channels.values import CellError, quoted

EPOCH, EPOCH_MS = "epoch", "epoch_ms"
_LONGEST = 80
_OFFSET = re.compile("%:?z")  # of a time format that reads its own
_COUNT = r"(?P<count>\d{1,4}|[一二两兩三四五六七八九十半]|an?)"
_AGO = re.compile(
    rf"{_COUNT}\s*(?:个|個)?\s*(?P<unit>秒钟?|秒鐘|分钟?|分鐘|小时|小時|钟头|天|日|周|週|星期|礼拜|月|年|초|분|시간"
    r"|일|주|개월|달|년|seconds?|secs?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|[smhdwy])"
    r"\s*(?:之?以?前|전|ago)"
)
_NOW = re.compile(r"刚刚|剛剛|刚才|剛才|방금(?: 전)?|지금|just now|now")
_NAMED = re.compile(
    r"(?P<day>今天|今日|昨天|昨日|前天|오늘|어제|그저께|today|yesterday)[\s,]*(?:at\s*)?"
    r"(?:(?P<hour>\d{1,2})[:点點时時](?P<minute>\d{2})分?(?::(?P<second>\d{2}))?)?"
)
_NO_YEAR = re.compile(
    r"(?P<month>\d{1,2})\s*[-/.月월]\s*(?P<day>\d{1,2})\s*[日号日일]?"
    r"(?:[\s,]*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2}))?)?"
)
_NUMBERS = {word: number for number, word in enumerate("一二三四五六七八九十", start=1)} | {
    "两": 2, "兩": 2, "a": 1, "an": 1,
}  # fmt: skip
_DAYS_AGO = {
    "今天": 0, "今日": 0, "오늘": 0, "today": 0, "昨天": 1, "昨日": 1, "어제": 1, "yesterday": 1,
    "前天": 2, "그저께": 2,
}  # fmt: skip
# Of a unit its seconds; months and years are as long as they are on average.
_UNITS = (
    (("秒", "초", "s"), 1), (("分", "분", "min", "m"), 60), (("小", "钟", "시", "h"), 3_600),
    (("天", "日", "일", "d"), 86_400), (("周", "週", "星", "礼", "주", "w"), 604_800),
    (("月", "개", "달", "mon"), 2_629_746), (("年", "년", "y"), 31_556_952),
)  # fmt: skip


def read_moment(cell: Cell, form: str | None, zone: tzinfo, asked_at: datetime) -> datetime | None:
    """Aware; None where it says that it is unknown. What names no year is the latest such day.

    Raises CellError for what cannot be read.
    """
    return _told(cell, form, zone) if form else _read(cell, zone, asked_at)


def _told(cell: Cell, form: str, zone: tzinfo) -> datetime:
    text = "" if cell is None else str(cell).strip()
    try:
        if len(text) > _LONGEST:
            raise ValueError(text)
        if form in {EPOCH, EPOCH_MS}:
            seconds = float(text) / (1000 if form == EPOCH_MS else 1)
            return datetime.fromtimestamp(seconds, UTC)
        if _OFFSET.search(form.replace("%%", "")):
            return datetime.strptime(text, form).astimezone(UTC)
        return datetime.strptime(text, form).replace(tzinfo=zone)
    except (ValueError, OverflowError, OSError) as err:
        raise CellError(f"posted_at {quoted(text)} does not fit the time format “{form}”") from err


def _read(cell: Cell, zone: tzinfo, asked_at: datetime) -> datetime | None:
    try:
        return moment_of(cell, zone)
    except CellError:
        plain = unicodedata.normalize("NFKC", str(cell)).strip()
        if len(plain) > _LONGEST:
            raise
        found = _relative(plain.lower(), zone, asked_at) or _of_mail(plain, zone)
        if found is None:
            raise
        return found


def _relative(plain: str, zone: tzinfo, asked_at: datetime) -> datetime | None:
    try:
        if _NOW.fullmatch(plain):
            return asked_at
        if ago := _AGO.fullmatch(plain):
            return asked_at - _length(ago["count"], ago["unit"])
        local = asked_at.astimezone(zone)
        if named := _NAMED.fullmatch(plain):
            day = local - timedelta(days=_DAYS_AGO[named["day"]])
            return _at_hour(day, named)
        if dated := _NO_YEAR.fullmatch(plain):
            return _last(local, dated)
    except (ValueError, OverflowError):  # 25:61, the 30th of February
        return None
    return None


def _length(count: str, unit: str) -> timedelta:
    number = 0.5 if count == "半" else float(_NUMBERS.get(count) or count)
    # "min" before "m" and "mon": each unit is sought by its longest beginning.
    by_start = sorted(
        ((start, seconds) for starts, seconds in _UNITS for start in starts),
        key=lambda one: -len(one[0]),
    )
    seconds = next(seconds for start, seconds in by_start if unit.startswith(start))
    return timedelta(seconds=number * seconds)


def _at_hour(day: datetime, found: re.Match[str]) -> datetime:
    hour, minute, second = (int(found[part] or 0) for part in ("hour", "minute", "second"))
    return datetime.combine(day.date(), time(hour, minute, second), tzinfo=day.tzinfo)


def _last(local: datetime, found: re.Match[str]) -> datetime:
    """The latest such day that is not after tomorrow."""
    for year in range(local.year + 1, local.year - 9, -1):  # the 29th of February: eight years
        try:
            day = local.replace(year=year, month=int(found["month"]), day=int(found["day"]))
        except ValueError:
            continue
        at = _at_hour(day, found)
        if at <= local + timedelta(days=1):
            return at
    raise ValueError(found[0])


def _of_mail(plain: str, zone: tzinfo) -> datetime | None:
    """ "Wed, 18 Nov 2026 10:00:00 +0800", and as microblogs write it: the year last."""
    try:
        at = parsedate_to_datetime(plain)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    return at if at.tzinfo else at.replace(tzinfo=zone)
