"""One foreign-matter complaint among thousands of praises: raised in the scan it arrives in?

    python bench/danger.py [--praises N] --out proof/danger.json

Half of the praises are scanned first, the rest comes with the complaint. Praises are put together
from parts, of four products on three channels over half a year; the complaint is on none of them.
Fails where it is not raised, or where anything else is.
"""

import argparse
import csv
import json
import os
import random
import sys
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import measure

PRAISES = 10_000
SEED = 20261122
LAST = date(2026, 10, 31)
COMPLAINT = "吃到一半咬到一块碎玻璃，嘴都划破流血了"
_WHO = ("孩子", "家里老人", "同事们", "我和室友", "女朋友", "爸妈", "办公室里", "全家")
_WHEN = ("早上", "下午茶", "追剧时", "加班时", "周末", "路上", "饭后", "睡前")
_HOW = (
    "香脆可口",
    "甜度刚好",
    "新鲜得很",
    "越嚼越香",
    "入口即化",
    "分量很足",
    "颗粒饱满",
    "不油不腻",
)
_THEN = ("已经回购三次", "下次还买", "一会儿就吃完了", "推荐给朋友了", "囤了好几袋", "五星好评")
_PRODUCTS, _CHANNELS = ("每日坚果", "海苔脆", "甘栗仁", "芒果干"), ("tmall", "jd", "pdd")


def praises(count: int) -> Iterator[dict[str, str]]:
    """Seeded; how many repeat each other is for the copies' fold to find."""
    rng = random.Random(SEED)
    for number in range(count):
        text = (
            f"{rng.choice(_WHO)}{rng.choice(_WHEN)}都爱吃，{rng.choice(_HOW)}，"
            f"{rng.choice(_HOW)}，{rng.choice(_THEN)}"
        )
        yield _row(f"p{number}", text, rng, days=rng.randrange(182), rating="5")


def _row(id_: str, text: str, rng: random.Random, *, days: int, rating: str) -> dict[str, str]:
    posted = (LAST - timedelta(days=days)).isoformat()
    return {"id": id_, "评论内容": text, "时间": posted, "商品名称": rng.choice(_PRODUCTS),
            "评分": rating, "渠道": rng.choice(_CHANNELS),
            "用户名": f"u{rng.randrange(10**6)}"}  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--praises", type=int, default=PRAISES)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        result = raised(Path(folder), list(praises(arguments.praises)))
    measure.write(arguments.out, result)
    return 0 if result["holds"] else 1


def raised(folder: Path, told: list[dict[str, str]]) -> dict[str, object]:
    """What the first scan raises and what the second, with the complaint in it."""
    env = os.environ | {"VOC_HOME": str(folder / "home"), "VOC_PROFILE": "standard"}
    env.pop("VOC_DATABASE_URL", None)
    half = len(told) // 2
    complaint = _row("glass", COMPLAINT, random.Random(SEED), days=1, rating="1")
    scans = []
    for name, rows in (("first", told[:half]), ("second", [*told[half:], complaint])):
        path = folder / f"{name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(complaint))
            writer.writeheader()
            writer.writerows(rows)
        measure.voc("import", str(path), env=env)
        scans.append(json.loads(measure.voc("scan", "--json", env=env).stdout))
    first, second = ([_line(one) for one in scan["raised"]] for scan in scans)
    return {
        "praises": len(told),
        "flagged": sum(scan["scan"]["tally"]["flagged"] for scan in scans),
        "raised_before": first,
        "raised": second,
        "holds": not first and len(second) == 1 and second[0].startswith("critical"),
    }


def _line(signal: dict[str, object]) -> str:
    return f"{signal['state']} {signal['issue_id']}: {signal['because']}"


if __name__ == "__main__":
    sys.exit(main())
