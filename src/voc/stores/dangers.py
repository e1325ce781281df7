"""Critical voices of open issues, and those the product was known for before."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from voc.ports.signals import Judge
from voc.stores import schema
from voc.stores.tellings import PERSON, open_members
from voc.types.feedback import FeedbackId, FeedbackKind
from voc.types.issue import IssueId
from voc.types.opinion import Severity
from voc.types.scan import Scan
from voc.types.signal import Danger

_MEMBERS, _VECTORS = schema.issue_members, schema.voice_vectors


def dangers(connection: sa.Connection, scan: Scan, judge: Judge) -> list[Danger]:
    """Of critical voices that are recent, or came with this scan whenever they were posted."""
    readings, feedback = schema.readings.c, schema.feedback.c
    recent = (readings.counted_at >= judge.recent) & (readings.counted_at < judge.edges[0])
    query = (
        sa.select(_MEMBERS.c.issue_id, feedback.id, feedback.product, PERSON.label("who"))
        .add_columns(feedback.kind)
        .add_columns(readings.severity_confidence, _VECTORS.c.vector)
        .add_columns((readings.first_scan_id == scan.id).label("fresh"))
        .select_from(_critical())
        .where(_surely(judge), recent | (readings.first_scan_id == scan.id))
        .order_by(readings.severity_confidence.desc(), feedback.seq, _MEMBERS.c.span_start)
    )
    surest_first: dict[str, list[Any]] = defaultdict(list)
    for row in connection.execute(query):
        surest_first[row.issue_id].append(row)
    return [_danger(IssueId(issue_id), rows) for issue_id, rows in surest_first.items()]


def known_dangers(
    connection: sa.Connection, scan: Scan, judge: Judge
) -> Mapping[str | None, Sequence[bytes]]:
    """By product, vectors of critical voices that earlier scans read, of the judged weeks."""
    readings, product = schema.readings.c, schema.feedback.c.product
    query = (
        sa.select(product, _VECTORS.c.vector)
        .select_from(_critical())
        .where(_surely(judge), _between(judge.edges[-1], judge.edges[0]))
        .where(readings.first_scan_id < scan.id, _VECTORS.c.vector.is_not(None))
    )
    found: dict[str | None, list[bytes]] = defaultdict(list)
    for name, vector in connection.execute(query):
        found[name].append(vector)
    return found


def _critical() -> sa.FromClause:
    """With vectors where they are: a voice that people filed may not have been encoded yet."""
    same = sa.and_(*(_MEMBERS.c[key.name] == key for key in _VECTORS.primary_key))
    return open_members().outerjoin(_VECTORS, same)


def _surely(judge: Judge) -> sa.ColumnElement[bool]:
    return (
        (_MEMBERS.c.severity == Severity.CRITICAL.value)
        & (schema.readings.c.severity_confidence >= judge.least_sure)
        & ~schema.readings.c.flagged
    )


def _between(start: datetime, end: datetime) -> sa.ColumnElement[bool]:
    counted_at = schema.readings.c.counted_at
    return (counted_at >= start) & (counted_at < end)


def _danger(issue_id: IssueId, rows: Sequence[Any]) -> Danger:
    """``rows`` are its voices, the surest text first."""
    surest = [row for row in rows if row.id == rows[0].id]
    fresh = [row for row in rows if row.fresh]
    articles = {row.id for row in rows if row.kind == FeedbackKind.MEDIA.value}
    return Danger(
        issue_id=issue_id,
        feedback_id=FeedbackId(rows[0].id),
        clauses=len(surest),
        confidence=rows[0].severity_confidence,
        people=len({row.who for row in rows if row.id not in articles}),
        articles=len(articles),
        product=rows[0].product,
        fresh=bool(fresh),
        vectors=tuple(row.vector for row in fresh or surest if row.vector is not None),
    )
