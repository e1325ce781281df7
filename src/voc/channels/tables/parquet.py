"""Parquet files."""

from pathlib import Path
from typing import ClassVar

from voc.channels.tables.child import records_from_child
from voc.channels.tables.grid import contents_of
from voc.channels.tables.source import head_of, kind_of
from voc.channels.tables.table import Contents
from voc.errors import InputError
from voc.text.names import file_name


class ParquetTable:
    """Rows are numbered from 1."""

    suffixes: ClassVar[tuple[str, ...]] = (".parquet",)
    gzipped: ClassVar[bool] = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Contents:
        head = head_of(self._path)
        if not head.startswith(b"PAR1"):
            kind, advice = kind_of(head) or ("no Parquet file", "Save it again, or as CSV")
            raise InputError(f"{file_name(self._path)} is {kind}. {advice}.")
        return contents_of(file_name(self._path), records_from_child("parquet", self._path))
