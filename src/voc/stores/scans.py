"""Scans and what they read."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict, replace
from datetime import datetime, timedelta

import sqlalchemy as sa

from voc.errors import StoreError
from voc.ports.scans import ScanStore
from voc.ports.signals import Judge
from voc.stores import schema
from voc.stores.copies import flagged_copies
from voc.stores.discoveries import write_discovery
from voc.stores.engine import StorePart, chunks, insert
from voc.stores.feedback import FEEDBACK_COLUMNS, feedback_from, feedback_seqs
from voc.stores.locks import reread_lock, scan_lock
from voc.stores.members import drop_loose_vectors
from voc.stores.paid_reviews import flagged_suspects
from voc.stores.removals import removed_by
from voc.stores.signals import write_signals
from voc.types.feedback import Feedback
from voc.types.issue import Discovery
from voc.types.opinion import Opinion, Reading
from voc.types.scan import Recipe, Scan, ScanState, ScanTally

# A scan cut off longer ago is closed with what it read, and a new one goes on: undated feedback
# that came in since would else count in the period of the old one.
TAKEN_UP_WITHIN = timedelta(days=1)

# Set when feedback is first read, and kept when it is read again.
_KEPT = {"feedback_seq", "first_scan_id", "counted_at"}


class SqlScans(StorePart, ScanStore):
    def lock(self, wait_s: float = 0) -> AbstractContextManager[None]:
        return scan_lock(self._database, wait_s)

    def reread_lock(self) -> AbstractContextManager[None]:
        return reread_lock(self._database)

    def open(self, recipe: Recipe, now: datetime, *, reread: bool = False) -> Scan:
        with self._database.writing() as connection:
            _keep_recipe(connection, recipe)
            running = schema.scans.c.state == ScanState.RUNNING.value
            left = _latest(connection, running, schema.scans.c.reread == reread)
            if left is None:
                return _new_scan(connection, recipe, now, reread)
            if left.recipe_id == recipe.id and (reread or now - left.started_at < TAKEN_UP_WITHIN):
                return left
            _close(connection, left, _counted(connection, left))
            return _new_scan(connection, recipe, now, reread)

    def pending(
        self, *, since: datetime | None, after: int, limit: int
    ) -> list[tuple[int, Feedback]]:
        unread = schema.readings.c.feedback_seq.is_(None)
        return self._page(unread & _posted(since), after, limit)

    def outdated(
        self, recipe_id: str, *, since: datetime | None, after: int, limit: int
    ) -> list[tuple[int, Feedback]]:
        return self._page(_read_by_others(recipe_id) & _posted(since), after, limit)

    def count_outdated(self, recipe_id: str, *, since: datetime | None) -> int:
        rows = schema.feedback.join(schema.readings)
        query = sa.select(sa.func.count()).select_from(rows)
        query = query.where(_read_by_others(recipe_id), _posted(since))
        with self._database.reading() as connection:
            return connection.execute(query).scalar_one()

    def save(self, scan: Scan, readings: Sequence[Reading]) -> None:
        with self._database.writing() as connection:
            seqs = feedback_seqs(connection, [reading.id for reading in readings])
            times = _posting_times(connection, list(seqs.values()))
            rows = [
                _reading_row(reading, seqs[reading.id])
                | _scan_columns(scan, times[seqs[reading.id]])
                for reading in readings
            ]
            rows = flagged_suspects(connection, flagged_copies(connection, rows))
            _put_readings(connection, rows)
            drop_loose_vectors(connection, list(seqs.values()))
            _replace_opinions(connection, [(seqs[r.id], r.opinions) for r in readings])

    def annotated(self, scan: Scan) -> ScanTally:
        with self._database.reading() as connection:
            return _counted(connection, scan)

    def finish(
        self,
        scan: Scan,
        discovery: Discovery,
        tally: ScanTally,
        now: datetime,
        judge: Judge | None = None,
    ) -> Scan:
        with self._database.writing() as connection:
            _close(connection, scan, tally)
            write_discovery(connection, scan, discovery, now)
            _call_filed(connection)
            if judge is not None:
                write_signals(connection, scan, judge, now)
        return replace(scan, state=ScanState.DONE, tally=tally)

    def latest(self, *, reread: bool = False) -> Scan | None:
        with self._database.reading() as connection:
            return _latest(connection, schema.scans.c.reread == reread)

    def _page(
        self, wanted: sa.ColumnElement[bool], after: int, limit: int
    ) -> list[tuple[int, Feedback]]:
        feedback = schema.feedback.c
        query = (
            sa.select(feedback.seq, *FEEDBACK_COLUMNS)
            .outerjoin(schema.readings)
            .where(feedback.seq > after, wanted)
            .order_by(feedback.seq)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [(row.seq, feedback_from(row)) for row in connection.execute(query)]


def _read_by_others(recipe_id: str) -> sa.ColumnElement[bool]:
    return schema.readings.c.recipe_id != recipe_id


def _posted(since: datetime | None) -> sa.ColumnElement[bool]:
    posted_at = schema.feedback.c.posted_at
    return sa.true() if since is None else posted_at.is_(None) | (posted_at >= since)


def _counted(connection: sa.Connection, scan: Scan) -> ScanTally:
    readings, opinions = schema.readings, schema.opinions
    of_scan = readings.c.scan_id == scan.id
    deep, flagged = (sa.func.count().filter(readings.c[name]) for name in ("deep", "flagged"))
    told = sa.select(sa.func.count()).select_from(opinions.join(readings)).where(of_scan)
    counts = connection.execute(sa.select(sa.func.count(), deep, flagged).where(of_scan)).one()
    removed = removed_by(connection, scan.id)
    return ScanTally(
        read=counts[0],
        annotated=counts[0],
        deep=counts[1],
        flagged=counts[2],
        opinions=connection.execute(told).scalar_one(),
        expired=sum(one.feedback for one in removed),
        unmasked=sum(one.unmasked for one in removed),
    )


def _keep_recipe(connection: sa.Connection, recipe: Recipe) -> None:
    row = {"id": recipe.id, "body": asdict(recipe)}
    connection.execute(insert(connection, schema.recipes).on_conflict_do_nothing(), row)


def _new_scan(connection: sa.Connection, recipe: Recipe, now: datetime, reread: bool) -> Scan:
    row = {
        "recipe_id": recipe.id,
        "reread": reread,
        "started_at": now,
        "state": ScanState.RUNNING.value,
        "tally": asdict(ScanTally()),
    }
    statement = sa.insert(schema.scans).values(row).returning(*schema.scans.c)
    return _scan(connection.execute(statement).one())


def _latest(connection: sa.Connection, *conditions: sa.ColumnElement[bool]) -> Scan | None:
    query = sa.select(schema.scans).where(*conditions).order_by(schema.scans.c.id.desc()).limit(1)
    row = connection.execute(query).first()
    return None if row is None else _scan(row)


def _scan(row: sa.Row[tuple[object, ...]]) -> Scan:
    return Scan(
        id=row.id,
        recipe_id=row.recipe_id,
        reread=row.reread,
        started_at=row.started_at,
        state=ScanState(row.state),
        tally=ScanTally(**row.tally),
    )


def _close(connection: sa.Connection, scan: Scan, tally: ScanTally) -> None:
    statement = (
        sa.update(schema.scans)
        .where(schema.scans.c.id == scan.id, schema.scans.c.state == ScanState.RUNNING.value)
        .values(state=ScanState.DONE.value, tally=asdict(tally))
    )
    if connection.execute(statement).rowcount == 0:
        raise StoreError(f"Scan {scan.id} is finished already. Open a new one.")


def _call_filed(connection: sa.Connection) -> None:
    table = schema.readings
    connection.execute(sa.update(table).where(~table.c.filed).values(filed=True))


def _posting_times(connection: sa.Connection, seqs: Sequence[int]) -> dict[int, datetime | None]:
    table = schema.feedback.c
    times: dict[int, datetime | None] = {}
    for chunk in chunks(seqs):
        query = sa.select(table.seq, table.posted_at).where(table.seq.in_(chunk))
        times |= {row.seq: row.posted_at for row in connection.execute(query)}
    return times


def _scan_columns(scan: Scan, posted_at: datetime | None) -> dict[str, object]:
    return {
        "scan_id": scan.id,
        "first_scan_id": scan.id,
        "counted_at": posted_at or scan.started_at,
        "recipe_id": scan.recipe_id,
    }


def _reading_row(reading: Reading, seq: int) -> dict[str, object]:
    return {
        "feedback_seq": seq,
        "language": reading.language.value,
        "sentiment": reading.sentiment.label.value,
        "sentiment_score": reading.sentiment.score,
        "sentiment_confidence": reading.sentiment.confidence,
        "severity": reading.severity.label,
        "severity_confidence": reading.severity.confidence,
        "intents": [asdict(intent) for intent in reading.intents],
        "entities": [asdict(entity) for entity in reading.entities],
        "flags": [asdict(flag) for flag in reading.flags],
        "flagged": bool(reading.flags),
        "deep": reading.deep,
        "filed": False,
    }


def _put_readings(connection: sa.Connection, rows: Sequence[dict[str, object]]) -> None:
    if not rows:
        return
    statement = insert(connection, schema.readings)
    news = {c.name: c for c in statement.excluded if c.name not in _KEPT}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["feedback_seq"], set_=news), rows
    )


def _replace_opinions(
    connection: sa.Connection, told: Sequence[tuple[int, Sequence[Opinion]]]
) -> None:
    table = schema.opinions
    for chunk in chunks([seq for seq, _ in told]):
        connection.execute(sa.delete(table).where(table.c.feedback_seq.in_(chunk)))
    rows = [
        _opinion_row(seq, number, opinion)
        for seq, opinions in told
        for number, opinion in enumerate(opinions)
    ]
    if rows:
        connection.execute(sa.insert(table), rows)


def _opinion_row(seq: int, number: int, opinion: Opinion) -> dict[str, object]:
    return {
        "feedback_seq": seq,
        "number": number,
        "span_start": opinion.start,
        "span_end": opinion.end,
        "topic": opinion.topic,
        "polarity": opinion.polarity.value,
        "intent": opinion.intent and opinion.intent.value,
        "severity": opinion.severity.value,
        "confidence": opinion.confidence,
    }
