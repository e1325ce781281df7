"""Standing watch queries: how far each has been asked, and what it found."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import sqlalchemy as sa

from voc.ports.watches import WatchStore
from voc.stores import schema
from voc.stores.engine import StorePart, chunks
from voc.stores.feedback import FEEDBACK_COLUMNS, feedback_from, feedback_seqs
from voc.types.feedback import Feedback, FeedbackId
from voc.types.watch import Watch, WatchCount


class SqlWatches(StorePart, WatchStore):
    def keep_watches(self, watches: Sequence[Watch]) -> dict[str, int]:
        table = schema.watches
        wanted = {watch.name: watch.digest for watch in watches}
        with self._database.writing() as connection:
            known = connection.execute(sa.select(table)).all()
            gone = {row.id for row in known if wanted.get(row.name) != row.digest}
            for chunk in chunks(list(gone)):
                connection.execute(sa.delete(table).where(table.c.id.in_(chunk)))
            asked = {row.name: row.asked_to for row in known if row.id not in gone}
            new = [
                {"name": name, "digest": digest, "asked_to": 0}
                for name, digest in wanted.items()
                if name not in asked
            ]
            if new:
                connection.execute(sa.insert(table), new)
        return {name: asked.get(name, 0) for name in wanted}

    def arrivals(self, *, after: int, limit: int) -> list[tuple[int, Feedback]]:
        feedback = schema.feedback.c
        query = sa.select(feedback.seq, *FEEDBACK_COLUMNS).where(feedback.seq > after)
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(feedback.seq).limit(limit))
            return [(row.seq, feedback_from(row)) for row in rows]

    def file_matches(self, matches: Mapping[str, Sequence[FeedbackId]], *, asked_to: int) -> None:
        table = schema.watches
        with self._database.writing() as connection:
            ids = _ids(connection, list(matches))
            named = dict.fromkeys(id_ for found in matches.values() for id_ in found)
            seqs = feedback_seqs(connection, list(named))
            rows = [
                {"watch_id": ids[name], "feedback_seq": seqs[id_]}
                for name, found in matches.items()
                for id_ in found
            ]
            if rows:
                connection.execute(sa.insert(schema.watch_matches), rows)
            for chunk in chunks(list(ids.values())):
                own = sa.update(table).where(table.c.id.in_(chunk))
                connection.execute(own.values(asked_to=asked_to))

    def watch_counts(self, since: datetime) -> dict[str, WatchCount]:
        table, matches = schema.watches, schema.watch_matches
        moment = _moment()
        rows = table.outerjoin(matches).outerjoin(schema.feedback)
        query = (
            sa.select(
                table.c.name,
                table.c.digest,
                sa.func.count(matches.c.feedback_seq).label("matches"),
                sa.func.count().filter(moment >= since).label("recent"),
                sa.func.min(moment).label("first"),
                sa.func.max(moment).label("last"),
            )
            .select_from(rows)
            .group_by(table.c.id)
        )
        with self._database.reading() as connection:
            return {
                row.name: WatchCount(
                    digest=row.digest,
                    matches=row.matches,
                    recent=row.recent,
                    first=row.first,
                    last=row.last,
                )
                for row in connection.execute(query)
            }

    def matched(self, name: str, limit: int) -> list[Feedback]:
        feedback = schema.feedback
        rows = schema.watches.join(schema.watch_matches).join(feedback)
        query = sa.select(*FEEDBACK_COLUMNS).select_from(rows).where(schema.watches.c.name == name)
        query = query.order_by(_moment().desc(), feedback.c.seq.desc()).limit(limit)
        with self._database.reading() as connection:
            return [feedback_from(row) for row in connection.execute(query)]


def _moment() -> sa.ColumnElement[datetime]:
    """When it was posted, else when it was imported."""
    table = schema.feedback.c
    return sa.func.coalesce(table.posted_at, table.imported_at, type_=schema.UtcDateTime)


def _ids(connection: sa.Connection, names: Sequence[str]) -> dict[str, int]:
    table = schema.watches.c
    return {
        row.name: row.id
        for chunk in chunks(names)
        for row in connection.execute(sa.select(table.id, table.name).where(table.name.in_(chunk)))
    }
