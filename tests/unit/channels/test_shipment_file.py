from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from voc.channels.shipment_file import ShipmentFile
from voc.errors import InputError
from voc.types.feedback import Reject, Shipment

ZONE = ZoneInfo("Asia/Shanghai")


def read(folder: Path, content: str) -> list[Shipment | Reject]:
    path = folder / "shipped.csv"
    path.write_text(content)
    return list(ShipmentFile(path, mapping={}, zone=ZONE).read())


def test_a_row_becomes_a_shipment(tmp_path: Path) -> None:
    assert read(
        tmp_path,
        "商品名称,批次号,发货数量,型号,生产日期,工厂,发货日期,地区\n"
        '海苔,L20260312,"12,000",40g,2026-03-12,宁波一厂,2026/3/20,华东\n',
    ) == [
        Shipment(
            product="海苔",
            lot="L20260312",
            quantity=12_000,
            sku="40g",
            produced_on=date(2026, 3, 12),
            plant="宁波一厂",
            shipped_on=date(2026, 3, 20),
            region="华东",
        )
    ]


@pytest.mark.parametrize("header", ["发货仓库", "倉庫", "Warehouse", "창고"])
def test_a_shipment_may_name_its_warehouse(tmp_path: Path, header: str) -> None:
    (shipment,) = read(tmp_path, f"product,lot,quantity,{header}\n海苔,L1,5,武汉仓\n")
    assert isinstance(shipment, Shipment)
    assert shipment.warehouse == "武汉仓"


@pytest.mark.parametrize("lot", ["l20261012", " L20261012 ", "Ｌ２０２６１０１２"])
def test_a_lot_is_one_lot_however_it_is_spelt(tmp_path: Path, lot: str) -> None:
    (shipment,) = read(tmp_path, f"product,lot,quantity\n海苔,{lot},5\n")
    assert isinstance(shipment, Shipment)
    assert shipment.lot == "L20261012"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",L1,5", "no product"),
        ("海苔,-,5", "no lot"),
        ("海苔,L1,", "no quantity"),
        ("海苔,L1,-5", 'quantity "-5" is not a positive whole number'),
    ],
)
def test_a_row_that_cannot_be_used_is_a_reject(tmp_path: Path, row: str, reason: str) -> None:
    assert read(tmp_path, f"product,lot,quantity\n{row}\n") == [
        Reject(where="shipped.csv:2", reason=reason)
    ]


def test_a_file_without_lots_or_quantities_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column found for lot, quantity"):
        read(tmp_path, "product,plant\n海苔,宁波\n")
