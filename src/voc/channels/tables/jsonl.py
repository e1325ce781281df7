"""JSON lines: one object a line, its keys are the columns."""

import json
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any, ClassVar

from voc.channels.tables.grid import check_columns
from voc.channels.tables.lines import Line, read_lines
from voc.channels.tables.table import Cell, Contents, Row, Unreadable
from voc.errors import InputError
from voc.text.names import file_name
from voc.types.feedback import Reject

# Columns are told from this much of the start; a key first met later still reads by its alias.
_SAMPLE_ROWS = 1_000
_SAMPLE_CHARS = 4 << 20

# NaN and Infinity are no JSON; pandas writes them where a number is missing.
_JSON = json.JSONDecoder(parse_constant=lambda _: None)


class JsonlTable:
    suffixes: ClassVar[tuple[str, ...]] = (".jsonl", ".ndjson")
    gzipped: ClassVar[bool] = True

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Contents:
        name = file_name(self._path)
        lines = (line for line in read_lines(self._path) if line.problem or line.text.strip())
        sample: list[Row | Reject] = []
        size = 0
        for line in lines:
            sample.append(_row(name, line))
            size += len(line.text)
            if len(sample) >= _SAMPLE_ROWS or size >= _SAMPLE_CHARS:
                break
        rows = chain(sample, (_row(name, line) for line in lines))
        return Contents(_columns(name, sample), _with_values(rows))


def _columns(name: str, sample: list[Row | Reject]) -> tuple[str, ...]:
    rows = [item for item in sample if isinstance(item, Row)]
    if not rows:
        found = [item.reason for item in sample if isinstance(item, Reject)]
        reason = f"its first line is {found[0]}" if found else "it is empty"
        raise InputError(f"{name} holds no JSON object a line: {reason}.")
    columns = tuple(dict.fromkeys(chain.from_iterable(row.cells for row in rows)))
    check_columns(name, columns)
    return columns


def _with_values(rows: Iterator[Row | Reject]) -> Iterator[Row | Reject]:
    for row in rows:
        if isinstance(row, Reject) or any(cell is not None for cell in row.cells.values()):
            yield row


def _row(name: str, line: Line) -> Row | Reject:
    where = f"{name}:{line.number}"
    if line.problem:
        return Reject(where=where, reason=line.problem)
    try:
        value = _JSON.decode(line.text)
    except (ValueError, RecursionError) as err:  # ValueError also for numbers of 4,300 digits
        return Reject(where=where, reason=f"not JSON: {_first_words(err)}")
    if not isinstance(value, dict):
        return Reject(where=where, reason="not a JSON object")
    return Row(where, {key.strip(): _cell(item) for key, item in value.items() if key.strip()})


def _first_words(err: Exception) -> str:
    return err.msg if isinstance(err, json.JSONDecodeError) else type(err).__name__


def _cell(value: Any) -> Cell:
    if isinstance(value, dict | list):
        return Unreadable("a nested value")
    if isinstance(value, bool):
        return str(value).lower()
    text_or_number: str | int | float | None = value
    return None if text_or_number == "" else text_or_number
