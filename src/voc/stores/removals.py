"""Takes feedback out again, with all that was made of it, in one transaction.

The tables say at once that the rows are gone; the files of a database and those voc wrote beside it
may still hold their bytes. A removal therefore stays unfinished until these are cleared too.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from itertools import islice

import sqlalchemy as sa

from voc.ports.removals import RemovalStore, Rename
from voc.stores import schema
from voc.stores.engine import STREAM_ROWS, StorePart, chunks, insert
from voc.stores.heirs import name_heirs
from voc.stores.removed_items import remove_items
from voc.stores.removed_words import (
    Occasion,
    Words,
    clear_names,
    clear_rejects,
    clear_reports,
    watched,
)
from voc.stores.sweeping import empty_log, sweep
from voc.stores.totals import lose_voices, name_anew
from voc.text import echoes
from voc.text.echoes import digest
from voc.types.feedback import FeedbackKind
from voc.types.forgetting import Person, Removal, Removed, Retention
from voc.types.scan import Scan

Rows = dict[int, str]  # seq and id of what goes
SEVERAL = 3  # a name that so many texts of others hold is a phrase, not their quoting of a person

# Of a removal whose files are cleared, what the database's own may still hold is left.
_BYTES: Mapping[str, object] = {"reports": [], "lines": []}

# Children first. All but the last hang on a feedback by its seq.
_KINDS = {
    "voices": schema.issue_members,
    "opinions": schema.opinions,
    "readings": schema.readings,
    "unmasked": schema.raw_texts,
    "signatures": schema.appearances,  # traces and vectors go with the feedback
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

    def barred(self, person: Person) -> bool:
        keys = [person.key_anywhere]
        if person.channel is not None:
            keys.append(person.key_on(person.channel))
        query = sa.select(schema.forgotten.c.key).where(schema.forgotten.c.key.in_(keys)).limit(1)
        with self._database.reading() as connection:
            return connection.scalar(query) is not None

    def last_removal(self) -> int:
        with self._database.reading() as connection:
            return latest_removal(connection)

    def expired(self, retention: Retention, now: datetime) -> int:
        feedback = sa.select(sa.func.count()).select_from(schema.feedback)
        rejects = sa.select(sa.func.count()).select_from(schema.rejects)
        with self._database.reading() as connection:
            return sum(
                connection.execute(query).scalar_one()
                for query in (
                    feedback.where(_over(retention, now)),
                    rejects.where(_rejects_over(retention, now)),
                )
            )

    def drop_unmasked(self, scan: Scan, now: datetime) -> int:
        with self._database.writing() as connection:
            dropped = connection.execute(sa.delete(schema.raw_texts)).rowcount
            if dropped:
                _journal(connection, Removed(unmasked=dropped), _BYTES, now, scan.id)
            return dropped

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
            old = sa.delete(schema.rejects).where(_rejects_over(retention, now))
            rejects = connection.execute(old).rowcount
            rows = _rows(connection, _over(retention, now))
            if rows:
                return _remove(connection, rows, task, rejects)
            removed = Removed(rejects=rejects)
            if rejects:
                _journal(connection, removed, _BYTES, now, scan.id)
            return removed

    def unfinished(self) -> tuple[Removal, ...]:
        table = schema.removals
        query = sa.select(table).where(table.c.pending.is_not(None)).order_by(table.c.id)
        with self._database.reading() as connection:
            return tuple(
                Removal(
                    id=row.id,
                    at=row.at,
                    of_person=row.scan_id is None,
                    reports=tuple(row.pending["reports"]),
                    lines=tuple(row.pending["lines"]),
                )
                for row in connection.execute(query)
            )

    def leave_bytes(self, removals: Sequence[Removal]) -> None:
        if not removals:
            return
        self._set_pending(removals, _BYTES)
        empty_log(self._database)

    def finish_removals(self, removals: Sequence[Removal]) -> None:
        if not removals:
            return
        sweep(self._database)
        self._set_pending(removals, None)

    def _set_pending(
        self, removals: Sequence[Removal], pending: Mapping[str, object] | None
    ) -> None:
        table = schema.removals
        own = sa.update(table).where(table.c.id.in_([one.id for one in removals]))
        with self._database.writing() as connection:
            connection.execute(own.values(pending=pending))


def removed_by(connection: sa.Connection, scan_id: int) -> list[Removed]:
    """What the upkeep removed while this scan ran, in any run."""
    table = schema.removals.c
    removed = connection.scalars(sa.select(table.removed).where(table.scan_id == scan_id))
    return [Removed(**one) for one in removed]


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


def _rejects_over(retention: Retention, now: datetime) -> sa.ColumnElement[bool]:
    """Which channel a reject is of is not known: the default is for all of them."""
    if retention.default is None:
        return sa.false()
    return schema.rejects.c.at < now - timedelta(days=retention.default)


def _rows(connection: sa.Connection, wanted: sa.ColumnElement[bool]) -> Rows:
    table = schema.feedback.c
    found = connection.execute(sa.select(table.seq, table.id).where(wanted).order_by(table.seq))
    return {row.seq: row.id for row in found}


def _remove(connection: sa.Connection, rows: Rows, task: _Task, rejects: int = 0) -> Removed:
    """``rejects`` were removed before, by their age."""
    words = _heard(connection, rows, task)
    lost = _lost_voices(connection, rows)
    name_heirs(connection, list(rows))
    touched = lose_voices(connection, list(rows))
    counts = {name: _delete(connection, table, rows) for name, table in _KINDS.items()}
    _orphan(connection, rows)
    remove_items(connection, list(rows))
    counts["rejects"] = rejects + clear_rejects(connection, words)
    counts["feedback"] = _delete(connection, schema.feedback, rows, "seq")
    name_anew(connection, touched)
    names = clear_names(connection, words, lost, task.occasion)
    reports = clear_reports(connection, set(rows.values()), names.dropped)
    theirs = _theirs(connection, words, task.written)
    topics = [name for name, lines in task.written.items() if theirs & set(lines)]
    removed = Removed(
        **counts,
        issues_closed=names.closed,
        issues_renamed=names.renamed,
        reports=len(reports),
        topics=len(topics),
        mentions=words.mentions,
    )
    pending = {"reports": reports, "lines": sorted(map(digest, theirs))}
    _journal(connection, removed, pending, task.occasion.now, task.scan_id)
    return removed


def _journal(
    connection: sa.Connection,
    removed: Removed,
    pending: Mapping[str, object],
    now: datetime,
    scan_id: int | None,
) -> None:
    row = {"at": now, "scan_id": scan_id, "removed": asdict(removed), "pending": pending}
    connection.execute(sa.insert(schema.removals), row)


def _heard(connection: sa.Connection, rows: Rows, task: _Task) -> Words:
    """All that staff wrote or voc made and that repeats words of what goes."""
    lines = [*watched(connection), *(one for lines in task.written.values() for one in lines)]
    words = Words(lines, task.name, is_word=_is_word(connection, task.name, rows))
    table = schema.feedback.c
    columns = (table.id, table.channel, table.external_id, table.title, table.text)
    for chunk in chunks(list(rows)):
        query = sa.select(*columns).where(table.seq.in_(chunk))
        options = {"yield_per": STREAM_ROWS}
        for row in connection.execute(query, execution_options=options):
            words.hear(f"{row.title or ''}\n{row.text}")
            words.places.add(f"{row.channel} {row.external_id or row.id}")
        raw = sa.select(schema.raw_texts).where(schema.raw_texts.c.feedback_seq.in_(chunk))
        for row in connection.execute(raw, execution_options=options):
            words.hear(f"{row.title or ''}\n{row.text}")
    return words


def _theirs(
    connection: sa.Connection, words: Words, written: Mapping[str, Sequence[str]]
) -> set[str]:
    """The ``written`` lines that go: what a text that stays says too is nobody's in particular."""
    heard = words.lines & {line for lines in written.values() for line in lines}
    return {
        line
        for line in heard
        if line in words.called or connection.scalar(_saying(line).limit(1)) is None
    }


def _is_word(connection: sa.Connection, name: str | None, rows: Rows) -> bool:
    """Whether ``name`` may be a word of others: it looks so, or several of them say it."""
    if name is None or echoes.is_word(name):
        return name is not None
    others = (row for row in connection.execute(_saying(name)) if row.seq not in rows)
    return len(list(islice(others, SEVERAL))) == SEVERAL


def _saying(words: str) -> sa.Select[tuple[int]]:
    """The feedback whose text holds just these words."""
    table = schema.feedback.c
    said = sa.func.lower(table.text).contains(words.lower(), autoescape=True)
    return sa.select(table.seq).where(said)


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
