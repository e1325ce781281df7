"""Sold quantities from a file: how many units of which product went to people, and when."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta, tzinfo
from pathlib import Path

from voc.channels.aliases import SALES
from voc.channels.columns import Columns
from voc.channels.tables.formats import open_table
from voc.channels.tables.table import Cell, Row
from voc.channels.times import day_of
from voc.channels.values import CellError, label_of, quantity_of
from voc.text.names import file_name
from voc.types.feedback import Reject, Sale

_REQUIRED = ("product", "sold_on", "units")


class SaleFile:
    """A table of sales in any installed format."""

    def __init__(
        self, path: Path, *, mapping: Mapping[str, str], zone: tzinfo, now: datetime
    ) -> None:
        """``mapping`` is field to column. A time with a zone is cut to its day in ``zone``."""
        self._path = path
        self._mapping = mapping
        self._zone = zone
        self._last = now.astimezone(zone).date() + timedelta(days=1)  # today somewhere on earth

    def read(self) -> Iterator[Sale | Reject]:
        """Every row in file order. Raises InputError."""
        contents = open_table(self._path).read()
        name = file_name(self._path)
        columns = Columns(name, contents.columns, SALES, self._mapping, _REQUIRED)
        for row in contents.rows:
            if isinstance(row, Reject):
                yield row
            else:
                yield self._sale(row, columns.cells_of(row))

    def _sale(self, row: Row, cells: Mapping[str, Cell]) -> Sale | Reject:
        get = cells.get
        try:
            product = label_of(get("product"), "product")
            if product is None:
                raise CellError("no product")
            return Sale(
                product=product,
                sold_on=self._day(get("sold_on")),
                units=quantity_of(get("units"), "units"),
                sku=label_of(get("sku"), "sku"),
                channel=label_of(get("channel"), "channel"),
                region=label_of(get("region"), "region"),
            )
        except CellError as err:
            return Reject(where=row.where, reason=str(err))

    def _day(self, cell: Cell) -> date:
        day = day_of(cell, self._zone, "sold_on")
        if day is None:
            raise CellError("no sold_on")
        if day > self._last:
            raise CellError(f"sold {day}: after today")
        return day
