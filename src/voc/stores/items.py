"""Articles, known by their addresses."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from voc.insight.health.pauses import said_to_change
from voc.stores import schema
from voc.stores.engine import StorePart, chunks, insert
from voc.stores.removed_items import removed_of
from voc.stores.sources import add_days, keep_entry, source_id
from voc.stores.storable import storable
from voc.types.collected import TimeCertainty, Told
from voc.types.fetching import Validators
from voc.types.items import Entry, Item, ItemTaken, Lead
from voc.types.source import Health, SourceDay


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
        table = schema.items
        found: list[sa.Row[Any]] = []
        with self._database.reading() as connection:
            for chunk in chunks(sources):
                due = table.c.source.in_(chunk) & (table.c.due_at <= now)
                # Ordered by the index alone; only what is given out is read whole.
                first = sa.select(table.c.seq).where(due).order_by(table.c.due_at, table.c.seq)
                query = sa.select(table).where(table.c.seq.in_(first.limit(limit)))
                found += connection.execute(query)
        found.sort(key=lambda row: (row.due_at, row.seq))
        return [_item(row) for row in found[:limit]]

    def take_items(self, taken: Sequence[ItemTaken], days: Sequence[SourceDay]) -> None:
        with self._database.writing() as connection:
            if taken:
                connection.execute(_TAKING, [_row(one) for one in taken])
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


def _taking() -> sa.Update:
    table = schema.items.c
    told = {name: sa.bindparam(name, type_=table[name].type) for name in _TOLD}
    due_at, asked_at = told["due_at"], told["asked_at"]
    # Due after it was asked: an entry told of a change meanwhile.
    woken = (table.due_at > asked_at) & sa.or_(due_at.is_(None), due_at > table.due_at)
    # Feedback has the title now, masked; what is never read again needs none.
    done = sa.or_(told["asked"] > 0, due_at.is_(None))
    values = told | {
        "due_at": sa.case((woken, table.due_at), else_=due_at),
        "title": sa.case((done, sa.null()), else_=table.title),
    }
    return sa.update(schema.items).where(table.url == sa.bindparam("own")).values(values)


_TOLD = (
    "version",
    "digest",
    "etag",
    "last_modified",
    "asked",
    "asked_at",
    "failures",
    "due_at",
)
_TAKING = _taking()


def _row(taken: ItemTaken) -> dict[str, object]:
    validators = taken.validators
    return {
        "own": taken.url,
        "version": taken.version,
        "digest": taken.digest,
        "etag": validators.etag,
        "last_modified": validators.last_modified,
        "asked": taken.asked,
        "asked_at": taken.asked_at,
        "failures": taken.failures,
        "due_at": taken.due_at,
    }


def _take_leads(connection: sa.Connection, entry: Entry, leads: Sequence[Lead]) -> int:
    """How many are new."""
    named = {lead.url: lead for lead in leads}
    known = _known(connection, list(named))
    removed = removed_of(connection, [url for url in named if url not in known])
    at = entry.taken_at
    rows = [
        {
            "url": lead.url,
            "source": entry.source,
            "title": lead.title and storable(lead.title),
            "posted_at": lead.posted and lead.posted.at,
            "certainty": lead.posted and lead.posted.certainty.value,
            "first_seen": at,
            "version": 0,
            "asked": 0,
            "failures": 0,
            "due_at": at,
        }
        for lead in named.values()
        if lead.url not in known and lead.url not in removed
    ]
    if rows:
        statement = insert(connection, schema.items).on_conflict_do_nothing(index_elements=["url"])
        connection.execute(statement, rows)
    itself = known.get(entry.url)
    _adopt(connection, entry.source, [row.seq for row in known.values()], itself)
    _wake(connection, named, known, at)
    return len(rows)


def _known(connection: sa.Connection, urls: Sequence[str]) -> dict[str, sa.Row[Any]]:
    """By address, also by a further one."""
    items, addresses = schema.items.c, schema.item_addresses
    told = (items.seq, items.asked, items.asked_at, items.due_at)
    known: dict[str, sa.Row[Any]] = {}
    for chunk in chunks(urls):
        own = sa.select(items.url, *told).where(items.url.in_(chunk))
        other = (
            sa.select(addresses.c.url, *told)
            .select_from(addresses.join(schema.items))
            .where(addresses.c.url.in_(chunk))
        )
        for query in (own, other):
            known |= {row.url: row for row in connection.execute(query)}
    return known


def _adopt(
    connection: sa.Connection, source: str, seqs: Sequence[int], itself: sa.Row[Any] | None
) -> None:
    """Nobody asks the items of a source that is gone or paused; ``itself`` is a source now."""
    items, sources = schema.items, schema.sources.c
    asking = sa.select(sources.name).where(
        sources.name == items.c.source, sources.health != Health.PAUSED.value
    )
    for chunk in chunks(seqs):
        left = items.c.seq.in_(chunk) & (items.c.source != source) & ~asking.exists()
        connection.execute(sa.update(items).where(left).values(source=source))
    if itself is not None:
        own = items.c.seq == itself.seq
        connection.execute(sa.update(items).where(own).values(source=source))


def _wake(
    connection: sa.Connection,
    named: Mapping[str, Lead],
    known: Mapping[str, sa.Row[Any]],
    at: datetime | None,
) -> None:
    """Known ones that changed since they were asked."""
    due: dict[int, datetime] = {}
    for url, row in known.items():
        moment = named[url].changed
        if at is None or row.asked_at is None or moment is None or moment <= row.asked_at:
            continue
        again = said_to_change(row.asked, row.asked_at, at)
        if row.due_at is None or again < row.due_at:
            due[row.seq] = again
    if due:
        own = schema.items.c.seq == sa.bindparam("own")
        statement = sa.update(schema.items).where(own).values(due_at=sa.bindparam("again"))
        connection.execute(statement, [{"own": seq, "again": due[seq]} for seq in sorted(due)])


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
