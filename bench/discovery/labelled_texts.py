"""Texts that others labelled, to be grouped without their labels. Read from VOC_EVAL_DATA.

Halves: rows of a test split and half of the others (by a hash of the text) are for scoring; methods
and their settings were chosen on the rest.
"""

import csv
import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

DATA = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
MOST = 6_000  # texts of a set, chosen by seed
SPAN = 25  # characters from aspect to opinion: longer ones tell other things too


@dataclass(frozen=True)
class LabelledText:
    text: str
    labels: dict[str, str]  # by the name of the labelling
    split: str

    @property
    def half(self) -> str:
        odd = hashlib.sha1(self.text.encode(), usedforsecurity=False).digest()[0] % 2
        return "score" if odd or self.split == "test" else "tune"


def cars() -> Iterator[LabelledText]:
    """Faults of cars. Of several codes the first counts, and its letter."""
    for row in _rows("car_complaints_zh/stream.csv.gz"):
        code = row["category"].split(",")[0]
        yield LabelledText(row["text"], {"letter": code[0], "code": code}, "stream")


def news() -> Iterator[LabelledText]:
    return _topics("thucnews_titles", ("train", "dev", "test"))


def science() -> Iterator[LabelledText]:
    return _topics("fewclue_csldcp", ("train", "test"))


def shop() -> Iterator[LabelledText]:
    """Negative opinions with an aspect term: what was written from the aspect to the opinion."""
    for split in ("train", "dev", "test"):
        path = DATA / "zhijiang_ecom_absa" / f"{split}.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for row in map(json.loads, lines):
                for found in row["opinions"]:
                    if found["polarity"] == "negative" and found["aspect"] and found["opinion"]:
                        spans = found["aspect_span"] + found["opinion_span"]
                        text = row["text"][min(spans) : max(spans)]
                        label = f"{found['category']}/{found['aspect']}"
                        if len(text) < SPAN:
                            yield LabelledText(text, {"aspect": label}, split)


SETS = {
    "car_complaints_zh": cars,
    "zhijiang negatives": shop,
    "fewclue_csldcp": science,
    "thucnews_titles": news,
}


def chosen(name: str) -> list[LabelledText]:
    rows = list(SETS[name]())
    keep = np.random.default_rng(7).permutation(len(rows))[:MOST]
    return [rows[i] for i in sorted(keep)]


def _topics(name: str, splits: Sequence[str]) -> Iterator[LabelledText]:
    for split in splits:
        for row in _rows(f"{name}/{split}.csv.gz"):
            yield LabelledText(row["text"], {"topic": row["label"]}, split)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)
