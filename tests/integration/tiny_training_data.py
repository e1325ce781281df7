"""A data folder of our own invented texts, laid out like the labelled sets."""

import csv
import gzip
import json
from pathlib import Path
from typing import Any

from voc.training.harness.guided import SUGGESTION_SETS
from voc.training.labelled import text_sha1
from voc.training.mapping import INTENT_CLASSES, SENTIMENT_SETS, SPAN_SETS, TEXT_SETS
from voc.training.teaching import UNLABELLED_SETS

_CSV_COLUMNS = ("text", "label", "rating")
_SPLITS = ("train", "dev", "test")
_SIDES = (("1", "脆生生的，全家都爱吃"), ("0", "咬一口全是渣，白花钱"))
_MARKED = (("脆得很，就是贵", 0, 3, "positive"), ("盒子压扁了", 0, 5, "negative"))
_DOMAINS = {"zhijiang_ecom_absa": "makeup"}  # of others: restaurant
# One review that stands in a train and in a dev split: it must not be learnt from.
LEAKED = "这句话两边都有，谁也不许偷看"
BRAND = "脆脆鲨"


def write(folder: Path, guided: list[dict[str, Any]]) -> Path:
    """The data folder; gold, adv and a folder of labels of our own stand beside it."""
    data = folder / "data"
    for split in _SPLITS:
        for name in (n for n, about in SENTIMENT_SETS.items() if about.part == "train"):
            rows = [_side(name, split, number) for number in range(4)]
            _write_csv(data / name / f"{split}.csv.gz", rows)
        for name, classes in INTENT_CLASSES.items():
            rows = [{"text": f"{split} {c} reads so", "label": c, "rating": ""} for c in classes]
            _write_csv(data / name / f"{split}.csv.gz", rows)
        for name in {*SPAN_SETS, *TEXT_SETS}:
            rows = [_marked(name, split, number) for number in range(2)]
            _write_lines(data / name / f"{split}.jsonl.gz", rows)
    for name in (n for n, about in SENTIMENT_SETS.items() if about.part != "train"):
        rows = [_side(name, "stream", number) for number in range(2)]
        _write_csv(data / name / f"{SENTIMENT_SETS[name].part}.csv.gz", rows)
    for name in SUGGESTION_SETS:
        _write_csv(data / name / "dev.csv.gz", [{"text": "add it", "label": "1", "rating": ""}])
    for name, part, _ in UNLABELLED_SETS:
        if not list((data / name).glob(f"{part}.*")):
            _write_csv(data / name / f"{part}.csv.gz", [_side(name, part, n) for n in range(3)])
    _write_lines(folder / "gold" / "dev.jsonl.gz", guided)
    _write_lines(folder / "gold" / "test.jsonl.gz", guided[:3])
    _write_hard_texts(folder / "adv")
    _write_labels(folder / "labels", data / "shop", guided)
    return data


def _write_labels(labels: Path, texts: Path, guided: list[dict[str, Any]]) -> None:
    """Labels by SHA-1 of texts that stay in their set: none to train on, some to calibrate on."""
    rows = [row | {"text": row["text"] + "哦"} for row in guided]
    _write_csv(
        texts / "train.csv.gz", [{"text": r["text"], "label": "", "rating": ""} for r in rows]
    )
    labels.mkdir()
    (labels / "read.jsonl").touch()
    with (labels / "calibration.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(_label(row)) + "\n" for row in rows)


def _label(row: dict[str, Any]) -> dict[str, Any]:
    place = {"start": 0, "end": len(row["text"])}
    return {
        "sha1": text_sha1(row["text"]),
        "source": "shop",
        "opinions": [topic | place for topic in row["topics"]],
        "intents": row["intents"],
        "severity": row["severity"],
    }


def _side(name: str, split: str, number: int) -> dict[str, str]:
    label, text = _SIDES[number % 2]
    leaked = number == 3 and split != "test"
    return {
        "text": LEAKED if leaked else f"{text}{name}{split}{number}", "label": label, "rating": "",
    }  # fmt: skip


def _marked(name: str, split: str, number: int) -> dict[str, Any]:
    text, start, end, polarity = _MARKED[number]
    category = next(iter((SPAN_SETS | TEXT_SETS)[name].topics), None)
    opinion = {
        "aspect": text[start:end], "aspect_span": None, "opinion_span": [start, end],
        "category": category, "polarity": polarity,
    }  # fmt: skip
    return {
        "text": f"{text}，{name}{split}",
        "domain": _DOMAINS.get(name, "restaurant"),
        "opinions": [opinion],
    }


def _write_hard_texts(adv: Path) -> None:
    opinion = {"topic": "packaging", "polarity": "negative", "quote": "盒子压扁了"}
    passage = {"text": f"{BRAND}好吃，{BRAND}不贵", "brand": BRAND, "sentiment": "positive"}
    adv.mkdir()
    for name, row in (
        ("clauses", {"text": "盒子压扁了", "opinions": [opinion]}),
        ("media", passage),
    ):
        (adv / f"{name}.jsonl").write_text(json.dumps(row, ensure_ascii=False), encoding="utf-8")


def _write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, _CSV_COLUMNS)
        writer.writeheader()
        writer.writerows(rows)


def _write_lines(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
