"""One field of one row: what its path finds, and what becomes of that."""

import time
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import lru_cache
from typing import Any

import regex

from voc.channels.specs.document import Document
from voc.channels.specs.times import read_moment
from voc.channels.specs.words import lines_of, words_of
from voc.channels.tables.table import Cell
from voc.channels.values import TEXT_LIMIT, CellError, folded_cell, quoted, rating_of
from voc.types.source import FieldRule

TIMES = ("posted_at", "follow_up_at")
TEXTS = ("text", "follow_up")  # of which all that is found is taken, of others the first
_PATTERN_S = 0.5  # that one pattern may take on one text
_PAGE_S = 5.0  # that all patterns may take on one page


@dataclass(slots=True, kw_only=True)
class Reading:
    """One page being read."""

    zone: tzinfo
    asked_at: datetime
    pattern_s: float = field(default=_PAGE_S)  # what is left for patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What became of a field."""

    cell: Cell = None
    raw: str | None = None  # as found, before pattern, scale and time format
    why: str | None = None  # there is no cell, in words
    failed: bool = False  # what was found should not be passed over: the row is a reject


@lru_cache(maxsize=1024)
def pattern(written: str) -> regex.Pattern[str]:
    """Raises regex.error."""
    return regex.compile(written)


def read_field(name: str, rule: FieldRule, row: Any, document: Document, reading: Reading) -> Found:
    """Raises UnreadableError where the path cannot be asked of this document."""
    found = document.find(rule.path, row)
    if not found:
        return Found(why=f"nothing found at “{rule.path}”")
    raw = _raw(name, found)
    if raw is None:
        return Found(why=f"found {len(found)} at “{rule.path}”, {_what(found[0])}")
    try:
        return _taken(name, rule, raw, reading)
    except CellError as err:
        return Found(raw=str(raw), why=str(err), failed=True)


def _taken(name: str, rule: FieldRule, raw: Cell, reading: Reading) -> Found:
    cell = raw
    if rule.pattern is not None:
        cell = _matched(rule.pattern, str(raw), reading)
        if cell is None:
            return Found(raw=str(raw), why=f"the pattern “{rule.pattern}” does not match it")
    if rule.best is not None:
        cell = _scaled(cell, rule.best)
    elif name == "rating":
        rating_of(cell)  # raises for what is no rating, here where its field is known
    if name in TIMES:
        cell = _moment(name, rule, cell, reading)
    return Found(cell=cell, raw=str(raw))


def _moment(name: str, rule: FieldRule, cell: Cell, reading: Reading) -> Cell:
    """A follow-up may also be told in days after the first text: read where that is known."""
    try:
        return read_moment(cell, rule.time_format, reading.zone, reading.asked_at)
    except CellError:
        if name == "follow_up_at" and rule.time_format is None:
            return cell
        raise


def _raw(name: str, found: list[Any]) -> Cell:
    """Of elements what is read in them, of values themselves; None where all is blank."""
    if name in TEXTS:
        elements = [one for one in found if hasattr(one, "itertext")]
        strings = [one for one in found if isinstance(one, str)]
        numbers = [str(one) for one in found if type(one) in {int, float}]
        parts = [*map(words_of, elements), lines_of(strings), *numbers]
        return "\n".join(part for part in parts if part) or None
    return next((value for value in map(_value, found) if value is not None), None)


def _value(one: Any) -> Cell:
    if hasattr(one, "itertext"):
        return " ".join(words_of(one).split()) or None
    if isinstance(one, bool) or not isinstance(one, str | int | float):
        return None
    if isinstance(one, str):
        return str(one).strip() or None
    return one


def _what(one: Any) -> str:
    if isinstance(one, dict):
        return "an object, not a value"
    if isinstance(one, list):
        return "a list within a list, not a value"
    if one is None or isinstance(one, bool):
        return f"which says {'null' if one is None else str(one).lower()}"
    return "with nothing to read in it"


def _matched(written: str, text: str, reading: Reading) -> str | None:
    """The first group, else all of the match. Raises CellError where it takes too long."""
    started = time.monotonic()
    try:
        if reading.pattern_s <= 0:
            raise TimeoutError
        limit = min(_PATTERN_S, reading.pattern_s)
        found = pattern(written).search(text[:TEXT_LIMIT], timeout=limit)
    except TimeoutError as err:
        raise CellError(f"the pattern “{written}” takes too long; write it more simply") from err
    finally:
        reading.pattern_s -= time.monotonic() - started
    if found is None:
        return None
    return (found[1] if found.re.groups else found[0]) or None


def _scaled(cell: Cell, best: float) -> float:
    """Stars from 1 to 5 of a number from 0 to ``best``."""
    try:
        number = float(folded_cell(str(cell)).removesuffix("%"))
    except ValueError as err:
        raise CellError(f"rating {quoted(cell)} is no number") from err
    if not 0 <= number <= best:
        raise CellError(f"rating {quoted(cell)} is not between 0 and {best:g}")
    return max(1.0, 5 * number / best)
