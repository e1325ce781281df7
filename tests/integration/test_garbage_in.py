"""Files that are broken, huge or hostile: a clear error or counted rejects, in bounds."""

import gzip
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from tests.integration.measured_import import Outcome, run_import


@pytest.fixture(scope="module")
def earlier_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("earlier")
    (folder / "earlier.csv").write_text("text\n海苔受潮\n板栗太甜\n")
    assert run_import(folder / "earlier.csv", folder / "voc.db").stored == 2
    return folder / "voc.db"


@pytest.fixture
def import_file(earlier_database: Path, tmp_path: Path) -> Callable[[Path], Outcome]:
    """Imports a file into a store that holds two reviews already."""
    shutil.copy(earlier_database, tmp_path / "voc.db")
    return lambda path: run_import(path, tmp_path / "voc.db")


def write_many_columns(path: Path) -> None:
    path.write_text(",".join(f"c{i}" for i in range(10_000)) + "\n")


def write_zip_bomb(path: Path) -> None:
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member,
    ):
        for _ in range(600):
            member.write(bytes(1 << 20))


def write_opposite_corners(path: Path) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_string(0, 0, "text")
        sheet.write_string(1_048_575, 16_383, "x")


NOT_READ: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "an empty file": ("a.csv", Path.touch, "a.csv is empty"),
    "a picture": (
        "a.csv",
        lambda p: p.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 400),
        "a.csv is a PNG image",
    ),
    "a single line of 50 MB": (
        "a.csv",
        lambda p: p.write_bytes(b"good," * 10_000_000),
        "a line longer than 1 MiB",
    ),
    "50 MB of zeros in a gzip": (
        "a.csv.gz",
        lambda p: p.write_bytes(gzip.compress(bytes(50_000_000), 1)),
        "a line longer than 1 MiB",
    ),
    "10,000 columns": ("a.csv", write_many_columns, "10,000 columns; the limit is 1,000"),
    "one header twice": (
        "a.csv",
        lambda p: p.write_text("评论,评分,评分\n好,5,5\n"),
        "several columns called '评分'",
    ),
    "a zip bomb": ("a.xlsx", write_zip_bomb, "unpacks to 600 MiB"),
    "a sheet of two far cells": ("a.xlsx", write_opposite_corners, "more than 2 GiB of memory"),
    "a workbook cut off": ("a.xlsx", lambda p: p.write_bytes(b"PK\x03\x04" * 99), "damaged"),
    "a Parquet file cut off": ("a.parquet", lambda p: p.write_bytes(b"PAR1" * 99), "damaged"),
    "a zip archive named .csv": (
        "a.csv",
        lambda p: p.write_bytes(b"PK\x03\x04" + bytes(50)),
        "Name it .xlsx if it is a workbook",
    ),
}


@pytest.mark.parametrize("kind", NOT_READ)
def test_a_file_that_is_no_table_is_an_error_and_touches_nothing(
    kind: str, tmp_path: Path, import_file: Callable[[Path], Outcome]
) -> None:
    name, write, told = NOT_READ[kind]
    write(tmp_path / name)
    outcome = import_file(tmp_path / name)
    assert outcome.error is not None
    assert told in outcome.error
    assert (outcome.stored, outcome.reasons) == (2, [])
    assert outcome.seconds < 15
    assert outcome.grown_mib < 60


GOOD = "好吃的海苔,5,2026-09-30\n"
REJECTED: dict[str, tuple[bytes, str]] = {
    "a line of 50 MB": (b"x" * 50_000_000 + b"\n", "a line longer than 1 MiB"),
    "NUL bytes": (b"\0" * 500 + b",5,2026-09-30\n", "NUL bytes"),
    "no known encoding": (b"\xff\xfe\xff,5,2026-09-30\n", "not valid UTF-8 or GB18030"),
    "a date in 2099": ("好,5,2099-01-01\n".encode(), "posted 2099-01-01: after today"),
    "no text": (b" ,5,2026-09-30\n", "no text"),
    "an open quote": ('"好,5,2026-09-30\n'.encode(), "a quote is opened and not closed"),
    "a text of 21,000 characters": (b"x" * 21_000 + b",5,\n", "the limit is 20,000"),
}


@pytest.mark.parametrize("kind", REJECTED)
def test_a_bad_row_is_counted_and_the_rows_around_it_are_stored(
    kind: str, tmp_path: Path, import_file: Callable[[Path], Outcome]
) -> None:
    row, reason = REJECTED[kind]
    path = tmp_path / "a.csv"
    path.write_bytes(b"text,rating,date\n" + GOOD.encode() + row + GOOD.encode())
    outcome = import_file(path)
    assert outcome.error is None
    assert (outcome.read, outcome.added, outcome.rejected, outcome.stored) == (3, 2, 1, 4)
    assert reason in outcome.reasons[0]
    assert outcome.seconds < 15
    assert outcome.grown_mib < 60


def test_mixed_encodings_and_a_lone_emoji_are_simply_read(
    tmp_path: Path, import_file: Callable[[Path], Outcome]
) -> None:
    path = tmp_path / "a.csv"
    lines = [b"text,n\n", "海苔受潮了,1\n".encode("gb18030"), "😋,2\n".encode()]
    path.write_bytes(b"".join(lines))
    outcome = import_file(path)
    assert (outcome.error, outcome.added, outcome.rejected) == (None, 2, 0)


def test_fifty_thousand_rows_stream_in_bounded_memory(
    tmp_path: Path, import_file: Callable[[Path], Outcome]
) -> None:
    path = tmp_path / "a.csv"
    with path.open("w") as file:
        file.write("text,author,date\n")
        file.writelines(f"海苔受潮了{i % 12_500},u{i},2026-09-30\n" for i in range(50_000))
    outcome = import_file(path)
    assert (outcome.error, outcome.added) == (None, 50_000)
    assert outcome.grown_mib < 15  # rows that were kept would take 300 bytes each and more
