"""Any number of believable reviews: clauses of real ones put together anew, laid out over a year.

    voc bench discovery volume --reviews 1000000 --rows reviews.jsonl [--out FILE]

A review keeps the skeleton of a real one of its product line (how many clauses, praise or
complaint) and takes each clause from another review of that line and that sentiment, first ones
from first, others from others. Rows are written as they are made: `voc import` reads them (.jsonl
or .csv). Counted: rows whose text stood in an earlier row, and rows that are a real review word for
word. Texts are read from VOC_EVAL_DATA (no model needs to be blind to them), else from our own.
"""

import argparse
import csv
import json
import os
import resource
import sys
import time
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, TextIO

import numpy as np

from bench import measure
from bench.discovery.sources import own_reviews, rows
from voc.evaluation.market import Calendar, Product, Promotion, Review, Written, moment, review
from voc.text.clauses import split

START = date(2025, 9, 1)  # a Monday
WEEKS = 52
PRODUCTS = 20
BAD_SHARE = 0.2
MOST_COPIES = 0.05
# Of a skeleton with fewer clauses, so many are taken: else "好评" would be every tenth review.
LEAST_CLAUSES = 2
SEED = 20261122
SHOP = "online_shopping_10_cats"
OTHERS: Mapping[str, tuple[str, str]] = {  # line: set, part; with label 1 and 0 or stars
    "영화": ("nsmc_sentiment_ko", "train"),
    "餐廳": ("openrice_senti_hant", "train"),
    "app": ("ar_miner_informative_en", "train"),
}
GOOD, BAD = 1, 0
_COLUMNS = ("id", "text", "product", "sku", "channel", "region", "posted_at", "rating", "author",
            "lot", "produced_on")  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Pool:
    """What is written in one line with one sentiment."""

    lengths: tuple[int, ...]  # clauses of each real review
    firsts: tuple[str, ...]
    others: tuple[str, ...]


Pools = Mapping[str, Mapping[int, Pool]]  # by line and sentiment


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="voc bench discovery volume", description=__doc__)
    parser.add_argument("--reviews", type=int, default=1_000_000)
    parser.add_argument("--rows", type=Path, help="write them here, .jsonl or .csv; else nowhere")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, required=True, help="the figures")
    given = parser.parse_args(arguments)
    texts = labelled()
    real = {hash(text) for _, _, text in texts}
    started, used = time.perf_counter(), time.process_time()
    told = _Told(real)
    made = told.counted(reviews(pools(texts), given.reviews, given.seed))
    written = write(made, given.rows or Path(os.devnull))
    copies = told.copies()
    result = {
        "machine": measure.machine(),
        "reviews": written,
        "of_real_reviews": len(real),
        "copies_of_earlier_rows": round(copies / written, 4),
        "real_reviews_word_for_word": round(told.same / written, 4),
        "floor_copies": MOST_COPIES,
        "characters": round(told.characters / written, 1),
        "seconds": round(time.perf_counter() - started, 1),
        "processor_s": round(time.process_time() - used, 1),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "holds": copies < MOST_COPIES * written,
    }
    measure.write(given.out, result)
    return 0 if result["holds"] else 1


def labelled() -> list[tuple[str, int, str]]:
    """(line, GOOD or BAD, text) of VOC_EVAL_DATA, else of our own."""
    data = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    if not (data / SHOP).is_dir():
        good, bad = own_reviews()
        return [("own", GOOD, text) for text in good] + [("own", BAD, text) for text in bad]
    found = [
        (row["category"], int(row["label"]), row["text"]) for row in rows(data, SHOP, ("train",))
    ]
    for line, (name, part) in OTHERS.items():
        for row in rows(data, name, (part,)):
            sentiment = _sentiment(row)
            if sentiment is not None:
                found.append((line, sentiment, row["text"]))
    return [one for one in found if one[2].strip()]


def _sentiment(row: Mapping[str, str]) -> int | None:
    named = {"1": GOOD, "0": BAD, "positive": GOOD, "negative": BAD}
    if row["label"] in named:
        return named[row["label"]]
    stars = float(row["rating"] or 3)
    return None if stars == 3 else int(stars > 3)


def pools(texts: Iterable[tuple[str, int, str]]) -> Pools:
    found: dict[str, dict[int, tuple[list[int], list[str], list[str]]]] = defaultdict(
        lambda: defaultdict(lambda: ([], [], []))
    )
    for line, sentiment, text in texts:
        clauses = [text[span.start : span.end] for span in split(text)]
        if clauses:
            lengths, firsts, others = found[line][sentiment]
            lengths.append(len(clauses))
            firsts.append(clauses[0])
            others += clauses[1:]
    return {
        line: {
            sentiment: Pool(lengths=tuple(lengths), firsts=tuple(firsts),
                            others=tuple(others or firsts))
            for sentiment, (lengths, firsts, others) in by_sentiment.items()
        }
        for line, by_sentiment in found.items()
    }  # fmt: skip


def reviews(known: Pools, count: int, seed: int) -> Iterator[Review]:
    """``count`` of them, day by day; the same for the same pools and seed."""
    rng = Random(seed)
    products = _products(sorted(known), rng)
    calendar = Calendar(start=START, weeks=WEEKS, promotions=_promotions(sorted(known), rng))
    shares = np.array([calendar.shares(product) for product in products])
    weights = 1 / np.arange(1, len(products) + 1) ** 0.7  # best sellers come first
    daily = (shares * (weights / weights.sum())[:, None]).T
    drawn = np.random.default_rng(seed).multinomial(count, daily.ravel()).reshape(daily.shape)
    number = 0
    for day, counts in enumerate(drawn):
        for product, reviewed in zip(products, counts.tolist(), strict=True):
            for _ in range(reviewed):
                written = put_together(known[product.line], rng)
                posted_at = moment(calendar.day(day), rng)
                yield review(f"g{number}", written, product, posted_at, rng)
                number += 1


def put_together(line: Mapping[int, Pool], rng: Random) -> Written:
    sentiment = BAD if BAD in line and rng.random() < BAD_SHARE else GOOD
    pool = line[sentiment]
    length = max(LEAST_CLAUSES, rng.choice(pool.lengths))
    clauses = [rng.choice(pool.firsts), *(rng.choice(pool.others) for _ in range(length - 1))]
    joint = "，" if "\u3400" < clauses[0][:1] < "\u9fff" else ", "
    rating = rng.choice((1, 1, 2, 2, 3)) if sentiment == BAD else rng.choice((4, 5, 5, 5))
    return Written(text=joint.join(clauses), rating=rating)


def _products(lines: Sequence[str], rng: Random) -> list[Product]:
    return [
        Product(
            name=f"{lines[number % len(lines)]} {number + 1}", line=lines[number % len(lines)],
            sku=f"G{number + 1:02}", growth=rng.choice((0.7, 1.0, 1.0, 1.5, 2.5)),
        )
        for number in range(PRODUCTS)
    ]  # fmt: skip


def _promotions(lines: Sequence[str], rng: Random) -> tuple[Promotion, ...]:
    return tuple(
        Promotion(line=line, first=rng.randrange(WEEKS * 7 - 10), days=rng.randrange(4, 10),
                  factor=rng.uniform(1.8, 3.5))
        for line in lines
        for _ in range(4)
    )  # fmt: skip


class _Told:
    """Eight bytes a review: enough to count copies of a million."""

    def __init__(self, real: set[int]) -> None:
        self._real, self._hashes = real, array("q")
        self.same = self.characters = 0

    def counted(self, made: Iterable[Review]) -> Iterator[Review]:
        for one in made:
            known = hash(one.text)
            self._hashes.append(known)
            self.same += known in self._real
            self.characters += len(one.text)
            yield one

    def copies(self) -> int:
        return len(self._hashes) - len(np.unique(np.frombuffer(self._hashes, dtype=np.int64)))


def write(made: Iterable[Review], path: Path) -> int:
    """How many were written, each as it came."""
    with path.open("w", encoding="utf-8", newline="") as file:
        put = _csv(file) if path.suffix == ".csv" else _jsonl(file)
        count = 0
        for one in made:
            put(one.row())
            count += 1
    return count


Put = Callable[[Mapping[str, Any]], None]


def _csv(file: TextIO) -> Put:
    writer = csv.DictWriter(file, _COLUMNS)
    writer.writeheader()

    def put(row: Mapping[str, Any]) -> None:
        writer.writerow(row)

    return put


def _jsonl(file: TextIO) -> Put:
    def put(row: Mapping[str, Any]) -> None:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")

    return put


if __name__ == "__main__":
    sys.exit(main())
