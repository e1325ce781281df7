"""When a feed says something was posted."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_tz

from voc.channels.times import EARLIEST, moment_of
from voc.channels.values import CellError

_LONGEST = 80  # characters

# Hours east; the standard library knows those of North America only.
_ZONES = {"KST": 9, "JST": 9, "HKT": 8, "SGT": 8, "BJT": 8, "CET": 1, "CEST": 2, "BST": 1, "MSK": 3}

_UNIVERSAL = frozenset({"GMT", "UTC", "UT", "Z", "+0000", "-0000", "+00:00", "-00:00"})
_SEASONS = (datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC))


def told_at(texts: Iterable[object], zone: tzinfo, now: datetime) -> datetime | None:
    """The first of ``texts`` that is a likely time, in UTC.

    A time without a zone is of ``zone``; so is one in a zone of that name: CST is China's time to
    who reports in China's, not Chicago's. None from before the web or from after tomorrow.
    """
    for text in texts:
        if isinstance(text, str) and len(text) <= _LONGEST:
            moment = _moment(text.strip(), zone)
            if moment and datetime(EARLIEST, 1, 1, tzinfo=UTC) <= moment <= now + timedelta(days=1):
                return moment
    return None


def _moment(text: str, zone: tzinfo) -> datetime | None:
    for read in (_of_mail, moment_of):
        try:
            moment = read(text, zone)
            return moment and moment.astimezone(UTC)
        except (CellError, ValueError, OverflowError):
            continue
    return None


def _of_mail(text: str, zone: tzinfo) -> datetime:
    """As in mail: "Wed, 30 Sep 2026 21:14:05 +0800". Raises ValueError for anything else."""
    try:
        parts = parsedate_tz(text)
    except (IndexError, TypeError) as err:  # of what is no date at all
        raise ValueError(text) from err
    if parts is None or text[:4].isdigit():  # which would be a year: ISO, read elsewhere
        raise ValueError(text)
    return datetime(*parts[:6], tzinfo=_zone(text, parts[9], zone))


def _zone(text: str, offset: int | None, zone: tzinfo) -> tzinfo:
    name = text.rsplit(maxsplit=1)[-1].strip("()").upper()
    if name.isalpha() and name in {moment.astimezone(zone).tzname() for moment in _SEASONS}:
        return zone
    if name in _ZONES:
        return timezone(timedelta(hours=_ZONES[name]))
    if not offset:  # told so, or not told
        return UTC if name in _UNIVERSAL else zone
    return timezone(timedelta(seconds=offset))
