"""Feedback from a file: reviews, follow-ups, articles, visit notes, one a row."""

from collections.abc import Iterator, Mapping
from datetime import datetime, tzinfo
from pathlib import Path

from voc.channels.aliases import FEEDBACK
from voc.channels.columns import Columns
from voc.channels.feedback_row import Around, feedback_of
from voc.channels.tables.formats import open_table
from voc.text.names import file_name
from voc.types.feedback import FeedbackKind, RawFeedback, Reject


class FeedbackFile:
    """A table of feedback in any installed format."""

    def __init__(
        self,
        path: Path,
        *,
        channel: str | None,
        mapping: Mapping[str, str],
        zone: tzinfo,
        now: datetime,
        kind: FeedbackKind = FeedbackKind.REVIEW,
    ) -> None:
        """``channel`` names rows that do not name theirs; without it, the file's name does.

        ``mapping`` is field to column, "" for a field to leave out. Times without a zone are of
        ``zone``; times later than a day after ``now`` are refused. ``kind`` is that of rows that
        name none.
        """
        self._path = path
        self._mapping = mapping
        self._around = Around(channel=channel or _stem(path), zone=zone, now=now, kind=kind)

    def read(self) -> Iterator[RawFeedback | Reject]:
        """Every text in file order; a follow-up right after the text it follows.

        A row without a text but with a follow-up yields the follow-up alone. Raises InputError.
        """
        contents = open_table(self._path).read()
        name = file_name(self._path)
        columns = Columns(name, contents.columns, FEEDBACK, self._mapping, ("text",))
        for row in contents.rows:
            if isinstance(row, Reject):
                yield row
            else:
                yield from feedback_of(columns.cells_of(row), row.where, self._around)


def _stem(path: Path) -> str:
    """The file's name without its endings: "tmall" of tmall.csv.gz."""
    return Path(file_name(path).removesuffix(".gz")).stem
