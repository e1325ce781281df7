"""Texts to classify: JSON lines, a table with a text column, or one text a line."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from itertools import chain
from pathlib import Path

from voc.channels.aliases import FEEDBACK
from voc.channels.columns import Columns
from voc.channels.tables.formats import open_table, suffixes
from voc.errors import InputError
from voc.pipeline.answers import Question
from voc.types.feedback import Reject

_LINES = (".jsonl", ".ndjson", ".txt")


def read_questions(source: str) -> Iterator[Question]:
    """One question an item, in order, as they are asked for; ids as given, else line numbers.

    ``source`` is a path, or ``-`` for stdin. Raises InputError where it cannot be read at all.
    """
    path = Path(source)
    if source == "-" or path.name.lower().endswith(_LINES) or not _is_table(path):
        return _from_lines(source)
    return _from_table(path)


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
    except (OSError, UnicodeDecodeError) as err:
        raise InputError(f"Cannot read {source}: {err}. Check the path; text is UTF-8.") from err


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
    except ValueError:
        return Question(id=str(number), text=None)
    if not isinstance(item, dict):
        return Question(id=str(number), text=None)
    return Question(id=str(item.get("id", number)), text=item.get("text"))


def _plain_question(number: int, line: str) -> Question:
    return Question(id=str(number), text=line)


def _from_table(path: Path) -> Iterator[Question]:
    contents = open_table(path).read()
    columns = Columns(path.name, contents.columns, FEEDBACK, {}, ("text",))
    for number, row in enumerate(contents.rows, start=1):
        if isinstance(row, Reject):
            yield Question(id=row.where, text=None)
            continue
        cells = columns.cells_of(row)
        yield Question(id=str(cells.get("external_id") or number), text=cells.get("text"))
