"""Rhythms, lengths of time and quiet hours as people write them."""

import re
from datetime import UTC, datetime, time, timedelta

from cronsim import CronSim, CronSimError

from voc.errors import InputError
from voc.types.schedule import Cron, Every, QuietHours, Rhythm

SHORTEST, LONGEST = timedelta(minutes=1), timedelta(days=366)
LONGEST_TEXT = 200  # of a cron expression: more is no rhythm but an attack on whoever reads it

HOW_RHYTHM = 'Write "15 min", "2 h", "1 day", or cron as "0 8 * * 1" (Mondays at 08:00).'
HOW_LENGTH = 'Write a number with s, min, h, day or week, as "15 min".'
HOW_QUIET = 'Write "22:00-07:00".'

_UNITS = {
    "s": 1, "sec": 1, "second": 1, "seconds": 1,
    "m": 60, "min": 60, "mins": 60, "minute": 60, "minutes": 60,
    "h": 3600, "hour": 3600, "hours": 3600,
    "d": 86_400, "day": 86_400, "days": 86_400,
    "w": 604_800, "week": 604_800, "weeks": 604_800,
}  # fmt: skip
_LENGTH = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)?\s*([a-z]{1,7})", re.ASCII)
_HOURS = re.compile(r"(\d{1,2}):(\d{2})\s*(?:-|–|to)\s*(\d{1,2}):(\d{2})", re.ASCII)


def parse_rhythm(text: str) -> Rhythm:
    """ "every 15 min", "15 min" or cron. Raises InputError that says what to write."""
    words = text.strip().lower()
    told = words.removeprefix("every ").strip()
    if len(told.split()) >= 5 and told == words:
        return _cron(text.strip())
    length = _length(told)
    if length is None:
        raise InputError(f"{_quoted(text)} is no rhythm. {HOW_RHYTHM}")
    if not SHORTEST <= length <= LONGEST:
        raise InputError(
            f"{_quoted(text)} is too {'often' if length < SHORTEST else 'rare'}: "
            "from 1 min to 366 days is possible."
        )
    return Every(distance=length)


def parse_length(text: str) -> timedelta:
    """ "15 min", "3 days". Raises InputError."""
    length = _length(text.strip().lower())
    if length is None or length > LONGEST:
        raise InputError(f"{_quoted(text)} is no length of time, or too long a one. {HOW_LENGTH}")
    return length


def parse_quiet(text: str) -> QuietHours:
    """ "22:00-07:00". Raises InputError."""
    found = _HOURS.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        first, first_minute, last, last_minute = map(int, found.groups())
        # 24:00 is how people write the end of a day.
        ends = time(0 if (last, last_minute) == (24, 0) else last, last_minute)
        quiet = QuietHours(start=time(first, first_minute), end=ends)
    except ValueError as err:
        raise InputError(f"{_quoted(text)} are no quiet hours. {HOW_QUIET}") from err
    if quiet.start == quiet.end:
        raise InputError(f"{_quoted(text)} leaves no time at all: nothing would ever run.")
    return quiet


def _length(text: str) -> timedelta | None:
    found = _LENGTH.fullmatch(text)
    if found is None or found[2] not in _UNITS:
        return None
    seconds = float(found[1] or 1) * _UNITS[found[2]]
    # "every 0 min" is a slip; the longest is told by who asks.
    return timedelta(seconds=seconds) if 0 < seconds < LONGEST.total_seconds() * 10 else None


def _cron(text: str) -> Cron:
    fields = text.split()
    try:
        if len(fields) != 5 or len(text) > LONGEST_TEXT:
            raise CronSimError("Wrong number of fields")
        next(CronSim(text, datetime(2026, 1, 1, tzinfo=UTC)))
    except CronSimError as err:
        raise InputError(
            f"{_quoted(text)} is no cron expression: {str(err).lower()}. Five fields: minute, "
            f"hour, day of month, month, day of week. {HOW_RHYTHM}"
        ) from err
    except StopIteration as err:
        raise InputError(f"{_quoted(text)} never comes: no such day is in any year.") from err
    return Cron(expression=" ".join(fields))


def _quoted(text: str) -> str:
    return repr(text if len(text) <= 60 else f"{text[:59]}…")
