"""What every table format gives: columns and rows, bad rows as rejects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import ClassVar, Protocol

from voc.types.feedback import Reject


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A cell whose value is of no use as text, number or time; a reject once its field is used."""

    reason: str  # "a nested value"


Cell = str | int | float | datetime | date | Unreadable | None


@dataclass(frozen=True, slots=True)
class Row:
    where: str  # "reviews.csv:12": file name and line, or row number
    cells: Mapping[
        str, Cell
    ]  # by column; empty cells are None; columns without a name are left out


@dataclass(frozen=True, slots=True)
class Contents:
    """A table, opened."""

    columns: tuple[str, ...]  # in file order, each once; of JSON lines, those of the first rows
    rows: Iterator[Row | Reject]  # in file order, rows without any value left out


class Table(Protocol):
    """One file in one format."""

    suffixes: ClassVar[tuple[str, ...]]  # with the dot, lower case; "" is never one
    gzipped: ClassVar[bool]  # whether suffix + ".gz" is read too

    def __init__(self, path: Path) -> None: ...

    def read(self) -> Contents:
        """The columns now, the rows as they are asked for, in memory that stays.

        Each call reads the file anew and yields the same. Raises InputError where the file as a
        whole cannot be read; iterating raises it where the file breaks off in the middle.
        """
        ...
