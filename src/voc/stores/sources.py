"""Sources, how they fare, and how far their pages are taken in."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from voc.errors import InputError, NotFoundError
from voc.stores import schema
from voc.stores.engine import StorePart, chunks, insert
from voc.stores.locks import source_locks
from voc.stores.source_rows import (
    COUNTS,
    STATES,
    counts,
    day_from,
    definition,
    source_from,
    state_from,
)
from voc.types.fetching import Validators
from voc.types.items import Entry
from voc.types.source import Health, Origin, Source, SourceDay, SourceState

NEVER_ASKED = "It was not asked yet."


class SqlSources(StorePart):
    def keep_sources(self, sources: Sequence[Source], now: datetime) -> None:
        table = schema.sources
        wanted = {source.name: source for source in sources}
        with self._database.writing() as connection:
            known = {row.name: row for row in connection.execute(sa.select(table))}
            for name, source in wanted.items():
                if name in known and known[name].origin != Origin.FILE:
                    raise InputError(
                        f"“{name}” of voc.toml is also the name of a source that was added by "
                        f"`voc sources add`. Give one of them another name, or remove the added "
                        f"one: voc sources remove “{name}”."
                    )
                if name in known:
                    _renew(connection, known[name], source)
            gone = [
                row
                for name, row in known.items()
                if row.origin == Origin.FILE and name not in wanted
            ]
            _remove(connection, gone)
            _insert(connection, (one for name, one in wanted.items() if name not in known), now)

    def add_sources(self, sources: Sequence[Source], now: datetime) -> int:
        table = schema.sources
        with self._database.writing() as connection:
            known = {row.name: source_from(row) for row in connection.execute(sa.select(table))}
            places = {one.place for one in known.values() if one.place}
            new: dict[str, Source] = {}
            for source in sources:
                if source.place and source.place in places:
                    continue  # known already, by whatever name
                if source.name in known or source.name in new:
                    raise InputError(
                        f"There is a source called “{source.name}” already. Choose another name."
                    )
                new[source.name] = source
                places.add(source.place)
            _insert(connection, new.values(), now)
        return len(new)

    def remove_source(self, name: str) -> None:
        table = schema.sources
        with self._database.writing() as connection:
            row = connection.execute(sa.select(table).where(table.c.name == name)).first()
            if row is None:
                raise NotFoundError(f"No source is called “{name}”. See `voc sources list`.")
            if row.origin == Origin.FILE:
                raise InputError(f"“{name}” stands in voc.toml. Take it out there.")
            _remove(connection, [row])

    def sources(self) -> tuple[Source, ...]:
        with self._database.reading() as connection:
            found = [source_from(row) for row in connection.execute(sa.select(schema.sources))]
        # Sorted here: the databases order Chinese differently.
        return tuple(sorted(found, key=lambda one: one.name))

    def source(self, name: str) -> Source:
        query = sa.select(schema.sources).where(schema.sources.c.name == name)
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise NotFoundError(f"No source is called “{name}”. See `voc sources list`.")
        return source_from(row)

    def source_states(self, sources: Sequence[str] | None = None) -> tuple[SourceState, ...]:
        query, name = sa.select(schema.sources), schema.sources.c.name
        parts = [query] if sources is None else [query.where(name.in_(c)) for c in chunks(sources)]
        with self._database.reading() as connection:
            found = [state_from(row) for one in parts for row in connection.execute(one)]
        return tuple(sorted(found, key=lambda one: one.source))

    def keep_states(self, states: Sequence[SourceState]) -> None:
        table = schema.sources
        rows = [
            {"own": one.source, **{name: getattr(one, name) for name in STATES}}
            | {"health": one.health.value}
            for one in states
        ]
        if rows:
            statement = sa.update(table).where(table.c.name == sa.bindparam("own"))
            with self._database.writing() as connection:
                connection.execute(
                    statement.values({name: sa.bindparam(name) for name in STATES}), rows
                )

    def source_days(
        self, since: date, sources: Sequence[str] | None = None
    ) -> tuple[SourceDay, ...]:
        table, name = schema.source_days, schema.sources.c.name
        counted = (table.c[one] for one in COUNTS)
        query = sa.select(name, table.c.day, *counted).select_from(table.join(schema.sources))
        query = query.where(table.c.day >= since)
        parts = [query] if sources is None else [query.where(name.in_(c)) for c in chunks(sources)]
        with self._database.reading() as connection:
            found = [day_from(row) for one in parts for row in connection.execute(one)]
        return tuple(sorted(found, key=lambda one: (one.source, one.day)))

    def source_locks(self, names: Sequence[str]) -> AbstractContextManager[frozenset[str]]:
        return source_locks(self._database, names)

    def entries(self, source: str) -> tuple[Entry, ...]:
        table = schema.source_entries
        query = sa.select(table).join(schema.sources).where(schema.sources.c.name == source)
        with self._database.reading() as connection:
            return tuple(
                Entry(
                    source=source,
                    url=row.url,
                    validators=Validators(etag=row.etag, last_modified=row.last_modified),
                    digest=row.digest,
                    lastmod=row.lastmod,
                    taken_at=row.taken_at,
                )
                for row in sorted(connection.execute(query), key=lambda row: str(row.url))
            )


def source_id(connection: sa.Connection, name: str) -> int | None:
    """None where it was removed since."""
    table = schema.sources.c
    return connection.scalar(sa.select(table.id).where(table.name == name))


def add_days(connection: sa.Connection, days: Iterable[SourceDay]) -> None:
    """Add to what each day holds; days of sources that are gone are let go."""
    table = schema.source_days
    told = [day for day in days if any(counts(day).values())]
    ids: dict[str, int] = {}
    for chunk in chunks(sorted({day.source for day in told})):
        query = sa.select(schema.sources.c.name, schema.sources.c.id)
        named = connection.execute(query.where(schema.sources.c.name.in_(chunk)))
        ids |= {row.name: row.id for row in named}
    rows = [
        {"source_id": ids[day.source], "day": day.day, **counts(day)}
        for day in told
        if day.source in ids
    ]
    if not rows:
        return
    statement = insert(connection, table)
    added = {name: table.c[name] + statement.excluded[name] for name in COUNTS}
    connection.execute(
        statement.on_conflict_do_update(index_elements=["source_id", "day"], set_=added), rows
    )


def keep_entry(connection: sa.Connection, source: int, entry: Entry) -> None:
    values = {
        "etag": entry.validators.etag,
        "last_modified": entry.validators.last_modified,
        "digest": entry.digest,
        "lastmod": entry.lastmod,
        "taken_at": entry.taken_at,
    }
    statement = insert(connection, schema.source_entries).values(
        source_id=source, url=entry.url, **values
    )
    connection.execute(
        statement.on_conflict_do_update(index_elements=["source_id", "url"], set_=values)
    )


def _renew(connection: sa.Connection, row: sa.Row[Any], source: Source) -> None:
    """Another definition of a known source; where another is taken in, from its beginning."""
    if source_from(row) == source:
        return
    table, entries = schema.sources, schema.source_entries
    values: dict[str, object] = {"definition": definition(source), "digest": source.digest}
    if row.digest != source.digest:
        # Asked at its own pace again: somebody may wait to see it mended.
        values |= {"failures": 0, "unchanged": 0}
        connection.execute(sa.delete(entries).where(entries.c.source_id == row.id))
    connection.execute(sa.update(table).where(table.c.id == row.id).values(values))


def _remove(connection: sa.Connection, rows: Sequence[sa.Row[Any]]) -> None:
    """Of what it told the addresses stay known; titles are kept for reading only."""
    sources, items = schema.sources, schema.items
    for chunk in chunks(rows):
        own = items.c.source.in_([row.name for row in chunk]) & items.c.title.is_not(None)
        connection.execute(sa.update(items).where(own).values(title=None))
        connection.execute(sa.delete(sources).where(sources.c.id.in_([row.id for row in chunk])))


def _insert(connection: sa.Connection, sources: Iterable[Source], now: datetime) -> None:
    rows = [
        {
            "name": source.name,
            "origin": source.origin.value,
            "digest": source.digest,
            "definition": definition(source),
            "health": Health.NEW.value,
            "since": now,
            "because": NEVER_ASKED,
            "failures": 0,
            "unchanged": 0,
        }
        for source in sources
    ]
    if rows:
        connection.execute(sa.insert(schema.sources), rows)
