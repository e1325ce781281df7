"""What people wish for and what articles tell of, as idea cards are made of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

import sqlalchemy as sa

from voc.ports.ideas import IdeaStore
from voc.stores import schema
from voc.stores.engine import StorePart
from voc.stores.entities import entities_from
from voc.types.feedback import FeedbackKind
from voc.types.idea import MediaText, WishingText
from voc.types.issue import IssueId, IssueKind
from voc.types.opinion import Intent

# A wish that no model took for a suggestion still stands among these.
_TOLD_BY = ("wish", "flavour")

_COLUMNS = (
    *(schema.feedback.c[name] for name in ("seq", "id", "channel", "product", "text")),
    *(schema.feedback.c[name] for name in ("posted_at", "author_key")),
    *(schema.readings.c[name] for name in ("counted_at", "entities")),
)

_Spans = dict[int, list[tuple[int, int]]]
_Filed = dict[int, list[tuple[int, int, IssueId]]]


class SqlIdeas(StorePart, IdeaStore):
    def wishing(self, product: str | None) -> Iterator[WishingText]:
        with self._database.reading() as connection:
            suggested, filed = _suggested(connection), _filed(connection)
            for row in connection.execute(_wishing_query(product)):
                yield _wishing(row, suggested.get(row.seq, ()), filed.get(row.seq, ()))

    def articles(self) -> Iterator[MediaText]:
        with self._database.reading() as connection:
            for row in connection.execute(_articles_query()):
                yield MediaText(
                    feedback_id=row.id,
                    channel=row.channel,
                    counted_at=row.counted_at,
                    text=row.text,
                    entities=entities_from(row.entities),
                )


def _wishing_query(product: str | None) -> sa.Select[tuple[object, ...]]:
    feedback, readings, opinions = schema.feedback, schema.readings, schema.opinions
    suggested = sa.exists().where(
        opinions.c.feedback_seq == feedback.c.seq, opinions.c.intent == Intent.SUGGESTION.value
    )
    entities = sa.cast(readings.c.entities, sa.Text)
    named = (entities.contains(f'"{kind}"') for kind in _TOLD_BY)
    query = (
        sa.select(*_COLUMNS)
        .select_from(readings.join(feedback))
        .where(
            ~readings.c.flagged,
            feedback.c.kind != FeedbackKind.MEDIA.value,
            suggested | sa.or_(*named),
        )
        .order_by(feedback.c.seq)
    )
    return query if product is None else query.where(feedback.c.product == product)


def _articles_query() -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(*_COLUMNS)
        .select_from(schema.readings.join(schema.feedback))
        .where(
            ~schema.readings.c.flagged,
            schema.feedback.c.kind == FeedbackKind.MEDIA.value,
            schema.feedback.c.posted_at.is_not(None),
        )
        .order_by(schema.feedback.c.seq)
    )


def _suggested(connection: sa.Connection) -> _Spans:
    table = schema.opinions.c
    query = sa.select(table.feedback_seq, table.span_start, table.span_end)
    spans: _Spans = defaultdict(list)
    for seq, start, end in connection.execute(query.where(table.intent == Intent.SUGGESTION.value)):
        spans[seq].append((start, end))
    return spans


def _filed(connection: sa.Connection) -> _Filed:
    table = schema.issue_members.c
    query = sa.select(table.feedback_seq, table.span_start, table.span_end, table.issue_id)
    filed: _Filed = defaultdict(list)
    for seq, start, end, id_ in connection.execute(query.where(table.kind == IssueKind.IDEA.value)):
        filed[seq].append((start, end, IssueId(id_)))
    return filed


def _wishing(
    row: sa.Row[tuple[object, ...]],
    suggested: Iterable[tuple[int, int]],
    filed: Iterable[tuple[int, int, IssueId]],
) -> WishingText:
    return WishingText(
        feedback_id=row.id,
        channel=row.channel,
        product=row.product,
        counted_at=row.counted_at,
        dated=row.posted_at is not None,
        author_key=row.author_key,
        text=row.text,
        entities=entities_from(row.entities),
        clauses=tuple(sorted(set(suggested))),
        filed=tuple(sorted(filed)),
    )
