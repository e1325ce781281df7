"""Moments inside longer texts, in the ways pages write them."""

import re
from collections.abc import Iterator
from datetime import datetime, tzinfo
from email.utils import parsedate_to_datetime

from voc.channels.times import moment_of
from voc.channels.values import CellError

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<{{}}>{'|'.join(_MONTHS)})[a-z]{{{{0,6}}}}\.?"
_NUMBERS = re.compile(
    r"(?<!\d)(?:19|20)\d\d\s?[-/.年년]\s?\d{1,2}\s?[-/.月월]\s?\d{1,2}(?:\s?[日号일.])?"
    r"(?:[\s,T]{0,3}(?:(?:星期|周)[一二三四五六日天]\s?)?(?:上午|下午|오전|오후)?\s?\d{1,2}\s?[:：时時點点시]\s?\d{2}"
    r"(?:\s?[:：分분]\s?\d{2}(?:\.\d{1,9})?(?:\s?[秒초])?|\s?[分분])?"
    r"(?:\s?(?:Z|UTC|GMT|[+-]\d\d:?\d\d)(?!\d))?)?",
    re.IGNORECASE,
)
_NAMED = re.compile(
    rf"(?<!\w)(?:{_MONTH.format('m1')}\s(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?,?|"
    rf"(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s{_MONTH.format('m2')},?)\s(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")


def moment(text: str, zone: tzinfo) -> datetime | None:
    """The moment a field of its own tells; a time without a zone is of ``zone``."""
    text = text.strip()[:80]
    try:
        found = parsedate_to_datetime(text) if text[:3].isalpha() else moment_of(text, zone)
    except (CellError, ValueError, TypeError, OverflowError):
        return next(moments(text, zone), None)
    return found if found is None or found.tzinfo else found.replace(tzinfo=zone)


def moments(text: str, zone: tzinfo) -> Iterator[datetime]:
    """Every moment and day that stands in a text."""
    for found in _NUMBERS.finditer(text):
        try:
            told = moment_of(found[0], zone)
        except CellError:
            continue
        if told is not None:
            yield told
    for found in _NAMED.finditer(text):
        month = _MONTHS.index((found["m1"] or found["m2"]).lower()) + 1
        try:
            yield datetime(int(found["year"]), month, int(found["d1"] or found["d2"]), tzinfo=zone)
        except ValueError:  # the 31st of June
            continue


def epoch(text: str, zone: tzinfo) -> datetime | None:
    """Seconds or milliseconds since 1970, as scripts keep them."""
    return moment_of(text, zone) if _EPOCH.fullmatch(text) else None
