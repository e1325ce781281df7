"""Takes feedback out again, with all that was made of it, in one transaction.

The tables say at once that the rows are gone; the files of a database and those voc wrote beside it
may still hold their bytes. A removal therefore stays unfinished until these are cleared too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import sqlalchemy as sa

from voc.ports.store import RemovalStore, Rename
from voc.stores import schema
from voc.stores.engine import STREAM_ROWS, StorePart, chunks, insert
from voc.stores.heirs import name_heirs
from voc.stores.removed_words import (
    Occasion,
    Words,
    clear_names,
    clear_rejects,
    clear_reports,
    watched,
)
from voc.stores.sweeping import sweep
from voc.text.echoes import digest
from voc.types.feedback import FeedbackKind
from voc.types.forgetting import Person, Removal, Removed, Retention
from voc.types.scan import Scan

Rows = dict[int, str]  # seq and id of what goes

# Children first. All but the last hang on a feedback by its seq.
_KINDS = {
    "voices": schema.issue_members,
    "opinions": schema.opinions,
    "readings": schema.readings,
    "signatures": schema.appearances,  # and with them their bands; traces go with the feedback
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What all steps of one removal need to know."""

    occasion: Occasion
    written: Mapping[str, Sequence[str]]  # lines of each custom topic
    scan_id: int | None = None
    name: str | None = None  # of the person


class SqlRemovals(StorePart, RemovalStore):
    def forget(
        self,
        person: Person,
        rename: Rename,
        written: Mapping[str, Sequence[str]],
        now: datetime,
        *,
        dry_run: bool = False,
    ) -> Removed:
        occasion = Occasion(rename=rename, now=now, why="somebody was forgotten")
        task = _Task(occasion=occasion, written=written, name=person.name)
        with self._database.writing() as connection, connection.begin_nested() as trial:
            keys = _keys(connection, person)
            rows = _of_author(connection, keys)
            removed = _remove(connection, rows, task) if rows else Removed()
            if rows:
                _bar(connection, keys if person.channel else [*keys, person.key_anywhere], now)
            if dry_run:
                trial.rollback()
            return removed

    def last_removal(self) -> int:
        with self._database.reading() as connection:
            return latest_removal(connection)

    def expired(self, retention: Retention, now: datetime) -> int:
        query = sa.select(sa.func.count()).select_from(schema.feedback)
        with self._database.reading() as connection:
            return connection.execute(query.where(_over(retention, now))).scalar_one()

    def expire(
        self,
        retention: Retention,
        rename: Rename,
        written: Mapping[str, Sequence[str]],
        scan: Scan,
        now: datetime,
    ) -> Removed:
        why = "they were kept as long as [retention] says"
        occasion = Occasion(rename=rename, now=now, why=why)
        task = _Task(occasion=occasion, written=written, scan_id=scan.id)
        with self._database.writing() as connection:
            rows = _rows(connection, _over(retention, now))
            return _remove(connection, rows, task) if rows else Removed()

    def unfinished(self) -> tuple[Removal, ...]:
        table = schema.removals
        query = sa.select(table).where(table.c.pending.is_not(None)).order_by(table.c.id)
        with self._database.reading() as connection:
            return tuple(
                Removal(
                    id=row.id,
                    reports=tuple(row.pending["reports"]),
                    lines=tuple(row.pending["lines"]),
                )
                for row in connection.execute(query)
            )

    def finish_removals(self, removals: Sequence[Removal]) -> None:
        if not removals:
            return
        sweep(self._database)
        table = schema.removals
        done = sa.update(table).where(table.c.id.in_([one.id for one in removals]))
        with self._database.writing() as connection:
            connection.execute(done.values(pending=None))


def expired_by(connection: sa.Connection, scan_id: int) -> int:
    """Feedback removed by the retention while this scan ran, in any run."""
    table = schema.removals.c
    removed = connection.scalars(sa.select(table.removed).where(table.scan_id == scan_id))
    return sum(Removed(**one).feedback for one in removed)


def latest_removal(connection: sa.Connection) -> int:
    """Its number; 0 before the first."""
    return connection.scalar(sa.select(sa.func.max(schema.removals.c.id))) or 0


def _keys(connection: sa.Connection, person: Person) -> list[str]:
    if person.channel is not None:
        return [person.key_on(person.channel)]
    channels = connection.scalars(sa.select(schema.feedback.c.channel).distinct())
    return [person.key_on(channel) for channel in channels]


def _of_author(connection: sa.Connection, keys: Sequence[str]) -> Rows:
    """Their rows, and follow-ups to them: these are of the same person, named or not."""
    table = schema.feedback.c
    rows: Rows = {}
    for chunk in chunks(keys):
        rows |= _rows(connection, table.author_key.in_(chunk))
    follows = table.kind == FeedbackKind.FOLLOW_UP.value
    for chunk in chunks(list(rows.values())):
        rows |= _rows(connection, follows & table.parent_id.in_(chunk))
    return rows


def _over(retention: Retention, now: datetime) -> sa.ColumnElement[bool]:
    table = schema.feedback.c
    kept_from = sa.func.coalesce(table.posted_at, table.imported_at, type_=schema.UtcDateTime)
    named = [
        (table.channel == channel) & (kept_from < now - timedelta(days=days))
        for channel, days in sorted(retention.channels.items())
    ]
    if retention.default is not None:
        others = table.channel.not_in(sorted(retention.channels))
        named.append(others & (kept_from < now - timedelta(days=retention.default)))
    return sa.or_(sa.false(), *named)


def _rows(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> Rows:
    table = schema.feedback.c
    found = connection.execute(sa.select(table.seq, table.id).where(wanted).order_by(table.seq))
    return {row.seq: row.id for row in found}


def _remove(connection: sa.Connection, rows: Rows, task: _Task) -> Removed:
    words = _heard(connection, rows, task)
    lost = _lost_voices(connection, rows)
    name_heirs(connection, list(rows))
    counts = {name: _delete(connection, table, rows) for name, table in _KINDS.items()}
    _orphan(connection, rows)
    counts["rejects"] = clear_rejects(connection, words)
    counts["feedback"] = _delete(connection, schema.feedback, rows, "seq")
    names = clear_names(connection, words, lost, task.occasion)
    reports = clear_reports(connection, set(rows.values()), names.dropped)
    topics = [name for name, lines in task.written.items() if words.lines & set(lines)]
    removed = Removed(
        **counts,
        issues_closed=names.closed,
        issues_renamed=names.renamed,
        reports=len(reports),
        topics=len(topics),
    )
    written = {line for name in topics for line in task.written[name]}
    row = {
        "at": task.occasion.now,
        "scan_id": task.scan_id,
        "removed": asdict(removed),
        "pending": {"reports": reports, "lines": sorted(map(digest, written & words.lines))},
    }
    connection.execute(sa.insert(schema.removals), row)
    return removed


def _heard(connection: sa.Connection, rows: Rows, task: _Task) -> Words:
    """All that staff wrote or voc made and that repeats words of what goes."""
    lines = [*watched(connection), *(one for lines in task.written.values() for one in lines)]
    words = Words(lines, task.name)
    table = schema.feedback.c
    columns = (table.id, table.channel, table.external_id, table.title, table.text)
    for chunk in chunks(list(rows)):
        query = sa.select(*columns).where(table.seq.in_(chunk))
        options = {"yield_per": STREAM_ROWS}
        for row in connection.execute(query, execution_options=options):
            words.hear(f"{row.title or ''}\n{row.text}")
            words.places.add(f"{row.channel} {row.external_id or row.id}")
    return words


def _lost_voices(connection: sa.Connection, rows: Rows) -> dict[str, int]:
    """How many voices each issue is about to lose."""
    table = schema.issue_members.c
    lost: dict[str, int] = {}
    for chunk in chunks(list(rows)):
        query = sa.select(table.issue_id, sa.func.count()).where(table.feedback_seq.in_(chunk))
        for issue_id, count in connection.execute(query.group_by(table.issue_id)):
            lost[issue_id] = lost.get(issue_id, 0) + count
    return lost


def _delete(
    connection: sa.Connection, table: sa.Table, rows: Rows, column: str = "feedback_seq"
) -> int:
    own = table.c[column]
    deletions = (sa.delete(table).where(own.in_(chunk)) for chunk in chunks(list(rows)))
    return sum(connection.execute(deletion).rowcount for deletion in deletions)


def _orphan(connection: sa.Connection, rows: Rows) -> None:
    """What follows a removed row and stays names it no more."""
    table = schema.feedback
    for chunk in chunks(list(rows.values())):
        follows = sa.update(table).where(table.c.parent_id.in_(chunk))
        connection.execute(follows.values(parent_id=None))


def _bar(connection: sa.Connection, keys: Sequence[str], now: datetime) -> None:
    statement = insert(connection, schema.forgotten).on_conflict_do_nothing()
    connection.execute(statement, [{"key": key, "at": now} for key in keys])
