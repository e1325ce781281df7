"""Judging at the end of a scan, and what scans judged."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from voc.ports.signals import Judge, SignalStore
from voc.stores import schema
from voc.stores.complaints import complaints
from voc.stores.dangers import dangers, known_dangers
from voc.stores.engine import StorePart, chunks
from voc.stores.feedback import feedback_seqs
from voc.stores.issues import add_event
from voc.stores.tellings import PERSON, clean, dated, open_members, sold, tellers, volumes
from voc.types.feedback import FeedbackId
from voc.types.issue import By, IssueId, IssueState
from voc.types.opinion import Severity
from voc.types.scan import Scan
from voc.types.signal import Burden, Grounds, Signal, SignalState

_FIELDS = tuple(field.name for field in fields(Signal) if field.name != "voices")
# A surge is not told anew as long as its weeks, four at most, may hold voices of an earlier one.
REMEMBERED_WEEKS = 8
_RANK = {severity: rank for rank, severity in enumerate(Severity)}


class SqlSignals(StorePart, SignalStore):
    def last_posted(self, before: datetime) -> datetime | None:
        counted_at = schema.readings.c.counted_at
        query = (
            sa.select(counted_at)
            .select_from(schema.readings.join(schema.feedback))
            .where(clean(), dated(before))
            .order_by(counted_at.desc())
            .limit(1)
        )
        with self._database.reading() as connection:
            return connection.scalar(query)

    def danger_of(self, ids: Sequence[FeedbackId]) -> dict[FeedbackId, float]:
        readings, feedback = schema.readings, schema.feedback
        query = sa.select(feedback.c.id, readings.c.severity_confidence)
        query = query.select_from(readings.join(feedback))
        query = query.where(readings.c.severity == Severity.CRITICAL.value)
        found: dict[FeedbackId, float] = {}
        with self._database.reading() as connection:
            for chunk in chunks(ids):
                rows = connection.execute(query.where(feedback.c.id.in_(chunk)))
                found |= {row.id: row.severity_confidence for row in rows}
        return found

    def signals(self, scan_id: int | None = None) -> tuple[Signal, ...]:
        with self._database.reading() as connection:
            chosen = _last_judged(connection) if scan_id is None else scan_id
            return _signals_of(connection, chosen)

    def burdens(self, start: datetime, end: datetime) -> tuple[Burden, ...]:
        with self._database.reading() as connection:
            people = _people(connection, start, end)
            ratings = {row.issue_id: row for row in connection.execute(_ratings(start, end))}
            usual = {row.product: row.usual for row in connection.execute(_usual(start, end))}
        return tuple(
            Burden(
                issue_id=issue_id,
                people=told,
                rating=ratings[issue_id].rating,
                rated=ratings[issue_id].rated,
                usual=usual.get(ratings[issue_id].product),
            )
            for issue_id, told in people.items()
        )


def write_signals(connection: sa.Connection, scan: Scan, judge: Judge, now: datetime) -> None:
    """Have the ledger judged as it stands; of earlier scans only what they raised is kept."""
    last = _last_judged(connection)
    grounds = Grounds(
        issues=_open_issues(connection),
        tellers=tuple(tellers(connection, scan, judge.edges)),
        volumes=tuple(volumes(connection, scan, judge.edges)),
        sold=tuple(sold(connection, judge.days)),
        dangers=tuple(dangers(connection, scan, judge)),
        known_dangers=known_dangers(connection, scan, judge),
        before=_signals_of(connection, last),
        complaints=complaints(connection, scan, judge.edges),
        surged=_surged(connection, judge),
    )
    signals = judge.decide(grounds)
    connection.execute(sa.delete(schema.signals).where(~schema.signals.c.raised))
    _keep(connection, scan, signals)
    for signal in signals:
        if signal.raised:
            add_event(connection, signal.issue_id, now, "raised", _detail(signal), by=By.JUDGEMENT)


def _keep(connection: sa.Connection, scan: Scan, signals: Sequence[Signal]) -> None:
    rows = [{name: getattr(one, name) for name in _FIELDS} | {"scan_id": scan.id}
            for one in signals]  # fmt: skip
    if rows:
        connection.execute(sa.insert(schema.signals), rows)
    table = schema.signals.c
    seqs = connection.scalars(
        sa.select(table.seq).where(table.scan_id == scan.id).order_by(table.seq)
    )
    for seq, signal in zip(seqs.all(), signals, strict=True):
        if signal.voices:
            voices = feedback_seqs(connection, signal.voices).values()
            told = [{"signal_seq": seq, "feedback_seq": voice} for voice in voices]
            connection.execute(sa.insert(schema.signal_voices), told)


def _surged(connection: sa.Connection, judge: Judge) -> tuple[frozenset[FeedbackId], ...]:
    """Of every surge told of days that are not long past, what it rested on."""
    since = judge.days[min(REMEMBERED_WEEKS, len(judge.days) - 1)]
    return tuple(map(frozenset, _voices(connection, schema.signals.c.end > since).values()))


def _voices(
    connection: sa.Connection, chosen: sa.ColumnElement[bool]
) -> dict[int, list[FeedbackId]]:
    """By seq of the signal, the feedback it rests on in order of id."""
    voices, feedback = schema.signal_voices, schema.feedback
    query = (
        sa.select(voices.c.signal_seq, feedback.c.id)
        .select_from(voices.join(schema.signals).join(feedback))
        .where(chosen)
        .order_by(feedback.c.id)
    )
    found: dict[int, list[FeedbackId]] = defaultdict(list)
    for seq, id_ in connection.execute(query):
        found[seq].append(FeedbackId(id_))
    return found


def _detail(signal: Signal) -> str:
    place = " · ".join(filter(None, (signal.product, signal.channel, signal.region)))
    return f"{signal.state.value}{f' in {place}' if place else ''}: {signal.because}"


def _open_issues(connection: sa.Connection) -> tuple[IssueId, ...]:
    table = schema.issues.c
    query = sa.select(table.id).where(table.state == IssueState.OPEN.value)
    return tuple(connection.scalars(query.order_by(table.kind, table.number)))


def _last_judged(connection: sa.Connection) -> int | None:
    table = schema.signals.c
    return connection.scalar(sa.select(table.scan_id).order_by(table.seq.desc()).limit(1))


def _signals_of(connection: sa.Connection, scan_id: int | None) -> tuple[Signal, ...]:
    table = schema.signals.c
    chosen = table.scan_id == scan_id
    query = sa.select(table.seq, *(table[name] for name in _FIELDS)).where(chosen)
    rows = connection.execute(query.order_by(table.seq)).all()
    voices = _voices(connection, chosen)
    return tuple(_signal(row, tuple(voices.get(row.seq, ()))) for row in rows)


def _signal(row: sa.Row[Any], voices: tuple[FeedbackId, ...]) -> Signal:
    told = {name: row._mapping[name] for name in _FIELDS}
    return Signal(**{**told, "state": SignalState(row.state), "voices": voices})


def _within(start: datetime, end: datetime) -> sa.ColumnElement[bool]:
    counted_at = schema.readings.c.counted_at
    return ~schema.readings.c.flagged & (counted_at >= start) & (counted_at < end)


def _people(
    connection: sa.Connection, start: datetime, end: datetime
) -> dict[IssueId, tuple[tuple[Severity, int], ...]]:
    """Of each issue how many people tell of it, by the worst that each tells."""
    issue_id, severity = schema.issue_members.c.issue_id, schema.issue_members.c.severity
    ranks = {one.value: rank for one, rank in _RANK.items()}
    worst = sa.func.max(sa.case(ranks, value=severity)).label("worst")
    told = sa.select(issue_id, worst).select_from(open_members()).where(_within(start, end))
    each = told.group_by(issue_id, PERSON).subquery()
    query = sa.select(each.c.issue_id, each.c.worst, sa.func.count())
    grouped: dict[IssueId, list[tuple[Severity, int]]] = defaultdict(list)
    for id_, rank, count in connection.execute(query.group_by(each.c.issue_id, each.c.worst)):
        grouped[IssueId(id_)].append((tuple(Severity)[rank], count))
    return {
        id_: tuple(sorted(told, key=lambda one: _RANK[one[0]])) for id_, told in grouped.items()
    }


def _ratings(start: datetime, end: datetime) -> sa.Select[tuple[Any, ...]]:
    """Each feedback once, however many of its clauses tell of the issue."""
    issue_id, feedback = schema.issue_members.c.issue_id, schema.feedback.c
    told = (
        sa.select(issue_id, schema.issues.c.product, feedback.seq, feedback.rating)
        .select_from(open_members())
        .where(_within(start, end))
        .distinct()
        .subquery()
    )
    rated = sa.func.count(told.c.rating).label("rated")
    mean = sa.func.avg(told.c.rating).label("rating")
    query = sa.select(told.c.issue_id, told.c.product, mean, rated)
    return query.group_by(told.c.issue_id, told.c.product)


def _usual(start: datetime, end: datetime) -> sa.Select[tuple[Any, ...]]:
    """The mean rating of each product."""
    product = schema.feedback.c.product
    return (
        sa.select(product, sa.func.avg(schema.feedback.c.rating).label("usual"))
        .select_from(schema.readings.join(schema.feedback))
        .where(clean(), _within(start, end))
        .group_by(product)
    )
