"""Reads workbooks back, with a reader that is not the writer."""

import io
from collections.abc import Sequence
from typing import Any
from zipfile import ZipFile

from defusedxml import ElementTree
from python_calamine import CalamineWorkbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
Cells = Sequence[Sequence[Any]]


def sheets(data: bytes) -> dict[str, Cells]:
    """Rows of cells by tab, from the first row on."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    return {
        tab: book.get_sheet_by_name(tab).to_python(skip_empty_area=False)
        for tab in book.sheet_names
    }


def numbers(row: Sequence[Any]) -> list[float]:
    return [cell for cell in row if isinstance(cell, int | float)]


def cells(data: bytes) -> list[Any]:
    return [cell for rows in sheets(data).values() for row in rows for cell in row]


def parts(data: bytes) -> dict[str, str]:
    """The XML files in the workbook, each of them well-formed."""
    with ZipFile(io.BytesIO(data)) as packed:
        found = {name: packed.read(name).decode() for name in packed.namelist()}
    for text in found.values():
        ElementTree.fromstring(text)
    return found
