"""Runs in the child process: cells of a Parquet file."""

import math
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from voc.channels.tables.table import Cell, Unreadable
from voc.errors import InputError

_BATCH = 1_000  # rows
_BUFFER = 1 << 20  # bytes a column: without it a whole row group is read at once


def rows(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """(0, column names), then (row number from 1, cells).

    Raises InputError where pyarrow cannot read the file.
    """
    try:
        with pq.ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as file:
            yield 0, list(file.schema_arrow.names)
            number = 0
            for batch in file.iter_batches(batch_size=_BATCH, use_threads=False):
                columns = [_cells(column) for column in batch.columns]
                for cells in zip(*columns, strict=True):
                    number += 1
                    yield number, list(cells)
    except (pa.ArrowException, OSError, ValueError) as err:
        raise InputError(f"it is damaged: {str(err).splitlines()[0][:200]}") from err


def _cells(column: Any) -> list[Cell]:
    """A column's values. Times lose what is finer than a microsecond."""
    if pa.types.is_timestamp(column.type) and column.type.unit == "ns":
        column = column.cast(pa.timestamp("us", column.type.tz), safe=False)
    return [_cell(value) for value in column.to_pylist()]


def _cell(value: object) -> Cell:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return None if math.isnan(value) else value  # pandas writes NaN for what is missing
    if isinstance(value, str | int | date | datetime):
        return value
    if isinstance(value, bytes | list | dict | tuple):
        return Unreadable("a nested or binary value")
    return str(value)  # a decimal number, a time of day, a duration
