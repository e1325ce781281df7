"""What reports are computed from, and the reports themselves."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from voc.errors import NotFoundError, StoreError
from voc.ports.reports import REMOVED_MEANWHILE, ReportStore
from voc.stores import schema
from voc.stores.engine import StorePart, insert
from voc.stores.judgements import read_judgements
from voc.stores.removals import latest_removal
from voc.types.document import Flag, Language
from voc.types.drivers import Judgement
from voc.types.feedback import FeedbackKind
from voc.types.issue import IssueState
from voc.types.opinion import Polarity, SentimentLabel, Severity
from voc.types.report import (
    AppearanceFact,
    FeedbackFact,
    IssueVoice,
    OpinionFact,
    ReadingFact,
    Report,
)

_FACT_COLUMNS = (
    *(schema.feedback.c[name] for name in ("id", "seq", "channel", "kind", "product")),
    *(schema.feedback.c[name] for name in ("posted_at", "rating")),
    *(schema.readings.c[name] for name in ("counted_at", "sentiment", "flagged", "recipe_id")),
    schema.readings.c.severity.label("worst"),
    schema.readings.c.severity_confidence,
)


class SqlReports(StorePart, ReportStore):
    def facts(self, start: datetime, end: datetime, product: str | None) -> Iterator[FeedbackFact]:
        query = sa.select(*_FACT_COLUMNS).select_from(schema.readings.join(schema.feedback))
        query = query.where(_counted(start, end), _of(product)).order_by(schema.feedback.c.seq)
        with self._database.reading() as connection:
            yield from map(_fact, connection.execute(query))

    def opinions(
        self, start: datetime, end: datetime, product: str | None
    ) -> Iterator[OpinionFact]:
        table, feedback = schema.opinions, schema.feedback
        query = (
            sa.select(feedback.c.id, table.c.topic, table.c.polarity)
            .select_from(table.join(schema.readings).join(feedback))
            .where(_counted(start, end), _of(product), ~schema.readings.c.flagged)
            .order_by(table.c.feedback_seq, table.c.number)
        )
        with self._database.reading() as connection:
            for id_, topic, polarity in connection.execute(query):
                yield OpinionFact(feedback_id=id_, topic=topic, polarity=Polarity(polarity))

    def readings(
        self, start: datetime, end: datetime, product: str | None
    ) -> Iterator[ReadingFact]:
        readings, feedback = schema.readings, schema.feedback
        query = (
            sa.select(feedback.c.id, readings.c.language, readings.c.flags)
            .select_from(readings.join(feedback))
            .where(_counted(start, end), _of(product))
            .order_by(feedback.c.seq)
        )
        with self._database.reading() as connection:
            for id_, language, flags in connection.execute(query):
                yield ReadingFact(feedback_id=id_, language=Language(language), flags=_flags(flags))

    def issue_voices(self, end: datetime, product: str | None) -> Iterator[IssueVoice]:
        with self._database.reading() as connection:
            yield from map(_issue_voice, connection.execute(_voices_query(end, product)))

    def judgements(
        self, start: datetime, end: datetime, product: str | None
    ) -> Iterator[Judgement]:
        with self._database.reading() as connection:
            yield from read_judgements(connection, _counted(start, end) & _of(product))

    def appearances(self, end: datetime, product: str | None) -> Iterator[AppearanceFact]:
        with self._database.reading() as connection:
            for row in connection.execute(_appearances_query(end, product)):
                yield AppearanceFact(first=row.first, fact=_fact(row))

    def last_counted_at(self) -> datetime | None:
        with self._database.reading() as connection:
            return connection.execute(sa.select(sa.func.max(schema.readings.c.counted_at))).scalar()

    def save_report(self, report: Report, data: bytes, *, last_removal: int) -> None:
        row = {
            "id": report.id,
            "period_start": report.period.start,
            "saved_at": datetime.now(UTC),
            "data": data,
        }
        with self._database.writing() as connection:
            if latest_removal(connection) != last_removal:
                raise StoreError(REMOVED_MEANWHILE)
            connection.execute(insert(connection, schema.reports).on_conflict_do_nothing(), row)

    def reports(self) -> list[tuple[str, datetime]]:
        table = schema.reports.c
        query = sa.select(table.id, table.saved_at).order_by(
            table.period_start.desc(), table.saved_at.desc()
        )
        with self._database.reading() as connection:
            return [(id_, saved_at) for id_, saved_at in connection.execute(query)]

    def report_data(self, report_id: str) -> bytes:
        query = sa.select(schema.reports.c.data).where(schema.reports.c.id == report_id)
        data: bytes | None = None
        if "\0" not in report_id:  # no database can be asked for one
            with self._database.reading() as connection:
                data = connection.execute(query).scalar()
        if data is None:
            raise NotFoundError(f"No report with the id '{report_id}' is kept.")
        return data


def _counted(start: datetime, end: datetime) -> sa.ColumnElement[bool]:
    return (schema.readings.c.counted_at >= start) & (schema.readings.c.counted_at < end)


def _of(product: str | None) -> sa.ColumnElement[bool]:
    return sa.true() if product is None else schema.feedback.c.product == product


def _voices_query(end: datetime, product: str | None) -> sa.Select[tuple[object, ...]]:
    members, issues = schema.issue_members, schema.issues
    rows = members.join(issues).join(schema.feedback)
    rows = rows.join(schema.readings, schema.readings.c.feedback_seq == members.c.feedback_seq)
    place = (members.c[name] for name in ("issue_id", "rank", "span_start", "span_end", "severity"))
    return (
        sa.select(
            *_FACT_COLUMNS,
            *place,
            schema.feedback.c.text,
            schema.feedback.c.lot,
            schema.readings.c.entities,
            (members.c.scan_id != schema.readings.c.scan_id).label("stale"),
        )
        .select_from(rows)
        .where(
            schema.readings.c.counted_at < end,
            issues.c.state == IssueState.OPEN.value,
            _of(product),
        )
        .order_by(issues.c.kind, issues.c.number, members.c.rank)
    )


def _appearances_query(end: datetime, product: str | None) -> sa.Select[tuple[object, ...]]:
    feedback, readings, table = schema.feedback, schema.readings, schema.appearances
    first = feedback.alias()
    copies = sa.select(table.c.feedback_seq).where(table.c.copy_of.is_not(None))
    copied = sa.select(table.c.copy_of).where(table.c.copy_of.is_not(None))
    rows = readings.join(feedback).outerjoin(table, table.c.feedback_seq == feedback.c.seq)
    return (
        sa.select(*_FACT_COLUMNS, first.c.id.label("first"))
        .select_from(
            rows.join(first, first.c.seq == sa.func.coalesce(table.c.copy_of, feedback.c.seq))
        )
        .where(feedback.c.seq.in_(copies.union(copied)), readings.c.counted_at < end, _of(product))
        .order_by(feedback.c.seq)
    )


def _fact(row: sa.Row[tuple[object, ...]]) -> FeedbackFact:
    return FeedbackFact(
        id=row.id,
        seq=row.seq,
        channel=row.channel,
        kind=FeedbackKind(row.kind),
        product=row.product,
        counted_at=row.counted_at,
        dated=row.posted_at is not None,
        rating=row.rating,
        sentiment=SentimentLabel(row.sentiment),
        severity=Severity(row.worst),
        severity_confidence=row.severity_confidence,
        flagged=row.flagged,
        recipe_id=row.recipe_id,
    )


def _flags(stored: Sequence[str | dict[str, str]]) -> tuple[Flag, ...]:
    """Readings stored before flags said why hold the names alone."""
    return tuple(
        Flag(name=flag, because="") if isinstance(flag, str) else Flag(**flag) for flag in stored
    )


def _issue_voice(row: sa.Row[tuple[object, ...]]) -> IssueVoice:
    named = (entity["value"] for entity in row.entities if entity["type"] == "lot")
    return IssueVoice(
        issue_id=row.issue_id,
        rank=row.rank,
        start=row.span_start,
        end=row.span_end,
        text=row.text,
        lot=row.lot or next(named, None),
        severity=Severity(row.severity),
        stale=row.stale,
        fact=_fact(row),
    )
