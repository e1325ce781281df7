from datetime import date
from typing import Any

import pytest

from voc.insight.tracing.goods import Origins
from voc.types.document import Entity
from voc.types.feedback import Shipment
from voc.types.tracing import Item

SEEN = date(2026, 4, 20)
SHIPPED = Shipment(
    product="海苔", lot="L20260312", quantity=5, produced_on=date(2026, 3, 12), plant="宁波一厂",
    warehouse="武汉仓", region="华中",
)  # fmt: skip
ELSEWHERE = Shipment(
    product="海苔",
    lot="l2026-0312",
    quantity=5,
    plant="宁波一厂",
    warehouse="广州仓",
    region="华南",
)


def item(**fields: Any) -> Item:
    known: dict[str, object] = {"lot": None, "produced_on": None, "region": None}
    return Item(**{"product": "海苔", "channel": "shop", **known, **fields})


def named(type_: str, value: str, *, ambiguous: bool = False) -> Entity:
    return Entity(type=type_, value=value, start=0, end=1, ambiguous=ambiguous)


@pytest.mark.parametrize(
    "lot", ["L20260312", "l2026-0312", " L 20260312", "Ｌ２０２６０３１２", "L2026.03.12"]
)
def test_a_lot_is_one_lot_however_it_is_spelt(lot: str) -> None:
    goods = Origins([SHIPPED]).goods(item(lot=lot), SEEN)
    assert goods.lot == "L20260312"
    assert goods.plant == "宁波一厂"


def test_a_shipment_tells_plant_warehouse_and_production_week_of_its_lot() -> None:
    goods = Origins([SHIPPED, ELSEWHERE]).goods(item(lot="L20260312", region="华南"), SEEN)
    assert (goods.plant, goods.warehouse) == ("宁波一厂", "广州仓")
    assert goods.production_week == "2026-W11"


def test_of_two_warehouses_nobody_knows_which_it_was() -> None:
    goods = Origins([SHIPPED, ELSEWHERE]).goods(item(lot="L20260312"), SEEN)
    assert goods.warehouse is None


def test_lots_of_another_product_are_others() -> None:
    assert Origins([SHIPPED]).goods(item(product="栗子", lot="L20260312"), SEEN).plant is None


def test_what_the_text_names_counts_where_the_columns_are_empty() -> None:
    told = (named("lot", "L20260312"), named("produced_on", "2026-03-12"))
    origins = Origins([])
    assert origins.goods(item(named=told), SEEN).lot == "L20260312"
    assert origins.goods(item(named=told), SEEN).production_week == "2026-W11"
    assert origins.goods(item(lot="A1", named=told), SEEN).lot == "A1"


@pytest.mark.parametrize(
    "told",
    [
        (named("lot", "A12"), named("lot", "A13")),
        (named("produced_on", "2026-03"),),
        (named("produced_on", "--03-12"),),
        (named("produced_on", "2026-03-12", ambiguous=True),),
        (named("produced_on", "2026-02-31"),),
    ],
)
def test_what_is_told_by_halves_or_twice_is_unknown(told: tuple[Entity, ...]) -> None:
    goods = Origins([]).goods(item(named=told), SEEN)
    assert (goods.lot, goods.production_week) == (None, None)


def test_goods_made_after_they_were_written_about_have_no_production_week() -> None:
    origins = Origins([])
    assert origins.goods(item(produced_on=date(2062, 1, 1)), SEEN).production_week is None
    assert origins.goods(item(produced_on=date(2026, 3, 12)), None).production_week == "2026-W11"


def test_a_lot_of_signs_alone_is_none() -> None:
    assert Origins([]).goods(item(lot="---"), SEEN).lot is None
