"""The people of an issue, and everybody else who wrote of the same product."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

import sqlalchemy as sa

from voc.ports.tracing import TracingStore
from voc.stores import schema
from voc.stores.engine import StorePart, chunks
from voc.stores.entities import StoredEntity, entities_from
from voc.types.document import Entity
from voc.types.feedback import FeedbackKind, Shipment
from voc.types.issue import IssueId
from voc.types.opinion import SentimentLabel
from voc.types.tracing import Crowd, Item, Teller, Week

_PERSON = sa.func.coalesce(schema.feedback.c.author_key, schema.feedback.c.id)
_UNHAPPY = schema.readings.c.sentiment.in_(
    [SentimentLabel.NEGATIVE.value, SentimentLabel.MIXED.value]
).label("unhappy")
_GOODS = tuple(schema.feedback.c[name] for name in ("channel", "lot", "produced_on", "region"))
_NAMED = ("lot", "produced_on")  # entities that tell of the goods
_SHIPMENT = tuple(column for column in schema.shipments.c if column.name != "id")


class SqlTracing(StorePart, TracingStore):
    def tellers(self, issue_id: IssueId, since: date) -> tuple[Teller, ...]:
        feedback, readings, members = schema.feedback, schema.readings, schema.issue_members.c
        own = sa.select(members.feedback_seq).where(members.issue_id == issue_id)
        query = (
            sa.select(feedback.c.id, feedback.c.posted_at, feedback.c.product, *_GOODS)
            .add_columns(readings.c.entities, _UNHAPPY, _PERSON.label("person"))
            .select_from(feedback.join(readings))
            .where(feedback.c.seq.in_(own), _counts())
            .where((feedback.c.posted_at >= _midnight(since)) | feedback.c.posted_at.is_(None))
            .order_by(feedback.c.seq)
        )
        with self._database.reading() as connection:
            return tuple(_teller(row) for row in connection.execute(query))

    def crowds(self, week: Week) -> tuple[Crowd, ...]:
        """Counted by the database; only who names goods in the text comes row by row."""
        with self._database.reading() as connection:
            counted = connection.execute(_counting(week))
            silent = [_crowd(row, row.people, week) for row in counted]
            named = connection.execute(_naming(week))
            return (*silent, *(_crowd(row, 1, week, _named(row.entities)) for row in named))

    def shipments_of(self, products: Sequence[str]) -> tuple[Shipment, ...]:
        found: list[Shipment] = []
        with self._database.reading() as connection:
            for chunk in chunks(products):
                query = sa.select(*_SHIPMENT).where(schema.shipments.c.product.in_(chunk))
                rows = connection.execute(query.order_by(schema.shipments.c.id))
                found += [Shipment(**row._mapping) for row in rows]
        return tuple(found)


def _counts() -> sa.ColumnElement[bool]:
    """Customers only, and nothing flagged: copies would make one person many."""
    return ~schema.readings.c.flagged & (schema.feedback.c.kind != FeedbackKind.MEDIA.value)


def _written_in(week: Week) -> sa.ColumnElement[bool]:
    product, start = week
    posted_at = schema.feedback.c.posted_at
    when = (
        posted_at.is_(None)
        if start is None
        else (posted_at >= _midnight(start)) & (posted_at < _midnight(start + timedelta(weeks=1)))
    )
    return (schema.feedback.c.product == product) & when & _counts()


def _names_goods() -> sa.ColumnElement[bool]:
    """Told from the stored JSON as text, which both databases keep as it was written."""
    stored = sa.cast(schema.readings.c.entities, sa.Text)
    return sa.or_(*(stored.like(f'%"type": "{name}"%') for name in _NAMED))


def _counting(week: Week) -> sa.Select[tuple[object, ...]]:
    people = sa.func.count(_PERSON.distinct()).label("people")
    return (
        sa.select(*_GOODS, _UNHAPPY, people)
        .select_from(schema.feedback.join(schema.readings))
        .where(_written_in(week), ~_names_goods())
        .group_by(*_GOODS, _UNHAPPY)
    )


def _naming(week: Week) -> sa.Select[tuple[object, ...]]:
    return (
        sa.select(*_GOODS, _UNHAPPY, schema.readings.c.entities)
        .select_from(schema.feedback.join(schema.readings))
        .where(_written_in(week), _names_goods())
    )


def _crowd(
    row: sa.Row[tuple[object, ...]], people: int, week: Week, named: tuple[Entity, ...] = ()
) -> Crowd:
    return Crowd(item=_item(row, week[0], named), unhappy=bool(row.unhappy), people=people)


def _teller(row: sa.Row[tuple[object, ...]]) -> Teller:
    return Teller(
        feedback_id=row.id,
        person=row.person,
        posted_at=row.posted_at,
        unhappy=bool(row.unhappy),
        item=_item(row, row.product, _named(row.entities)),
    )


def _item(row: sa.Row[tuple[object, ...]], product: str | None, named: tuple[Entity, ...]) -> Item:
    return Item(
        product=product,
        channel=row.channel,
        lot=row.lot,
        produced_on=row.produced_on,
        region=row.region,
        named=named,
    )


def _named(stored: Sequence[StoredEntity]) -> tuple[Entity, ...]:
    return entities_from(one for one in stored if one["type"] in _NAMED)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
