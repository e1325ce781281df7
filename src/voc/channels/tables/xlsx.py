"""Excel workbooks: the first sheet that has rows."""

from pathlib import Path
from typing import ClassVar

from voc.channels.tables.child import records_from_child
from voc.channels.tables.grid import contents_of
from voc.channels.tables.source import head_of, kind_of
from voc.channels.tables.table import Contents
from voc.channels.tables.zipped import check_archive
from voc.errors import InputError
from voc.text.names import file_name


class XlsxTable:
    """Its cells are held in memory, but a child process's, whose memory is limited."""

    suffixes: ClassVar[tuple[str, ...]] = (".xlsx",)
    gzipped: ClassVar[bool] = False

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Contents:
        head = head_of(self._path)
        if not head.startswith(b"PK"):
            kind, advice = kind_of(head) or ("no .xlsx workbook", "Save it as .xlsx or CSV")
            raise InputError(f"{file_name(self._path)} is {kind}. {advice}.")
        check_archive(self._path)
        return contents_of(file_name(self._path), records_from_child("xlsx", self._path))
