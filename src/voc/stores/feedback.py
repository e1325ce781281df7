"""Feedback, rejects and shipments: what came in."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import UTC, datetime
from itertools import zip_longest
from typing import Any

import sqlalchemy as sa

from voc.errors import StoreError
from voc.ports.feedback import FeedbackStore
from voc.stores import schema
from voc.stores.engine import StorePart, chunks, insert
from voc.stores.storable import storable
from voc.types.feedback import (
    Feedback,
    FeedbackId,
    FeedbackKind,
    Origin,
    Reject,
    Sale,
    Shipment,
    Unmasked,
)
from voc.types.report import LotShipment
from voc.types.scan import Tally

FEEDBACK_FIELDS = tuple(field.name for field in fields(Feedback))
FEEDBACK_COLUMNS = tuple(schema.feedback.c[name] for name in FEEDBACK_FIELDS)

# A row with where it came from, if that is known. Several rows of a batch may have one id.
Offered = tuple[Feedback, Origin | None]

OTHER_TEXT = "another text is stored under this id"
FORGOTTEN = "its author asked to be forgotten"
OTHER_QUANTITY = "another quantity is stored for this lot, region and day"
OTHER_UNITS = "other units are stored for this product, channel, region and day"


class SqlFeedback(StorePart, FeedbackStore):
    def add(
        self,
        feedback: Sequence[Feedback],
        rejects: Sequence[Reject],
        origins: Sequence[Origin] = (),
    ) -> Tally:
        now = datetime.now(UTC)
        offered = list(zip_longest(feedback, origins))
        with self._database.writing() as connection:
            welcome, turned_away = _turned_away(connection, offered)
            rejects = [*rejects, *turned_away]
            rows = [_feedback_row(one) | {"imported_at": now} for one, _ in welcome]
            added = _insert_new(connection, schema.feedback, rows)
            clashes = [
                Reject(where=_feedback_place(row), reason=OTHER_TEXT)
                for row, text in _known(connection, schema.feedback.c.text, rows, added)
                if not _same_text(str(row["text"]), text)
            ]
            _keep_unmasked(connection, welcome)
            _insert_rejects(connection, [*rejects, *clashes], now)
        return _tally(len(rows), added, len(rejects), len(clashes))

    def unmasked(self, id_: FeedbackId) -> Unmasked | None:
        raw, own = schema.raw_texts, schema.feedback.c.id == id_
        query = sa.select(raw.c.text, raw.c.title).select_from(raw.join(schema.feedback))
        with self._database.reading() as connection:
            row = connection.execute(query.where(own)).first()
        return row and Unmasked(text=row.text, title=row.title)

    def count_unmasked(self) -> int:
        with self._database.reading() as connection:
            query = sa.select(sa.func.count()).select_from(schema.raw_texts)
            return connection.execute(query).scalar_one()

    def get(self, ids: Sequence[FeedbackId]) -> dict[FeedbackId, Feedback]:
        found: dict[FeedbackId, Feedback] = {}
        with self._database.reading() as connection:
            for chunk in chunks(ids):
                query = sa.select(*FEEDBACK_COLUMNS).where(schema.feedback.c.id.in_(chunk))
                found |= {row.id: feedback_from(row) for row in connection.execute(query)}
        return found

    def count(self) -> int:
        with self._database.reading() as connection:
            query = sa.select(sa.func.count()).select_from(schema.feedback)
            return connection.execute(query).scalar_one()

    def everything(self) -> Iterator[Feedback]:
        query = sa.select(*FEEDBACK_COLUMNS).order_by(schema.feedback.c.seq.desc())
        with self._database.reading() as connection:
            yield from map(feedback_from, connection.execute(query))

    def rejects(self, limit: int) -> list[Reject]:
        table = schema.rejects.c
        query = sa.select(table.place, table.reason).order_by(table.seq.desc()).limit(limit)
        with self._database.reading() as connection:
            return [
                Reject(where=where, reason=reason) for where, reason in connection.execute(query)
            ]

    def add_shipments(self, shipments: Sequence[Shipment], rejects: Sequence[Reject]) -> Tally:
        with self._database.writing() as connection:
            rows = [_shipment_row(shipment) for shipment in shipments]
            _name_warehouses(connection, rows)
            added = _insert_new(connection, schema.shipments, rows)
            clashes = [
                Reject(where=_shipment_place(row), reason=OTHER_QUANTITY)
                for row, quantity in _known(connection, schema.shipments.c.quantity, rows, added)
                if row["quantity"] != quantity
            ]
            _insert_rejects(connection, [*rejects, *clashes], datetime.now(UTC))
        return _tally(len(rows), added, len(rejects), len(clashes))

    def add_sales(self, sales: Sequence[Sale], rejects: Sequence[Reject]) -> Tally:
        with self._database.writing() as connection:
            rows = [_sale_row(sale) for sale in sales]
            added = _insert_new(connection, schema.sales, rows)
            clashes = [
                Reject(where=_sale_place(row), reason=OTHER_UNITS)
                for row, units in _known(connection, schema.sales.c.units, rows, added)
                if row["units"] != units
            ]
            _insert_rejects(connection, [*rejects, *clashes], datetime.now(UTC))
        return _tally(len(rows), added, len(rejects), len(clashes))

    def shipments(self) -> tuple[LotShipment, ...]:
        table = schema.shipments.c
        query = sa.select(table.product, table.lot, sa.func.sum(table.quantity)).group_by(
            table.product, table.lot
        )
        with self._database.reading() as connection:
            # Sorted here: the databases order Chinese differently.
            rows = sorted(
                (product, lot, int(sum_)) for product, lot, sum_ in connection.execute(query)
            )
        return tuple(LotShipment(product=p, lot=lot, quantity=q) for p, lot, q in rows)


def feedback_from(row: sa.Row[tuple[object, ...]]) -> Feedback:
    """The feedback in a row that has all FEEDBACK_COLUMNS."""
    values = {name: getattr(row, name) for name in FEEDBACK_FIELDS}
    return Feedback(**values | {"kind": FeedbackKind(row.kind)})


def feedback_seqs(connection: sa.Connection, ids: Sequence[FeedbackId]) -> dict[FeedbackId, int]:
    """The order of arrival of each id. Raises StoreError where one is not stored."""
    table = schema.feedback.c
    seqs: dict[FeedbackId, int] = {}
    for chunk in chunks(ids):
        query = sa.select(table.id, table.seq).where(table.id.in_(chunk))
        seqs |= {row.id: row.seq for row in connection.execute(query)}
    missing = next((id_ for id_ in ids if id_ not in seqs), None)
    if missing is not None:
        raise StoreError(f"No feedback with the id '{missing}' is stored. Import it first.")
    return seqs


def _turned_away(
    connection: sa.Connection, offered: Sequence[Offered]
) -> tuple[Sequence[Offered], list[Reject]]:
    """What may be stored, and what is of people who asked to be forgotten."""
    table = schema.forgotten.c
    if connection.execute(sa.select(table.key).limit(1)).first() is None:
        return offered, []
    asked = sorted(set[str]().union(*(_persons(*one) for one in offered)))
    barred = {
        key
        for chunk in chunks(asked)
        for key in connection.scalars(sa.select(table.key).where(table.key.in_(chunk)))
    }
    welcome = [one for one in offered if not _persons(*one) & barred]
    return welcome, [
        Reject(where=_place(*one), reason=FORGOTTEN) for one in offered if _persons(*one) & barred
    ]


def _persons(feedback: Feedback, origin: Origin | None) -> set[str]:
    """The keys that whose it is may be barred by."""
    keys = (feedback.author_key, origin.person if origin else None)
    return {key for key in keys if key is not None}


def _place(feedback: Feedback, origin: Origin | None) -> str:
    """Where a row stood; without that its channel alone, for an id would name the row again."""
    return origin.where if origin else feedback.channel


def _insert_new(
    connection: sa.Connection, table: sa.Table, rows: Sequence[dict[str, object]]
) -> int:
    """How many of ``rows`` were new; known ones are left as they are."""
    if not rows:
        return 0
    statement = insert(connection, table).on_conflict_do_nothing(index_elements=["id"])
    options = {"preserve_rowcount": True}
    return connection.execute(statement, rows, execution_options=options).rowcount


def _name_warehouses(connection: sa.Connection, rows: Sequence[dict[str, object]]) -> None:
    """Gives what was stored before warehouses were, of the same quantity, its warehouse and id.

    Else the same file imported again would count all its units twice.
    """
    table = schema.shipments
    named = {row["id"]: row for row in rows if row["warehouse"] is not None}
    bare = {id_: _shipment_id({**row, "warehouse": None}) for id_, row in named.items()}
    asked = [*named, *bare.values()]
    stored = {
        row.id: row.quantity
        for chunk in chunks(asked)
        for row in connection.execute(
            sa.select(table.c.id, table.c.quantity).where(table.c.id.in_(chunk))
        )
    }
    for id_, row in named.items():
        if id_ not in stored and stored.get(bare[id_]) == row["quantity"]:
            del stored[bare[id_]]
            own = sa.update(table).where(table.c.id == bare[id_])
            connection.execute(own.values(id=id_, warehouse=row["warehouse"]))


def _insert_rejects(connection: sa.Connection, rejects: Sequence[Reject], now: datetime) -> None:
    rows = [_reject_row(reject) | {"at": now} for reject in rejects]
    _insert_new(connection, schema.rejects, rows)


def _keep_unmasked(connection: sa.Connection, welcome: Sequence[Offered]) -> None:
    """Beside what is stored of the same text, which may have been imported before."""
    told = [(one, origin.unmasked) for one, origin in welcome if origin and origin.unmasked]
    table = schema.feedback.c
    stored = {
        row.id: row
        for chunk in chunks([one.id for one, _ in told])
        for row in connection.execute(
            sa.select(table.id, table.seq, table.text).where(table.id.in_(chunk))
        )
    }
    rows = [
        {"feedback_seq": stored[one.id].seq, "text": raw.text, "title": raw.title}
        for one, raw in told
        if _same_text(one.text, stored[one.id].text)
    ]
    if rows:
        statement = insert(connection, schema.raw_texts).on_conflict_do_nothing()
        connection.execute(statement, rows)


def _known(
    connection: sa.Connection, column: sa.Column[Any], rows: Sequence[dict[str, object]], added: int
) -> Iterator[tuple[dict[str, object], Any]]:
    """Each row with what ``column`` holds under its id; nothing where all rows were just added."""
    if added == len(rows):
        return
    stored: dict[object, Any] = {}
    for chunk in chunks([row["id"] for row in rows]):
        query = sa.select(column.table.c.id, column).where(column.table.c.id.in_(chunk))
        stored |= {row.id: row[1] for row in connection.execute(query)}
    for row in rows:
        yield row, stored[row["id"]]


def _same_text(one: str, other: str) -> bool:
    """Equal, but for stars: a later version may mask what an earlier one did not."""
    if one == other:
        return True
    pairs = zip(one, other, strict=False)
    return len(one) == len(other) and all(a == b or "*" in (a, b) for a, b in pairs)


def _tally(offered: int, added: int, rejected: int, clashes: int) -> Tally:
    """``rejected`` rows came as rejects, ``clashes`` of those offered became some."""
    return Tally(
        read=offered + rejected,
        added=added,
        known=offered - added - clashes,
        rejected=rejected + clashes,
    )


def _feedback_place(row: dict[str, object]) -> str:
    """Where a file's row is not known any more: the channel's own id tells it, else ours."""
    return f"{row['channel']} {row['external_id'] or row['id']}"


def _shipment_place(row: dict[str, object]) -> str:
    parts = (row[name] for name in ("product", "lot", "warehouse", "region", "shipped_on"))
    return " ".join(str(part) for part in parts if part is not None)


def _sale_place(row: dict[str, object]) -> str:
    parts = (row[name] for name in ("product", "sku", "channel", "region", "sold_on"))
    return " ".join(str(part) for part in parts if part is not None)


def _feedback_row(feedback: Feedback) -> dict[str, object]:
    row = {name: getattr(feedback, name) for name in FEEDBACK_FIELDS}
    row["kind"] = feedback.kind.value
    return row


def _reject_row(reject: Reject) -> dict[str, object]:
    where, reason = storable(reject.where), storable(reject.reason)
    return {"id": _digest(where, reason), "place": where, "reason": reason}


def _shipment_row(shipment: Shipment) -> dict[str, object]:
    row = asdict(shipment)
    return {"id": _shipment_id(row), **row}


def _shipment_id(row: Mapping[str, object]) -> str:
    """As it was before warehouses were kept, where none is known."""
    names = ("product", "lot", "region", "shipped_on", "warehouse")
    product, lot, region, shipped_on, warehouse = (row[name] for name in names)
    told = [] if warehouse is None else [str(warehouse)]
    return _digest(
        str(product), str(lot), None if region is None else str(region), str(shipped_on), *told
    )


def _sale_row(sale: Sale) -> dict[str, object]:
    key = _digest(sale.product, sale.sku, sale.channel, sale.region, str(sale.sold_on))
    return {"id": key, **asdict(sale)}


def _digest(*parts: str | None) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
