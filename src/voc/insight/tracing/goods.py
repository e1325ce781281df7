"""Which goods a feedback is about, from its columns, its words and what was shipped."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TypeVar

from voc.text.lots import lot_key
from voc.types.feedback import Shipment
from voc.types.tracing import Goods, Item

Value = TypeVar("Value")


class Origins:
    """Looks up where the goods of an item come from."""

    def __init__(self, shipments: Iterable[Shipment]) -> None:
        self._shipped: dict[tuple[str | None, str], list[Shipment]] = defaultdict(list)
        for one in shipments:
            self._shipped[one.product, lot_key(one.lot)].append(one)

    def goods(self, item: Item, seen: date | None) -> Goods:
        """``seen``: the day it was written; a later day of production is a slip of the pen."""
        code = lot_of(item)
        lot = lot_key(code) if code else None
        shipped = self._shipped.get((item.product, lot), []) if lot else []
        made = _made_on(item) or _only(one.produced_on for one in shipped)
        return Goods(
            lot=lot or None,
            production_week=week_of(made) if made and (seen is None or made <= seen) else None,
            warehouse=_only(one.warehouse for one in _to(item.region, shipped)),
            plant=_only(one.plant for one in shipped),
            region=item.region,
            channel=item.channel,
        )


def lot_of(item: Item) -> str | None:
    """As the shop knows it, else the one lot that the text names."""
    told = {lot_key(one.value): one.value for one in item.named if one.type == "lot"}
    return item.lot or _only(told.values())


def week_of(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"


def _made_on(item: Item) -> date | None:
    told = (one for one in item.named if one.type == "produced_on" and not one.ambiguous)
    return item.produced_on or _only(_whole_day(one.value) for one in told)


def _whole_day(told: str) -> date | None:
    """None of a month or of a day without its year."""
    try:
        return date.fromisoformat(told) if len(told) == len("2026-03-12") else None
    except ValueError:
        return None


def _to(region: str | None, shipped: Sequence[Shipment]) -> Sequence[Shipment]:
    """What went to ``region``; all of it where nothing is known to have."""
    return [one for one in shipped if one.region == region] or shipped


def _only(values: Iterable[Value | None]) -> Value | None:
    """The one value there is; None of several, for nobody knows which it was."""
    told = {value for value in values if value is not None}
    return told.pop() if len(told) == 1 else None
