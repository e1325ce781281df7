"""Sound files of odd data: sensible answers or "too little data", never a crash or NaN."""

import csv
import json
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NoReturn

import pytest
from typer.testing import CliRunner

from voc.cli.app import app

Row = Mapping[str, object]
NOW = datetime(2026, 10, 12, tzinfo=UTC)
DAMP = ("海苔受潮了，软塌塌的", "收到就受潮变软了", "受潮严重，一点都不脆", "海苔受潮发软")
GOOD = ("海苔很脆，孩子爱吃", "包装精致，送人合适", "咸淡刚好，很鲜", "发货很快，推荐")
WISH = ("希望出小包装的海苔", "要是有小包装就好了")
NO_NUMBER = re.compile(r"(?i)\b(nan|[-+]?inf|infinity)\b")


@dataclass(frozen=True, kw_only=True)
class Data:
    """What comes before each scan, and what the clock then says."""

    feedback: Sequence[Row] = ()
    shipments: Sequence[Row] = ()
    sales: Sequence[Row] = ()
    later: Sequence[Row] = ()  # feedback before a second scan
    clocks: tuple[datetime, datetime] = (NOW, NOW)
    rejected: Mapping[str, int] = field(default_factory=dict)  # by kind of file


def review(number: int, text: str, **others: object) -> Row:
    """One review of a product as most are; ``others`` says what is odd about it."""
    day = date(2026, 9, 1) + timedelta(days=number % 40)
    return {
        "评论编号": f"r{number}", "评论内容": f"{text}，第{number}次买",
        "评分": 2 if text in DAMP else 5,
        "商品名称": "海苔脆", "渠道": "tmall", "地区": "华东", "用户名": f"u{number}",
        "评价时间": f"{day}", "批次": f"L202608{1 + number % 5:02}", **others,
    }  # fmt: skip


def reviews(first: int = 0, count: int = 30, **others: object) -> list[Row]:
    """One in three complains of damp, one in ten wishes."""
    return [
        review(n, DAMP[n % 4] if n % 3 == 0 else WISH[n % 2] if n % 10 == 1 else GOOD[n % 4])
        | others
        for n in range(first, first + count)
    ]


def shipment(lot: str, quantity: object, **others: object) -> Row:
    return {"商品名称": "海苔脆", "批次号": lot, "发货数量": quantity, "工厂": "宁波一厂",
            "发货日期": "2026-08-20", **others}  # fmt: skip


def sale(day: date, units: object) -> Row:
    return {"商品名称": "海苔脆", "销量": units, "销售日期": f"{day}", "渠道": "tmall"}


LOTS = [f"L202608{n:02}" for n in range(1, 6)]
ONE_UNIT = [f"X{n:04}" for n in range(30)]
YESTERDAY = NOW - timedelta(days=40)
CASES: dict[str, Data] = {
    "no product has a name": Data(feedback=reviews(商品名称=""), later=reviews(30, 商品名称="")),
    "every lot has one unit": Data(
        feedback=[row | {"批次": lot} for row, lot in zip(reviews(), ONE_UNIT, strict=True)],
        shipments=[shipment(lot, 1) for lot in ONE_UNIT],
    ),
    "all is of one day": Data(
        feedback=reviews(评价时间="2026-10-01"), later=reviews(30, 评价时间="2026-10-01")
    ),
    "nothing is dated": Data(feedback=reviews(评价时间=""), later=reviews(30, 评价时间="")),
    "a product has two reviews": Data(
        feedback=[*reviews(), *reviews(60, 2, 商品名称="栗子"), review(63, DAMP[0], 商品名称="")]
    ),
    "all is of the future": Data(
        feedback=[*reviews(), *reviews(60, 10, 评价时间="2031-01-01")],
        shipments=[shipment(lot, 500, 发货日期="2031-01-01") for lot in LOTS],
        sales=[sale(date(2031, 1, 1) + timedelta(days=n), 40) for n in range(10)],
        rejected={"feedback": 10, "sales": 10},
    ),
    "the clock went back between two scans": Data(
        feedback=reviews(),
        later=reviews(30, 30, 评价时间="2026-08-28"),
        clocks=(NOW, YESTERDAY),
    ),
    "what was shipped is zero, less than that, or without measure": Data(
        feedback=reviews(),
        shipments=[
            *(shipment(lot, odd) for lot in LOTS for odd in (0, -500, "", "nan", "1e400", 10**30)),
            shipment(LOTS[0], 999_999_999_999_999),
            shipment(LOTS[1], 1),
        ],
        rejected={"shipments": 30},
    ),
    "sales have gaps": Data(
        feedback=reviews(),
        sales=[sale(date(2026, 8, 3), 400), sale(date(2026, 10, 5), 0), sale(date(2026, 9, 7), 1)],
        rejected={"sales": 1},
    ),
}  # fmt: skip


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Data:
    """Imported and scanned, twice where more came later."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOC_PROFILE", "fast")
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)
    data = CASES[request.param]
    batches = ((data.feedback, data.shipments, data.sales), (data.later, (), ()))
    for batch, clock in zip(batches, data.clocks, strict=True):
        for module in ("importing", "scanning", "issues"):
            monkeypatch.setattr(f"voc.cli.{module}.now", clock.astimezone)
        for kind, rows in zip(("feedback", "shipments", "sales"), batch, strict=True):
            if rows:
                told = answer("import", "--kind", kind, "--json", str(written(kind, rows)))
                assert told["files"][0]["rejected"] == data.rejected.get(kind, 0)
        answer("scan", "--json")
    return data


def written(kind: str, rows: Sequence[Row]) -> Path:
    path = Path(f"{kind}.csv")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def said(*arguments: str) -> str:
    done = CliRunner().invoke(app, [*arguments], catch_exceptions=False)
    assert done.exit_code == 0, done.output
    return done.stdout


def no_number(constant: str) -> NoReturn:
    raise AssertionError(f"{constant} is no number")


def answer(*arguments: str) -> Any:
    return json.loads(said(*arguments), parse_constant=no_number)


def told_in_words(*arguments: str) -> str:
    text = said(*arguments)
    assert text.strip()
    assert not NO_NUMBER.search(text), text
    return text


def test_every_question_gets_numbers_or_none_and_says_so_in_words(case: Data) -> None:
    issues = answer("issues", "--json")
    assert issues
    assert all(math.isfinite(one["priority"]["value"]) for one in issues)
    signals = [one["signal"] for one in issues]
    assert all(0 <= s[test] <= 1 for s in signals for test in ("p", "q") if s[test] is not None)
    assert all((s["state"] == "too_little") >= (s["p"] is None) for s in signals)
    told_in_words("issues")
    for one in issues:
        assert answer("issue", one["id"], "--json")["voices"]
        told_in_words("issue", one["id"])
    answer("ideas", "--json")
    told_in_words("ideas")
    assert answer("drivers", "--json")["rows"] > 0
    told_in_words("drivers")
