"""What a watched folder would give: the first rows of its latest file."""

from collections.abc import Iterator
from datetime import datetime, tzinfo
from itertools import islice
from pathlib import Path

from voc.channels.feedback_file import FeedbackFile
from voc.channels.folders import TableFolders
from voc.ports.folders import FolderLook
from voc.text.names import path_text
from voc.text.shown import shown
from voc.types.feedback import RawFeedback, Reject
from voc.types.source import Source
from voc.types.trial import FieldTrial, PageTrial, RowTrial

_FIELDS = (
    "text", "title", "posted_at", "rating", "product", "sku", "lot", "region", "author",
    "external_id",
)  # fmt: skip
_LOOKED_AT = 1_000  # rows


def feedback_file(path: Path, source: Source, zone: tzinfo, now: datetime) -> FeedbackFile:
    """A file of a folder source, its columns as the source tells."""
    fields = source.spec.fields if source.spec else {}
    return FeedbackFile(
        path,
        channel=source.channel,
        mapping={name: rule.path for name, rule in fields.items()},
        zone=zone,
        now=now,
        kind=source.tells,
    )


def try_folder(source: Source, zone: tzinfo, now: datetime, most: int) -> PageTrial:
    """Raises InputError where the folder, or its latest file, cannot be read."""
    look = TableFolders().look(Path(source.place), now)
    notes = tuple(_notes(look))
    if not look.ready:
        return PageTrial(url=path_text(Path(source.place)), rows=(), notes=notes)
    latest = max(look.ready, key=lambda file: (file.changed_at, file.name))
    rows = list(islice(feedback_file(latest.path, source, zone, now).read(), _LOOKED_AT))
    return PageTrial(
        url=path_text(latest.path),
        rows=tuple(map(_trial, rows[:most])),
        found=len(rows),
        usable=sum(isinstance(row, RawFeedback) for row in rows),
        notes=notes,
    )


def _notes(look: FolderLook) -> Iterator[str]:
    yield f"{len(look.ready):,} files can be read."
    if look.waiting:
        yield f"{look.waiting:,} are being written still."


def _trial(row: RawFeedback | Reject) -> RowTrial:
    if isinstance(row, Reject):
        return RowTrial(where=row.where, fields=(), reject=row.reason)
    told = ((name, getattr(row, name)) for name in _FIELDS)
    fields = (
        FieldTrial(field=name, why="no column, or empty")
        if value is None
        else FieldTrial(field=name, value=shown(str(value)))
        for name, value in told
    )
    return RowTrial(where=row.where, fields=tuple(fields))
