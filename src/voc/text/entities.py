"""Lots and production dates that people write into their texts."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from voc.text.width import narrow
from voc.types.document import Entity

_SAID = r"[\s.:#是为為]{0,6}(?:is\s+)?"
# "slot" and "a lot 2026" speak of no lot.
_WORD = r"(?<![A-Z])(?<!\ba )(?:lot|batch)"
_LABEL = (
    r"(?:(?:(?:生产|產品|产品|生產)?批(?:次[号號]?|[号號])|로트(?:\s*번호)?"
    rf"|{_WORD}(?:\s*(?:no|number|code|번호)(?![A-Z])|(?=[\s.:#]))){_SAID}"
    # With nothing between, a long number or one letter and figures: "lotion500" is none.
    rf"|{_WORD}(?=\d{{6}}|\d+[A-Z]|[A-Z]\d))"
)
# Figures and letters with at least one figure, but no year and no count of something.
_CODE = (
    r"(?=[A-Z0-9\-]*\d)(?!\d{4}(?![A-Z0-9\-]))[A-Z0-9][A-Z0-9\-]{2,18}[A-Z0-9](?!-?[A-Z0-9])"
    r"(?!\s*(?:[年件个個月]|[袋盒箱](?!子)|包(?!装|裝)))"
)
_LOT = re.compile(
    rf"{_LABEL}(?P<labelled>{_CODE})"
    # Without a label only the shape letters + full date (+ shift) is taken for a lot.
    r"|(?<![A-Z0-9])(?P<shaped>[A-Z]{1,4}20\d{2}(?:0[1-9]|1[0-2])"
    r"(?:0[1-9]|[12]\d|3[01])[A-Z0-9]{0,3})(?![A-Z0-9])",
    re.IGNORECASE,
)
_MADE = re.compile(
    r"(?:生产日期|生產日期|制造日期|제조일(?:자)?|made on|production date)\s*[是为為:]?\s*"
    # With separators, or eight figures in a row.
    r"(?P<year>20\d{2})(?P<sep>\s*[年.\-/]\s*)?"
    r"(?P<month>(?(sep)\d{1,2}\s*(?=[月.\-/])|\d{2}))(?(sep)[月.\-/]\s*)"
    r"(?P<day>(?(sep)\d{1,2}|\d{2}))(?!\d)",
    re.IGNORECASE,
)


def lot_code(text: str) -> str:
    """A lot as every part of the service spells it: plain forms, no blanks around, upper case."""
    return unicodedata.normalize("NFKC", text).strip().upper()


def find(text: str) -> tuple[Entity, ...]:
    """Entities in ``text`` in order; spans count in ``text`` and hold the value only."""
    plain = narrow(text)
    found = sorted((*_lots(plain), *_dates(plain)), key=lambda entity: (entity.start, entity.end))
    return tuple(found)


def _lots(text: str) -> Iterator[Entity]:
    for match in _LOT.finditer(text):
        group = match.lastgroup or "shaped"
        start, end = match.span(group)
        yield Entity(type="lot", value=lot_code(match[group]), start=start, end=end)


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
