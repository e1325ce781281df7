"""Feedback from a file: reviews, follow-ups, articles, visit notes, one a row."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo
from pathlib import Path

from voc.channels.aliases import FEEDBACK
from voc.channels.columns import Columns
from voc.channels.tables.formats import open_table
from voc.channels.tables.table import Cell, Row
from voc.channels.times import day_of, followed_of, posted_of
from voc.channels.values import (
    CellError,
    author_of,
    external_id_of,
    folded_cell,
    label_of,
    quoted,
    rating_of,
    text_of,
)
from voc.text.names import file_name
from voc.types.feedback import FeedbackKind, RawFeedback, Reject

_KINDS: Mapping[str, FeedbackKind] = {
    "": FeedbackKind.REVIEW,
    "review": FeedbackKind.REVIEW,
    "评论": FeedbackKind.REVIEW,
    "评价": FeedbackKind.REVIEW,
    "리뷰": FeedbackKind.REVIEW,
    "follow_up": FeedbackKind.FOLLOW_UP,
    "追评": FeedbackKind.FOLLOW_UP,
    "추가리뷰": FeedbackKind.FOLLOW_UP,
    "media": FeedbackKind.MEDIA,
    "媒体": FeedbackKind.MEDIA,
    "언론": FeedbackKind.MEDIA,
    "visit": FeedbackKind.VISIT,
    "巡店": FeedbackKind.VISIT,
    "探店": FeedbackKind.VISIT,
    "매장방문": FeedbackKind.VISIT,
}


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
    ) -> None:
        """``channel`` names rows that do not name theirs; without it, the file's name does.

        ``mapping`` is field to column, "" for a field to leave out. Times without a zone are of
        ``zone``; times later than a day after ``now`` are refused.
        """
        self._path = path
        self._channel = channel or _stem(path)
        self._mapping = mapping
        self._zone = zone
        self._now = now

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
                yield from self._texts(row, columns.cells_of(row))

    def _texts(self, row: Row, cells: Mapping[str, Cell]) -> Iterator[RawFeedback | Reject]:
        try:
            text = text_of(cells.get("text"), "text")
            first = self._first(row, cells, text or "")
            if text is not None:
                yield first
            more = text_of(cells.get("follow_up"), "follow_up")
            if more is not None:
                at = followed_of(cells.get("follow_up_at"), first.posted_at, self._zone, self._now)
                yield _follow_up(first, more, at, alone=text is None)
            elif text is None:
                raise CellError("no text")
        except CellError as err:
            yield Reject(where=row.where, reason=str(err))

    def _first(self, row: Row, cells: Mapping[str, Cell], text: str) -> RawFeedback:
        get = cells.get
        return RawFeedback(
            where=row.where,
            channel=label_of(get("channel"), "channel") or self._channel,
            kind=_kind_of(get("kind")),
            text=text,
            external_id=external_id_of(get("external_id")),
            posted_at=posted_of(get("posted_at"), self._zone, self._now),
            product=label_of(get("product"), "product"),
            sku=label_of(get("sku"), "sku"),
            lot=label_of(get("lot"), "lot"),
            produced_on=day_of(get("produced_on"), self._zone, "produced_on"),
            rating=rating_of(get("rating")),
            author=author_of(get("author")),
            region=label_of(get("region"), "region"),
            title=label_of(get("title"), "title"),
            url=label_of(get("url"), "url"),
        )


def _follow_up(
    first: RawFeedback, text: str, posted_at: datetime | None, *, alone: bool
) -> RawFeedback:
    """The second text of a row, without what belongs to the first alone: stars and title."""
    return replace(
        first,
        kind=FeedbackKind.FOLLOW_UP,
        text=text,
        posted_at=posted_at,
        rating=None,
        title=None,
        follows=None if alone else first,
    )


def _kind_of(cell: Cell) -> FeedbackKind:
    kind = folded_cell(label_of(cell, "kind") or "").replace("-", "_").replace(" ", "_")
    if kind not in _KINDS:
        raise CellError(f"kind {quoted(kind)} is none of review, follow_up, media, visit")
    return _KINDS[kind]


def _stem(path: Path) -> str:
    """The file's name without its endings: "tmall" of tmall.csv.gz."""
    return Path(file_name(path).removesuffix(".gz")).stem
