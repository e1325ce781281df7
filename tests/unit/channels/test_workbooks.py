"""Workbooks made to harm, and odd ones."""

import time
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from voc.channels.tables import zipped
from voc.channels.tables.table import Row
from voc.channels.tables.xlsx import XlsxTable
from voc.errors import InputError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "reviews.xlsx"


def save_cells(path: Path, cells: dict[tuple[int, int], str]) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for (row, column), text in cells.items():
            sheet.write_string(row, column, text)


def lie_about_sizes(path: Path, real: int, declared: int) -> None:
    """Overwrites an unpacked size wherever it stands, in the directory and at the member."""
    content = path.read_bytes()
    assert real.to_bytes(4, "little") in content
    path.write_bytes(content.replace(real.to_bytes(4, "little"), declared.to_bytes(4, "little")))


def test_an_archive_that_unpacks_to_a_thousand_times_its_size_is_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", bytes(64 << 20))
    with pytest.raises(InputError, match="times its size, as a zip bomb does"):
        XlsxTable(path).read()


def test_an_archive_larger_than_the_limit_is_refused_before_it_is_unpacked(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", bytes(1_000_003))
    lie_about_sizes(path, 1_000_003, zipped.UNPACKED_LIMIT + 1)
    with pytest.raises(InputError, match="the limit is 512 MiB"):
        XlsxTable(path).read()


def test_an_archive_that_lies_about_its_size_is_refused(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("sheet.xml", bytes(8_000_003))
    lie_about_sizes(path, 8_000_003, 1_000)
    with pytest.raises(InputError, match="more than it declares"):
        XlsxTable(path).read()


def test_a_zip_that_is_no_workbook_is_an_input_error(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(InputError, match=r"reviews\.xlsx cannot be read: it is damaged"):
        XlsxTable(path).read()


def test_two_cells_at_opposite_corners_do_not_fill_the_memory(path: Path) -> None:
    save_cells(path, {(0, 0): "text", (1_048_575, 16_383): "x"})
    start = time.perf_counter()
    with pytest.raises(InputError, match="needs more than 2 GiB of memory"):
        XlsxTable(path).read()
    assert time.perf_counter() - start < 20


def test_a_workbook_without_a_cell_is_an_input_error(path: Path) -> None:
    save_cells(path, {})
    with pytest.raises(InputError, match="holds no rows"):
        XlsxTable(path).read()


def test_rows_bear_the_numbers_the_spreadsheet_shows(path: Path) -> None:
    save_cells(path, {(2, 1): "text", (2, 2): "n", (4, 1): "a", (4, 2): "1", (9, 1): "b"})
    rows = list(XlsxTable(path).read().rows)
    assert rows == [
        Row("reviews.xlsx:5", {"text": "a", "n": "1"}),
        Row("reviews.xlsx:10", {"text": "b", "n": None}),
    ]
