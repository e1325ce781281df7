from pathlib import Path

import pytest

from voc.channels.tables.csv import CsvTable
from voc.channels.tables.formats import open_table
from voc.channels.tables.parquet import ParquetTable
from voc.errors import InputError


@pytest.mark.parametrize(
    ("name", "table"),
    [
        ("a.csv", CsvTable),
        ("A.TSV.GZ", CsvTable),
        ("b.c.txt", CsvTable),
        ("x.parquet", ParquetTable),
    ],
)
def test_the_name_of_a_file_tells_its_format(tmp_path: Path, name: str, table: type) -> None:
    (tmp_path / name).touch()
    assert isinstance(open_table(tmp_path / name), table)


@pytest.mark.parametrize("name", ["reviews.docx", "reviews", "reviews.xlsx.gz", "csv"])
def test_other_names_are_refused_with_a_list_of_what_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(InputError, match=r"Known endings: \.csv, \.csv\.gz, .*\.xlsx"):
        open_table(tmp_path / name)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no file"):
        open_table(tmp_path / "gone.csv")
