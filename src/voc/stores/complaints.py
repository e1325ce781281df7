"""Complaints of the last weeks with their vectors, product by product while they stream."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from voc.stores import schema
from voc.stores.tellings import PERSON, clean, dated, read_by, week_of
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId, IssueKind, IssueState
from voc.types.scan import Scan
from voc.types.signal import Complaint, Complaints, Weeks

_VECTORS = schema.voice_vectors


def complaints(
    connection: sa.Connection, scan: Scan, edges: Sequence[datetime]
) -> Iterator[Complaints]:
    """Of each product that somebody complained of in the newest week, by name.

    A voice that stands in a dismissed issue is left out: people said that it is none.
    """
    products: Sequence[str | None] = connection.scalars(_complained_of(scan, edges)).all()
    lots = _lots(connection, scan, edges)
    for product in products:
        rows = connection.execute(_told(scan, edges).where(_of(product)))
        told = tuple(_complaint(row) for row in rows)
        yield Complaints(product=product, told=told, lots=lots.get(product, {}))


def _of(product: str | None) -> sa.ColumnElement[bool]:
    name = schema.feedback.c.product
    return name.is_(None) if product is None else name == product


def _within(scan: Scan, newest: datetime, oldest: datetime) -> sa.ColumnElement[bool]:
    """Of the dated counted_at is posted_at; both are asked, for each has an index of its own."""
    counted_at, posted_at = schema.readings.c.counted_at, schema.feedback.c.posted_at
    recent = (counted_at >= oldest) & (posted_at >= oldest) & (posted_at < newest)
    return clean() & dated(newest) & recent & read_by(scan)


def _voices() -> sa.FromClause:
    readings, feedback = schema.readings, schema.feedback
    return _VECTORS.join(readings, readings.c.feedback_seq == _VECTORS.c.feedback_seq).join(
        feedback, feedback.c.seq == _VECTORS.c.feedback_seq
    )


def _complained_of(scan: Scan, edges: Sequence[datetime]) -> sa.Select[Any]:
    product = schema.feedback.c.product
    query = sa.select(product).select_from(_voices()).distinct()
    query = query.where(_within(scan, edges[0], edges[1]), _complains())
    return query.order_by(product)


def _complains() -> sa.ColumnElement[bool]:
    return _VECTORS.c.kind == IssueKind.DEFECT.value


def _told(scan: Scan, edges: Sequence[datetime]) -> sa.Select[tuple[Any, ...]]:
    members, issues, feedback = schema.issue_members, schema.issues, schema.feedback
    same = sa.and_(*(members.c[key.name] == key for key in _VECTORS.primary_key))
    counted_at = schema.readings.c.counted_at
    rows = _voices().outerjoin(members, same).outerjoin(issues, issues.c.id == members.c.issue_id)
    return (
        sa.select(feedback.c.id, PERSON.label("person"), feedback.c.lot, members.c.issue_id)
        .add_columns(_VECTORS.c.vector, week_of(counted_at, edges))
        .select_from(rows)
        .where(_within(scan, edges[0], edges[-1]), _complains())
        .where(issues.c.state.is_(None) | (issues.c.state == IssueState.OPEN.value))
    )


def _complaint(row: sa.Row[Any]) -> Complaint:
    return Complaint(
        feedback_id=FeedbackId(row.id),
        person=row.person,
        week=row.week,
        lot=row.lot,
        issue_id=row.issue_id and IssueId(row.issue_id),
        vector=row.vector,
    )


def _lots(
    connection: sa.Connection, scan: Scan, edges: Sequence[datetime]
) -> Mapping[str | None, Mapping[str, Weeks]]:
    """Feedback of each product and lot by week."""
    feedback = schema.feedback.c
    told = (
        sa.select(feedback.product, feedback.lot, week_of(schema.readings.c.counted_at, edges))
        .select_from(schema.readings.join(schema.feedback))
        .where(_within(scan, edges[0], edges[-1]), feedback.lot.is_not(None))
        .subquery()
    )
    query = sa.select(told.c.product, told.c.lot, told.c.week, sa.func.count())
    rows = connection.execute(query.group_by(told.c.product, told.c.lot, told.c.week))
    found: dict[str | None, dict[str, list[int]]] = defaultdict(dict)
    for product, lot, week, count in rows:
        weeks = found[product].setdefault(lot, [0] * (len(edges) - 1))
        weeks[week] += count
    return {
        product: {lot: tuple(weeks) for lot, weeks in lots.items()}
        for product, lots in found.items()
    }
