"""Items whose feedback was removed: no address is left of them, and they do not come back."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import Any

import sqlalchemy as sa

from voc.stores import schema
from voc.stores.engine import chunks, insert


def remove_items(connection: sa.Connection, feedback: Sequence[int]) -> None:
    """The items that these rows of feedback, by seq, were read of."""
    table = schema.feedback.c
    for chunk in chunks(feedback):
        query = sa.select(table.url, table.external_id).where(table.seq.in_(chunk))
        named = {row.url for row in connection.execute(query) if _is_item(row)}
        _remove(connection, sorted(named))


def removed_of(connection: sa.Connection, urls: Sequence[str]) -> set[str]:
    """Those of ``urls`` that were removed."""
    table = schema.removed_items.c
    by_digest = {_digest(url): url for url in urls}
    removed: set[str] = set()
    for chunk in chunks(list(by_digest)):
        found = connection.scalars(sa.select(table.address).where(table.address.in_(chunk)))
        removed |= {by_digest[one] for one in found}
    return removed


def _is_item(row: sa.Row[*tuple[Any, ...]]) -> bool:
    """Its feedback goes by its address and the number of its version; others just point to it."""
    return row.url is not None and (row.external_id or "").partition("#")[0] == row.url


def _remove(connection: sa.Connection, urls: Sequence[str]) -> None:
    items, addresses = schema.items, schema.item_addresses
    query = sa.select(items.c.seq, items.c.url).where(items.c.url.in_(urls))
    own = {row.seq: row.url for row in connection.execute(query)}
    if not own:
        return
    other = connection.scalars(sa.select(addresses.c.url).where(addresses.c.item_seq.in_(own)))
    _keep(connection, [*own.values(), *other])
    connection.execute(sa.delete(items).where(items.c.seq.in_(own)))


def _keep(connection: sa.Connection, urls: Iterable[str]) -> None:
    statement = insert(connection, schema.removed_items)
    rows = [{"address": _digest(url)} for url in urls]
    connection.execute(statement.on_conflict_do_nothing(index_elements=["address"]), rows)


def _digest(url: str) -> bytes:
    """Without a key: who knows the address can ask for it, and nobody else learns it."""
    return blake2b(url.encode(), digest_size=16).digest()
