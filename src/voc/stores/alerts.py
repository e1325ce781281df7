"""Alerts as they stand, and what they are judged by."""

from collections.abc import Sequence
from datetime import datetime
from itertools import pairwise
from typing import Any

import sqlalchemy as sa

from voc.ports.alerts import AlertStore, Decide
from voc.stores import schema
from voc.stores.engine import StorePart
from voc.stores.feedback import FEEDBACK_COLUMNS, feedback_from
from voc.stores.outbox import write_messages
from voc.types.alert import Alert, AlertState, Citation, Told
from voc.types.feedback import Feedback, FeedbackId, FeedbackKind
from voc.types.issue import IssueId
from voc.types.opinion import Severity
from voc.types.signal import Scope, SignalState

_PLAIN = (
    "rule", "subject", "since", "told_at", "facts", "opened_at", "recovered_at", "flapping_at"
)  # fmt: skip


class SqlAlerts(StorePart, AlertStore):
    def alerts(self) -> tuple[Alert, ...]:
        with self._database.reading() as connection:
            return _alerts(connection)

    def change_alerts(self, decide: Decide) -> int:
        with self._database.writing() as connection:
            before = _alerts(connection)
            kept, messages = decide(before)
            if tuple(kept) != before:
                connection.execute(sa.delete(schema.alerts))
                rows = [_row(one) for one in kept]
                if rows:
                    connection.execute(sa.insert(schema.alerts), rows)
            return write_messages(connection, messages)

    def last_raised(self) -> dict[tuple[Scope, SignalState], datetime]:
        signals, scans = schema.signals, schema.scans
        scope = (signals.c.issue_id, signals.c.product, signals.c.channel, signals.c.region)
        last = sa.func.max(scans.c.started_at, type_=schema.UtcDateTime).label("at")
        query = (
            sa.select(*scope, signals.c.state, last)
            .select_from(signals.join(scans))
            .where(signals.c.raised)
            .group_by(*scope, signals.c.state)
        )
        with self._database.reading() as connection:
            return {
                ((row.issue_id, row.product, row.channel, row.region), SignalState(row.state)): (
                    row.at
                )
                for row in connection.execute(query)
            }

    def cite_issues(
        self, issues: Sequence[IssueId], each: int
    ) -> dict[IssueId, tuple[Citation, ...]]:
        with self._database.reading() as connection:
            return {id_: _cited(connection, id_, each) for id_ in issues}

    def cite_watches(
        self, since: datetime, until: datetime, each: int
    ) -> dict[str, tuple[FeedbackId, ...]]:
        feedback = schema.feedback
        rank = sa.func.row_number().over(
            partition_by=schema.watches.c.name,
            order_by=(feedback.c.posted_at.desc(), feedback.c.seq.desc()),
        )
        found = (
            sa.select(schema.watches.c.name, feedback.c.id, rank.label("rank"))
            .select_from(_matches())
            .where(feedback.c.posted_at > since, feedback.c.posted_at <= until, _unflagged())
            .subquery()
        )
        query = sa.select(found.c.name, found.c.id).where(found.c.rank <= each)
        cited: dict[str, list[FeedbackId]] = {}
        with self._database.reading() as connection:
            for row in connection.execute(query.order_by(found.c.name, found.c.rank)):
                cited.setdefault(row.name, []).append(FeedbackId(row.id))
        return {name: tuple(ids) for name, ids in cited.items()}

    def heard(self, edges: Sequence[datetime]) -> dict[str, tuple[int, ...]]:
        posted_at = schema.feedback.c.posted_at
        columns = (schema.watches.c.name, *_spans(edges, posted_at))
        # What has no date is left out, as of all trends: nobody knows of which day it tells.
        query = sa.select(*columns).select_from(_matches())
        query = query.where(posted_at > edges[-1], posted_at <= edges[0], _unflagged())
        with self._database.reading() as connection:
            rows = connection.execute(query.group_by(schema.watches.c.name))
            return {row[0]: tuple(row[1:]) for row in rows}

    def volumes(self, edges: Sequence[datetime]) -> tuple[int, ...]:
        # By readings, whose index on the time spares a walk through all feedback every minute.
        at = schema.readings.c.counted_at
        query = sa.select(*_spans(edges, at)).where(at > edges[-1], at <= edges[0])
        with self._database.reading() as connection:
            return tuple(connection.execute(query).one())

    def articles_read(self, since: datetime, until: datetime, limit: int) -> list[Feedback]:
        feedback, readings = schema.feedback, schema.readings
        at = readings.c.counted_at
        query = (
            sa.select(*FEEDBACK_COLUMNS)
            .select_from(readings.join(feedback, feedback.c.seq == readings.c.feedback_seq))
            .where(feedback.c.kind == FeedbackKind.MEDIA.value, ~readings.c.flagged)
            .where(feedback.c.posted_at.is_not(None), at > since, at <= until)
            .order_by(at.desc(), feedback.c.seq.desc())
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [feedback_from(row) for row in connection.execute(query)]


def _alerts(connection: sa.Connection) -> tuple[Alert, ...]:
    rows = connection.execute(sa.select(schema.alerts)).all()
    # Sorted here: the databases order text each in its own way.
    return tuple(sorted(map(_alert, rows), key=lambda one: (one.rule, one.subject)))


def _alert(row: sa.Row[Any]) -> Alert:
    return Alert(
        **{name: row._mapping[name] for name in _PLAIN},
        state=AlertState(row.state),
        told=row.told and Told(row.told),
        issue_id=row.issue_id and IssueId(row.issue_id),
    )


def _row(alert: Alert) -> dict[str, object]:
    return {name: getattr(alert, name) for name in _PLAIN} | {
        "state": alert.state.value,
        "told": alert.told and alert.told.value,
        "facts": dict(alert.facts),
        "issue_id": alert.issue_id,
    }


def _cited(connection: sa.Connection, issue_id: IssueId, each: int) -> tuple[Citation, ...]:
    """One voice a feedback."""
    members, readings, feedback = schema.issue_members, schema.readings, schema.feedback
    critical = sa.case((members.c.severity == Severity.CRITICAL.value, 0), else_=1)
    query = (
        sa.select(feedback.c.id, members.c.span_start, members.c.span_end)
        .select_from(
            members.join(feedback, feedback.c.seq == members.c.feedback_seq).join(
                readings, readings.c.feedback_seq == feedback.c.seq
            )
        )
        .where(members.c.issue_id == issue_id, ~readings.c.flagged)
        .order_by(critical, readings.c.counted_at.desc(), feedback.c.seq.desc(), members.c.rank)
        .limit(each * 5)  # of one text several clauses may tell of the issue
    )
    found: dict[str, Citation] = {}
    for row in connection.execute(query):
        cited = Citation(feedback_id=FeedbackId(row.id), start=row.span_start, end=row.span_end)
        found.setdefault(row.id, cited)
    return tuple(found.values())[:each]


def _matches() -> sa.FromClause:
    matches, feedback, readings = schema.watch_matches, schema.feedback, schema.readings
    return (
        schema.watches.join(matches)
        .join(feedback, feedback.c.seq == matches.c.feedback_seq)
        .outerjoin(readings, readings.c.feedback_seq == feedback.c.seq)
    )


def _unflagged() -> sa.ColumnElement[bool]:
    """Copies, adverts and template praise are no news. What no scan read yet is none of these."""
    return ~sa.func.coalesce(schema.readings.c.flagged, sa.false())


def _spans(
    edges: Sequence[datetime], moment: sa.ColumnElement[datetime]
) -> list[sa.ColumnElement[int]]:
    return [
        sa.func.count().filter(moment > older, moment <= newer).label(f"span_{number}")
        for number, (newer, older) in enumerate(pairwise(edges))
    ]
