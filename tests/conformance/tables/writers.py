"""Writes the same table in every format, so that one suite can read them all."""

import csv
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

Rows = Sequence[Sequence[Any]]


def write_csv(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([columns, *rows])


def write_jsonl(path: Path, columns: Sequence[str], rows: Rows) -> None:
    lines = [json.dumps(dict(zip(columns, row, strict=True)), default=str) for row in rows]
    path.write_text("\n".join(lines), encoding="utf-8")


def write_xlsx(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        workbook.add_worksheet("empty")
        sheet = workbook.add_worksheet("reviews")
        time = workbook.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for y, row in enumerate([columns, *rows]):
            for x, cell in enumerate(row):
                if isinstance(cell, datetime):
                    sheet.write_datetime(y, x, cell, time)
                elif isinstance(cell, str):
                    sheet.write_string(y, x, cell)
                elif cell is not None:
                    sheet.write_number(y, x, cell)


def write_parquet(path: Path, columns: Sequence[str], rows: Rows) -> None:
    arrays = [pa.array([row[x] for row in rows]) for x in range(len(columns))]
    pq.write_table(pa.Table.from_arrays(arrays, names=list(columns)), path)


# By name of the format. A format from outside brings its writer here.
WRITERS: dict[str, Callable[[Path, Sequence[str], Rows], None]] = {
    "csv": write_csv,
    "jsonl": write_jsonl,
    "parquet": write_parquet,
    "xlsx": write_xlsx,
}
