"""Thousands of watch queries over one stream of reviews, in one pass.

    python bench/watch.py [--queries N] [--texts N] --out proof/watch.json

Texts are the training reviews of online_shopping_10_cats in VOC_EVAL_DATA (default ../shared/data).
Queries are made of pieces of other reviews of the same set, so that their words are as common as
people's are, in the shapes people write: alternatives, pairs, exclusions, nearness, fields. Fails
where the floor of the issue is missed.
"""

import argparse
import csv
import gzip
import os
import random
import re
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC
from itertools import islice
from pathlib import Path
from typing import Any

import measure

QUERIES, TEXTS = 5_000, 20_000
MOST_S = 10.0
SEED = 20261122
_HAN = re.compile(r"[\u4e00-\u9fff]{2,}")
_SHAPES: tuple[Callable[[Callable[[], str]], str], ...] = (
    lambda word: word(),
    lambda word: f"{word()} {word()}",
    lambda word: f"{word()} OR {word()} OR {word()}",
    lambda word: f"({word()} OR {word()}) {word()} NOT {word()}",
    lambda word: f"{word()} NEAR/8 ({word()} OR {word()})",
    lambda word: f"{word()} rating<3",
    lambda word: f"product:手机 ({word()} OR {word()}) NOT ({word()} OR {word()})",
    lambda word: f"lang:zh ({word()} OR text:{word()}) posted>=2026-01-01",
)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=QUERIES)
    parser.add_argument("--texts", type=int, default=TEXTS)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    data = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    source = data / "online_shopping_10_cats" / "train.csv.gz"
    if not source.exists():
        sys.exit(f"{source} is not here. Set VOC_EVAL_DATA to a folder that holds it.")
    rows = list(islice(_rows(source), arguments.texts + arguments.queries))
    result = watching(rows[: arguments.texts], queries(rows[arguments.texts :], arguments.queries))
    measure.write(arguments.out, result)
    return 0 if result["holds"] else 1


def watching(rows: list[dict[str, str]], asked: dict[str, str]) -> dict[str, Any]:
    """Seconds to compile ``asked`` and to ask all of it of every row."""
    from voc.ml.opencc_folder import OpenCCFolder
    from voc.text.watch.item import Watched
    from voc.text.watch.matcher import compile_queries

    items = [
        Watched(text=row["text"], product=row["category"], language="zh-Hans", rating=1.0)
        for row in rows
    ]
    started, used = time.perf_counter(), time.process_time()
    matcher = compile_queries(asked, OpenCCFolder(), UTC)
    compile_s = time.perf_counter() - started
    hits = sum(len(matcher.matches(item)) for item in items)
    took, cpu = time.perf_counter() - started, time.process_time() - used
    return {
        **measure.machine(),
        "queries": len(asked),
        "texts": len(items),
        "characters": round(sum(len(item.text) for item in items) / len(items), 1),
        "hits": hits,
        "compile_s": round(compile_s, 2),
        "seconds": round(took, 2),
        "processor_s": round(cpu, 2),  # less than the seconds where the machine had other work
        "texts_per_processor_s": round(len(items) / cpu),
        "floor_s": MOST_S,
        "holds": took < MOST_S,
    }


def queries(rows: list[dict[str, str]], number: int) -> dict[str, str]:
    """``number`` queries of words of ``rows``, the same in every run."""
    rng = random.Random(SEED)
    runs = [run for row in rows for run in _HAN.findall(row["text"])]

    def word() -> str:
        run = rng.choice(runs)
        length = min(len(run), rng.choice((2, 2, 3, 4)))
        start = rng.randrange(len(run) - length + 1)
        return f'"{run[start : start + length]}"'

    return {f"q{at}": _SHAPES[at % len(_SHAPES)](word) for at in range(number)}


def _rows(source: Path) -> Iterator[dict[str, str]]:
    """Rows of the set in an order that mixes its products."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    random.Random(SEED).shuffle(rows)
    return iter(rows)


if __name__ == "__main__":
    sys.exit(main())
