"""Texts to classify: JSON lines, a table with a text column, or one text a line."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from datetime import UTC, datetime, tzinfo
from itertools import chain
from pathlib import Path

from voc.channels.aliases import FEEDBACK
from voc.channels.columns import Columns
from voc.channels.tables.formats import open_table, suffixes
from voc.channels.tables.table import Cell
from voc.channels.times import moment_of
from voc.channels.values import CellError, external_id_of, text_of
from voc.errors import InputError
from voc.pipeline.answers import Question
from voc.text.names import file_name
from voc.types.feedback import Reject

_LINES = (".jsonl", ".ndjson", ".txt")


def read_questions(source: str, zone: tzinfo = UTC) -> Iterator[Question]:
    """One question an item, in order, as they are asked for; ids as given, else line numbers.

    ``source`` is a path, or ``-`` for stdin; times in a table that name no zone are of ``zone``.
    Raises InputError where it cannot be read at all.
    """
    path = Path(source)
    if source == "-" or path.name.lower().endswith(_LINES) or not _is_table(path):
        return _from_lines(source)
    return _from_table(path, zone)


def _is_table(path: Path) -> bool:
    return path.name.lower().endswith(tuple(suffixes()))


def _from_lines(source: str) -> Iterator[Question]:
    try:
        with (
            nullcontext(sys.stdin)
            if source == "-"
            else Path(source).open(encoding="utf-8") as lines
        ):
            yield from _questions(lines)
    except UnicodeDecodeError as err:
        raise InputError(f"Cannot read {source}: it is no text in UTF-8.") from err
    except OSError as err:
        raise InputError(f"Cannot read {source}: {err.strerror}. Check the path.") from err


def _questions(lines: Iterable[str]) -> Iterator[Question]:
    """JSON lines if the first line is a JSON object, else one text a line."""
    numbered = ((number, line.strip()) for number, line in enumerate(lines, start=1))
    filled = ((number, line.lstrip("\ufeff")) for number, line in numbered if line)
    first = next(filled, None)
    if first is None:
        return
    read = _json_question if first[1].startswith("{") else _plain_question
    yield from (read(number, line) for number, line in chain([first], filled))


def _json_question(number: int, line: str) -> Question:
    try:
        item = json.loads(line)
    except (ValueError, RecursionError):
        return Question(number=number, id=None, text=None)
    if not isinstance(item, dict):
        return Question(number=number, id=None, text=None)
    return Question(
        number=number, id=item.get("id"), text=item.get("text"), posted_at=item.get("posted_at")
    )


def _plain_question(number: int, line: str) -> Question:
    return Question(number=number, id=None, text=line)


def _from_table(path: Path, zone: tzinfo) -> Iterator[Question]:
    contents = open_table(path).read()
    columns = Columns(file_name(path), contents.columns, FEEDBACK, {}, ("text",))
    for number, row in enumerate(contents.rows, start=1):
        if isinstance(row, Reject):
            yield Question(number=number, id=row.where, text=None)
            continue
        cells = columns.cells_of(row)
        id_, text = cells.get("external_id"), cells.get("text")
        yield Question(
            number=number,
            id=_read(external_id_of, id_),
            text=_read(_text_of, text),
            posted_at=_moment(cells.get("posted_at"), zone),
        )


def _moment(cell: Cell, zone: tzinfo) -> datetime | None:
    """None too where it cannot be read: nobody asked for the column by name."""
    try:
        return moment_of(cell, zone)
    except CellError:
        return None


def _text_of(cell: Cell) -> str | None:
    return text_of(cell, "text")


def _read(as_text: Callable[[Cell], str | None], cell: Cell) -> object:
    """The cell as text; one that cannot be stored as it stands: the answer says what is wrong."""
    try:
        return as_text(cell)
    except CellError:
        return cell
