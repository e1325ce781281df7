"""One row of feedback by field, of a file or of a page: checked, and with its follow-up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from voc.channels.tables.table import Cell
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
from voc.types.feedback import FeedbackKind, RawFeedback, Reject

_KINDS: Mapping[str, FeedbackKind] = {
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a row does not tell itself."""

    channel: str  # of rows that name none
    zone: tzinfo  # of times that name none
    now: datetime  # times later than a day after it are refused
    kind: FeedbackKind = FeedbackKind.REVIEW  # of rows that name none
    time_identifies: bool = True  # see RawFeedback


def feedback_of(
    cells: Mapping[str, Cell], where: str, around: Around
) -> Iterator[RawFeedback | Reject]:
    """The text and, right after it, the follow-up of a row; one reject where it cannot be used.

    A row without a text but with a follow-up yields the follow-up alone.
    """
    try:
        text = text_of(cells.get("text"), "text")
        first = _first(cells, text or "", where, around)
        if text is not None:
            yield first
        more = text_of(cells.get("follow_up"), "follow_up")
        if more is not None:
            told = cells.get("follow_up_at")
            at = followed_of(told, first.posted_at, around.zone, around.now)
            yield _follow_up(first, more, at, alone=text is None)
        elif text is None:
            raise CellError("no text")
    except CellError as err:
        yield Reject(where=where, reason=str(err))


def _first(cells: Mapping[str, Cell], text: str, where: str, around: Around) -> RawFeedback:
    get = cells.get
    return RawFeedback(
        where=where,
        channel=label_of(get("channel"), "channel") or around.channel,
        kind=_kind_of(get("kind"), around.kind),
        text=text,
        external_id=external_id_of(get("external_id")),
        posted_at=posted_of(get("posted_at"), around.zone, around.now),
        time_identifies=around.time_identifies,
        product=label_of(get("product"), "product"),
        sku=label_of(get("sku"), "sku"),
        lot=label_of(get("lot"), "lot"),
        produced_on=day_of(get("produced_on"), around.zone, "produced_on"),
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


def _kind_of(cell: Cell, otherwise: FeedbackKind) -> FeedbackKind:
    kind = folded_cell(label_of(cell, "kind") or "").replace("-", "_").replace(" ", "_")
    if not kind:
        return otherwise
    if kind not in _KINDS:
        raise CellError(f"kind {quoted(kind)} is none of review, follow_up, media, visit")
    return _KINDS[kind]
