from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from voc.channels.sale_file import SaleFile
from voc.errors import InputError
from voc.types.feedback import Reject, Sale

ZONE = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 11, 2, tzinfo=UTC)


def read(folder: Path, content: str) -> list[Sale | Reject]:
    path = folder / "sold.csv"
    path.write_text(content, encoding="utf-8")
    return list(SaleFile(path, mapping={}, zone=ZONE, now=NOW).read())


@pytest.mark.parametrize(
    "header", ["销售日期,商品名称,型号,销量,渠道,地区", "date,product,sku,units,channel,region"]
)
def test_a_row_becomes_a_sale(tmp_path: Path, header: str) -> None:
    assert read(tmp_path, f'{header}\n2026/10/31,海苔,40g,"1,200",tmall,华东\n') == [
        Sale(
            product="海苔",
            sold_on=date(2026, 10, 31),
            units=1_200,
            sku="40g",
            channel="tmall",
            region="华东",
        )
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",2026-10-31,5", "no product"),
        ("海苔,,5", "no sold_on"),
        ("海苔,昨天,5", "sold_on of 4"),
        ("海苔,2026-12-31,5", "sold 2026-12-31: after today"),
        ("海苔,2026-10-31,", "no units"),
        ("海苔,2026-10-31,0", 'units "0" is not a positive whole number'),
    ],
)
def test_a_row_that_cannot_be_used_is_a_reject(tmp_path: Path, row: str, reason: str) -> None:
    (reject,) = read(tmp_path, f"product,date,units\n{row}\n")
    assert isinstance(reject, Reject)
    assert reject.where == "sold.csv:2"
    assert reject.reason.startswith(reason) or "sold_on" in reject.reason


def test_a_file_without_days_or_units_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no column found for sold_on, units"):
        read(tmp_path, "product,plant\n海苔,宁波\n")
