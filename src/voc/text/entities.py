"""Lots and production dates that people write into their texts."""

import re
from collections.abc import Iterator
from datetime import date

from voc.types.document import Entity

_NUMBER = r"(?:\s*(?:no|number|code))?"
_LABEL = rf"(?:(?:生产|產品|产品|生產)?批[号次號]|lot{_NUMBER}|batch{_NUMBER}|로트(?:\s*번호)?)"
_LOT = re.compile(
    rf"{_LABEL}\s*[.:：#是为為]?\s*(?:is\s+)?"
    r"(?P<labelled>(?=[A-Z0-9\-]*\d)[A-Z0-9][A-Z0-9\-]{3,19})"
    # Without a label only the shape letters + full date (+ shift) is taken for a lot.
    r"|(?<![A-Z0-9])(?P<shaped>[A-Z]{1,4}20\d{2}(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12]\d|3[01])[A-Z0-9]{0,3})(?![A-Z0-9])",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"(?:生产日期|生產日期|制造日期|제조일(?:자)?|made on|production date)\s*[是为為:：]?\s*"
    r"(?P<year>20\d{2})\s*[年.\-/]\s*(?P<month>\d{1,2})\s*[月.\-/]\s*(?P<day>\d{1,2})"
)


def find(text: str) -> tuple[Entity, ...]:
    """Entities in ``text`` in order; spans count in ``text`` and hold the value only."""
    found = sorted((*_lots(text), *_dates(text)), key=lambda entity: (entity.start, entity.end))
    return tuple(found)


def _lots(text: str) -> Iterator[Entity]:
    for match in _LOT.finditer(text):
        group = match.lastgroup or "shaped"
        start, end = match.span(group)
        yield Entity(type="lot", value=match[group].upper(), start=start, end=end)


def _dates(text: str) -> Iterator[Entity]:
    for match in _MADE.finditer(text):
        try:
            made = date(int(match["year"]), int(match["month"]), int(match["day"]))
        except ValueError:
            continue
        yield Entity(
            type="produced_on",
            value=made.isoformat(),
            start=match.start("year"),
            end=match.end("day"),
        )
