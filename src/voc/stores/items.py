"""Articles, known by their addresses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from voc.stores import schema
from voc.stores.engine import StorePart, chunks, insert
from voc.stores.sources import add_days, keep_entry, source_id
from voc.types.collected import TimeCertainty, Told
from voc.types.fetching import Validators
from voc.types.items import Entry, Item, ItemTaken, Lead
from voc.types.source import SourceDay


class SqlItems(StorePart):
    def take_entry(self, entry: Entry, leads: Sequence[Lead], day: SourceDay) -> int:
        with self._database.writing() as connection:
            source = source_id(connection, entry.source)
            if source is None:  # removed while it was asked
                return 0
            keep_entry(connection, source, entry)
            new = _take_leads(connection, entry, leads)
            add_days(connection, [_with_new(day, new)])
        return new

    def due_items(self, sources: Sequence[str], now: datetime, limit: int) -> list[Item]:
        table = schema.items.c
        found: list[sa.Row[Any]] = []
        with self._database.reading() as connection:
            for chunk in chunks(sources):
                due = table.source.in_(chunk) & (table.due_at <= now)
                query = sa.select(schema.items).where(due).order_by(table.due_at, table.seq)
                found += connection.execute(query.limit(limit))
        found.sort(key=lambda row: (row.due_at, row.seq))
        return [_item(row) for row in found[:limit]]

    def take_items(self, taken: Sequence[ItemTaken], days: Sequence[SourceDay]) -> None:
        table = schema.items
        rows = [
            {
                "own": one.url,
                "version": one.version,
                "digest": one.digest,
                "etag": one.validators.etag,
                "last_modified": one.validators.last_modified,
                "asked": one.asked,
                "asked_at": one.asked_at,
                "failures": one.failures,
                "due_at": one.due_at,
            }
            for one in taken
        ]
        statement = sa.update(table).where(table.c.url == sa.bindparam("own"))
        names = [name for row in rows[:1] for name in row if name != "own"]
        with self._database.writing() as connection:
            if rows:
                connection.execute(
                    statement.values({one: sa.bindparam(one) for one in names}), rows
                )
            _keep_addresses(connection, taken)
            add_days(connection, days)

    def item(self, url: str) -> Item | None:
        items, addresses = schema.items, schema.item_addresses
        other = sa.select(addresses.c.item_seq).where(addresses.c.url == url).scalar_subquery()
        with self._database.reading() as connection:
            row = connection.execute(sa.select(items).where(items.c.url == url)).first()
            row = row or connection.execute(sa.select(items).where(items.c.seq == other)).first()
        return None if row is None else _item(row)

    def count_items(self) -> int:
        with self._database.reading() as connection:
            query = sa.select(sa.func.count()).select_from(schema.items)
            return connection.execute(query).scalar_one()


def _take_leads(connection: sa.Connection, entry: Entry, leads: Sequence[Lead]) -> int:
    """How many are new. Known ones that changed since they were asked are due at once."""
    named = {lead.url: lead for lead in leads}
    known = _asked_at(connection, list(named))
    at = entry.taken_at
    rows = [
        {
            "url": lead.url,
            "source": entry.source,
            "title": lead.title,
            "posted_at": lead.posted and lead.posted.at,
            "certainty": lead.posted and lead.posted.certainty.value,
            "first_seen": at,
            "version": 0,
            "asked": 0,
            "failures": 0,
            "due_at": at,
        }
        for lead in named.values()
        if lead.url not in known
    ]
    if rows:
        statement = insert(connection, schema.items).on_conflict_do_nothing(index_elements=["url"])
        connection.execute(statement, rows)
    _wake(connection, named, known, at)
    return len(rows)


def _asked_at(connection: sa.Connection, urls: Sequence[str]) -> dict[str, tuple[int, Any]]:
    """By address, also by a further one: the item and when it was asked last."""
    items, addresses = schema.items.c, schema.item_addresses
    known: dict[str, tuple[int, Any]] = {}
    for chunk in chunks(urls):
        own = sa.select(items.url, items.seq, items.asked_at).where(items.url.in_(chunk))
        other = (
            sa.select(addresses.c.url, items.seq, items.asked_at)
            .select_from(addresses.join(schema.items))
            .where(addresses.c.url.in_(chunk))
        )
        for query in (own, other):
            known |= {row.url: (row.seq, row.asked_at) for row in connection.execute(query)}
    return known


def _wake(
    connection: sa.Connection,
    named: dict[str, Lead],
    known: dict[str, tuple[int, Any]],
    at: datetime | None,
) -> None:
    changed = [
        seq
        for url, (seq, asked_at) in known.items()
        if asked_at is not None and (moment := named[url].changed) and moment > asked_at
    ]
    table = schema.items
    for chunk in chunks(changed):
        connection.execute(sa.update(table).where(table.c.seq.in_(chunk)).values(due_at=at))


def _keep_addresses(connection: sa.Connection, taken: Sequence[ItemTaken]) -> None:
    """What pages call themselves, where that is neither an item nor known as one."""
    told = {
        one.canonical_url: one.url
        for one in taken
        if one.canonical_url is not None and one.canonical_url != one.url
    }
    if not told:
        return
    items = schema.items.c
    seqs: dict[str, int] = {}
    for chunk in chunks([*told, *told.values()]):
        query = sa.select(items.url, items.seq).where(items.url.in_(chunk))
        seqs |= {row.url: row.seq for row in connection.execute(query)}
    rows = [
        {"url": other, "item_seq": seqs[own]}
        for other, own in told.items()
        if own in seqs and other not in seqs
    ]
    if rows:
        statement = insert(connection, schema.item_addresses)
        connection.execute(statement.on_conflict_do_nothing(index_elements=["url"]), rows)


def _with_new(day: SourceDay, new: int) -> SourceDay:
    return replace(day, new=day.new + new)


def _item(row: sa.Row[Any]) -> Item:
    certainty = row.certainty and TimeCertainty(row.certainty)
    return Item(
        source=row.source,
        url=row.url,
        title=row.title,
        posted=Told(at=row.posted_at, certainty=certainty) if row.posted_at else None,
        first_seen=row.first_seen,
        version=row.version,
        digest=row.digest,
        validators=Validators(etag=row.etag, last_modified=row.last_modified),
        asked=row.asked,
        failures=row.failures,
        due_at=row.due_at,
    )
