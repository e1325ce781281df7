"""Shipped quantities from a file: how many units of which lot went where."""

from collections.abc import Iterator, Mapping
from datetime import tzinfo
from pathlib import Path

from voc.channels.aliases import SHIPMENTS
from voc.channels.columns import Columns
from voc.channels.tables.formats import open_table
from voc.channels.tables.table import Cell, Row
from voc.channels.times import day_of
from voc.channels.values import CellError, label_of, quantity_of
from voc.text.lots import lot_code
from voc.text.names import file_name
from voc.types.feedback import Reject, Shipment

_REQUIRED = ("product", "lot", "quantity")


class ShipmentFile:
    """A table of shipments in any installed format."""

    def __init__(self, path: Path, *, mapping: Mapping[str, str], zone: tzinfo) -> None:
        """``mapping`` is field to column. A time with a zone is cut to its day in ``zone``."""
        self._path = path
        self._mapping = mapping
        self._zone = zone

    def read(self) -> Iterator[Shipment | Reject]:
        """Every row in file order. Raises InputError."""
        contents = open_table(self._path).read()
        name = file_name(self._path)
        columns = Columns(name, contents.columns, SHIPMENTS, self._mapping, _REQUIRED)
        for row in contents.rows:
            if isinstance(row, Reject):
                yield row
            else:
                yield self._shipment(row, columns.cells_of(row))

    def _shipment(self, row: Row, cells: Mapping[str, Cell]) -> Shipment | Reject:
        get = cells.get
        try:
            return Shipment(
                product=_required(get("product"), "product"),
                lot=lot_code(_required(get("lot"), "lot")),
                quantity=quantity_of(get("quantity")),
                sku=label_of(get("sku"), "sku"),
                produced_on=day_of(get("produced_on"), self._zone, "produced_on"),
                plant=label_of(get("plant"), "plant"),
                warehouse=label_of(get("warehouse"), "warehouse"),
                shipped_on=day_of(get("shipped_on"), self._zone, "shipped_on"),
                region=label_of(get("region"), "region"),
            )
        except CellError as err:
            return Reject(where=row.where, reason=str(err))


def _required(cell: Cell, field: str) -> str:
    value = label_of(cell, field)
    if value is None:
        raise CellError(f"no {field}")
    return value
