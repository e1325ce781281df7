"""Runs in the child process: cells of a workbook."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from voc.channels.tables.table import Cell
from voc.errors import InputError


def rows(path: Path) -> Iterator[tuple[int, list[Cell]]]:
    """(row number in the sheet, cells) of the first sheet with rows; nothing where none has any.

    Raises InputError where calamine cannot read the workbook.
    """
    try:
        with CalamineWorkbook.from_path(path) as workbook:
            for name in workbook.sheet_names:
                sheet = workbook.get_sheet_by_name(name)
                if sheet.height:
                    for number, cells in enumerate(sheet.iter_rows(), start=1):
                        if any(cell != "" for cell in cells):
                            yield number, [_cell(cell) for cell in cells]
                    return
    except CalamineError as err:
        raise InputError(f"it is damaged: {err}") from err


def _cell(value: object) -> Cell:
    """Calamine gives numbers as floats, empty cells and errors as "", midnight as a date."""
    if isinstance(value, str | float | date):
        return value
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)  # a time of day or a duration
