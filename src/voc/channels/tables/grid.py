"""Turns records of cells into rows by column name: what all formats with a header row share."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from voc.channels.tables.table import Cell, Contents, Row
from voc.errors import InputError
from voc.types.feedback import Reject

COLUMN_LIMIT = 1_000


class Record(NamedTuple):
    number: int  # line or row in the file, from 1
    cells: Sequence[Cell]
    problem: str | None  # why it cannot be used; its cells are then not looked at


def contents_of(name: str, records: Iterator[Record]) -> Contents:
    """A table whose first record with a value in it names the columns."""
    header = next((r for r in records if r.problem or not _is_blank(r.cells)), None)
    if header is None:
        raise InputError(f"{name} holds no rows, not even column names. Export it again.")
    if header.problem:
        raise InputError(
            f"{name}:{header.number}: the column names cannot be read: {header.problem}."
        )
    columns = _columns(name, header.cells)
    return Contents(tuple(c for c in columns if c), _rows(name, columns, records))


def check_columns(name: str, columns: Sequence[str]) -> None:
    """Raises InputError where columns are too many or two bear the same name."""
    if len(columns) > COLUMN_LIMIT:
        raise InputError(
            f"{name} has {len(columns):,} columns; the limit is {COLUMN_LIMIT:,}. "
            "Keep the columns that are needed."
        )
    twice = [column for column, count in Counter(columns).items() if count > 1 and column]
    if twice:
        listed = ", ".join(repr(column) for column in twice[:10])
        raise InputError(f"{name} has several columns called {listed}. Rename them, keep one each.")


def _columns(name: str, cells: Sequence[Cell]) -> list[str]:
    columns = ["" if cell is None else str(cell).strip() for cell in cells]
    while columns and not columns[-1]:
        columns.pop()
    check_columns(name, columns)
    return columns


def _rows(name: str, columns: list[str], records: Iterator[Record]) -> Iterator[Row | Reject]:
    named = all(columns)
    for number, cells, problem in records:
        where = f"{name}:{number}"
        if problem:
            yield Reject(where=where, reason=problem)
        elif _is_blank(cells):
            continue
        elif reason := _misfit(cells, len(columns)):
            yield Reject(where=where, reason=reason)
        else:
            filled = [None if cell == "" else cell for cell in cells]
            filled += [None] * (len(columns) - len(filled))
            row = dict(zip(columns, filled, strict=False))
            if not named:
                row.pop("", None)
            yield Row(where, row)


def _misfit(cells: Sequence[Cell], width: int) -> str | None:
    """Why cells cannot be laid under the columns.

    Missing cells at the end are empty ones, as every spreadsheet reads them; but a lone cell
    is a remark, a total, or the rest of a broken row.
    """
    if len(cells) > width and not _is_blank(cells[width:]):
        return f"{len(cells)} cells in a table of {width} columns"
    if len(cells) == 1 < width:
        return f"one cell in a table of {width} columns"
    return None


def _is_blank(cells: Sequence[Cell]) -> bool:
    return all(cell is None or cell == "" for cell in cells)
