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

# (file, texts drawn, the column that names one product or model). Training splits only. Where a set
# tells only the trade ("app", "laptop", 酒店) its texts name no product: nobody makes a trade.
MIX = (
    ("zhijiang_ecom_absa/unlabeled.jsonl.gz", 5500, None),
    ("online_shopping_10_cats/train.csv.gz", 4500, None),
    ("jd_phone_stream_zh/stream.csv.gz", 4000, "product"),
    ("swiftkey_stream_en/stream.csv.gz", 2500, "product"),
    ("semeval2019_task9a_suggestion/train.csv.gz", 1000, None),
    ("app_reviews_4class_en/train.csv.gz", 1300, None),
    ("shampoo_aspect_zh/train.jsonl.gz", 864, None),
    ("naver_shopping_absa_ko/train.jsonl.gz", 336, "domain"),
)
SEED = 20261122


def rows(data: Path, size: int) -> Iterator[dict[str, str]]:
    """Rows as `voc import` reads them; ``size`` texts in all, in the shares of MIX."""
    whole = sum(count for _, count, _ in MIX)
    for name, count, column in MIX:
        channel = name.partition("/")[0]
        drawn = random.Random(f"{SEED} {name}")
        found = list(_texts(data / name))
        for row in drawn.sample(found, min(len(found), round(count * size / whole))):
            yield {
                "channel": channel,
                "id": row["source_id"],
                "text": row["text"],
                "product": row[column] if column else "",
                "time": row.get("date") or "",
            }


def _texts(path: Path) -> Iterator[dict[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        told = map(json.loads, lines) if path.suffixes[0] == ".jsonl" else csv.DictReader(lines)
        yield from (row for row in told if row["text"].strip())
