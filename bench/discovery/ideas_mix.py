"""20,000 real texts of people about products, drawn the same way every time, for idea cards.

Read from VOC_EVAL_DATA; the sets and how many of each are in MIX. Sources without authors count
texts as people, as voc does.
"""

import csv
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path

# (file, texts drawn, the column that names the product). Training splits only. Of sets that tell
# only the line ("laptop", 酒店) that is the product: a card is then one of the whole line.
MIX = (
    ("zhijiang_ecom_absa/unlabeled.jsonl.gz", 5500, "domain"),
    ("online_shopping_10_cats/train.csv.gz", 4500, "category"),
    ("jd_phone_stream_zh/stream.csv.gz", 4000, "product"),
    ("swiftkey_stream_en/stream.csv.gz", 2500, "product"),
    ("semeval2019_task9a_suggestion/train.csv.gz", 1000, None),
    ("app_reviews_4class_en/train.csv.gz", 1300, None),
    ("shampoo_aspect_zh/train.jsonl.gz", 864, "domain"),
    ("naver_shopping_absa_ko/train.jsonl.gz", 336, "domain"),
)
SEED = 20261122
# What the sets call one line differently.
LINES = {"laptop": "笔记本", "计算机": "笔记本", "shampoo": "洗发水"}


def lines(data: Path, size: int) -> dict[str, str]:
    """The line of each product drawn, where its set tells both."""
    return {row["product"]: row["line"] for row in rows(data, size) if row["line"]}


def rows(data: Path, size: int) -> Iterator[dict[str, str]]:
    """Rows as `voc import` reads them; ``size`` texts in all, in the shares of MIX."""
    whole = sum(count for _, count, _ in MIX)
    for name, count, column in MIX:
        channel = name.partition("/")[0]
        drawn = random.Random(f"{SEED} {name}")
        found = list(_texts(data / name))
        for row in drawn.sample(found, min(len(found), round(count * size / whole))):
            named = row[column] if column else ""
            yield {
                "channel": channel,
                "id": row["source_id"],
                "text": row["text"],
                "product": LINES.get(named, named),
                "line": row.get("category", ""),
                "time": row.get("date") or "",
            }


def _texts(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        told = map(json.loads, lines) if path.suffixes[0] == ".jsonl" else csv.DictReader(lines)
        yield from (row for row in told if row["text"].strip())
