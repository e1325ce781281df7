"""Items that others send as JSON: each by the door that rows of files and pages come through."""

from collections.abc import Mapping
from datetime import datetime, tzinfo

from voc.channels.feedback_row import Around, feedback_of
from voc.channels.tables.table import Cell, Unreadable
from voc.channels.values import TEXT_LIMIT
from voc.types.feedback import RawFeedback, Reject
from voc.types.source import Source

# Field of an item by the characters it may have. What stands in an index of the database (product)
# or in an id must be short; of files this is so by nature, of what a stranger sends it is not.
LONGEST: Mapping[str, int] = {
    "text": TEXT_LIMIT,
    "id": 200,
    "posted_at": 100,
    "rating": 100,
    "product": 200,
    "title": 500,
    "author": 200,
    "url": 2_048,
    "lot": 200,
    "sku": 200,
    "region": 200,
    "kind": 100,
}
_AS_IN_ROWS = {"id": "external_id"}


def pushed_item(
    item: Mapping[str, object], where: str, source: Source, zone: tzinfo, now: datetime
) -> RawFeedback | Reject:
    """One item of a push source. A time without a zone is of ``zone``."""
    if not item.keys() <= LONGEST.keys():
        return Reject(where=where, reason=f"a field that is none of {', '.join(LONGEST)}")
    if wrong := next((told for name, value in item.items() if (told := _wrong(name, value))), None):
        return Reject(where=where, reason=wrong)
    cells = {_AS_IN_ROWS.get(name, name): _cell(value) for name, value in item.items()}
    around = Around(channel=source.channel, zone=zone, now=now, kind=source.tells)
    (one,) = feedback_of(cells, where, around)  # no item has a follow-up beside its text
    return one


def _wrong(name: str, value: object) -> str | None:
    longest = LONGEST[name]
    if isinstance(value, str) and len(value) > longest:
        return f"{name} of {len(value):,} characters; the limit is {longest:,}"
    if isinstance(value, int) and abs(value) >= 10**longest:  # never str() of a million digits
        return f"{name} is a number of more than {longest} digits"
    return None


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return Unreadable("true or false")
    if value is None or isinstance(value, str | int | float):
        return value
    return Unreadable("a nested value")
