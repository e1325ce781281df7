"""CSV and its relatives: fields between commas, tabs, semicolons or bars, in quotes or not."""

import csv
from collections import deque
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import ClassVar

from voc.channels.tables.grid import Record, contents_of
from voc.channels.tables.lines import Line, read_lines
from voc.channels.tables.table import Contents
from voc.text.names import file_name

_DELIMITERS = (",", "\t", ";", "|")  # of several that split the header equally, the first
_RECORD_LIMIT = 1 << 20  # characters; past it a quote was left open

# A quote left open costs a look ahead that is then read again. Looking ahead is paid for by
# progress, this many characters for each one read for good, so that a file made of open quotes
# is read in linear time.
_LOOK_AHEAD = 16


class CsvTable:
    suffixes: ClassVar[tuple[str, ...]] = (".csv", ".tsv", ".txt")
    gzipped: ClassVar[bool] = True

    def __init__(self, path: Path) -> None:
        self._path = path

    def read(self) -> Contents:
        return contents_of(file_name(self._path), _records(read_lines(self._path)))


class _UnclosedError(Exception):
    """A quote was opened and never closed."""


class _Feed:
    """Hands lines to csv.reader, which asks for more than one only inside quotes."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self._again: deque[Line] = deque()
        self._credit = _RECORD_LIMIT
        self._size = 0
        self.taken: list[Line] = []  # of the record being read
        self.problem: str | None = None

    def __iter__(self) -> "_Feed":
        return self

    def __next__(self) -> str:
        if self.taken and self._size > self._credit:
            raise _UnclosedError
        line = self._again.popleft() if self._again else next(self._lines, None)
        if line is None:
            if self.taken:
                raise _UnclosedError
            raise StopIteration
        self.taken.append(line)
        self._size += len(line.text)
        self.problem = self.problem or line.problem
        return line.text

    def accept(self) -> None:
        """The lines taken made a record."""
        self._credit = min(_RECORD_LIMIT, self._credit + _LOOK_AHEAD * self._size)
        self._clear()

    def refuse(self) -> None:
        """They did not: give all but the first back."""
        self._credit -= self._size
        self._again.extendleft(reversed(self.taken[1:]))
        self._clear()

    def _clear(self) -> None:
        self.taken = []
        self.problem = None
        self._size = 0


def _records(lines: Iterator[Line]) -> Iterator[Record]:
    first = next(lines, None)
    if first is None:
        return
    feed = _Feed(chain([first], lines))
    reader = csv.reader(feed, delimiter=_delimiter(first.text))
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (_UnclosedError, csv.Error) as err:
            yield Record(feed.taken[0].number, (), feed.problem or _reason(err))
            feed.refuse()
        else:
            yield Record(feed.taken[0].number, cells, feed.problem)
            feed.accept()


def _reason(err: Exception) -> str:
    """The two complaints of csv.reader, and ours, in words."""
    if "new-line character" in str(err):
        return "a carriage return outside quotes: save with Windows or Unix line ends"
    if "field limit" in str(err):
        return f"a cell longer than {csv.field_size_limit():,} characters, or a quote left open"
    return "a quote is opened and not closed"


def _delimiter(header: str) -> str:
    """The delimiter that splits the header into most names."""
    return max(_DELIMITERS, key=lambda d: _count_fields(header, d))


def _count_fields(header: str, delimiter: str) -> int:
    try:
        return max(map(len, csv.reader([header], delimiter=delimiter)), default=0)
    except csv.Error:
        return 0
