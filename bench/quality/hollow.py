"""Flags: hollow texts by kind, and real reviews, which hardly ever are."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from quality.texts import FOLDER, TESTS, others, own_tables, plain, rows, share
from voc.text import flags

GENUINE = "genuine"


def own(name: str) -> dict[str, Any]:
    tables = own_tables(TESTS / "unit" / "text" / f"{name}.toml")
    return _judged((text, kind) for kind, texts in tables.items() for text in texts)


def by_others(data: Path) -> dict[str, Any]:
    return _judged((row["text"], row["kind"]) for row in others(data, "spam"))


def in_gold(data: Path) -> dict[str, Any]:
    """The test split is only counted: nobody reads it."""
    return {
        split: _flagged([row["text"] for row in rows(data.parent / "gold", f"{split}.jsonl.gz")])
        for split in ("dev", "test")
    }


def names(text: str) -> set[str]:
    return {flag.name for flag in flags.find(FOLDER.fold(plain(text)))}


def _judged(cases: Iterable[tuple[str, str]]) -> dict[str, Any]:
    of, told, hit = Counter[str](), Counter[str](), Counter[str]()
    for text, kind in cases:
        read = names(text)
        of[kind] += 1
        told.update(read)
        hit[kind] += kind in read or (kind == GENUINE and not read)
    kinds = {
        kind: {
            "texts": of[kind],
            "recall": share(hit[kind], of[kind]),
            "precision": share(hit[kind], told[kind]),
        }
        for kind in sorted(of)
        if kind != GENUINE
    }
    return {
        "by_kind": kinds,
        "least_recall": min(one["recall"] for one in kinds.values()),
        "least_precision": min(one["precision"] for one in kinds.values()),
        "genuine": of[GENUINE],
        "genuine_flagged": of[GENUINE] - hit[GENUINE],
    }


def _flagged(texts: list[str]) -> dict[str, Any]:
    number = sum(bool(names(text)) for text in texts)
    return {"texts": len(texts), "flagged": number, "share": share(number, len(texts))}
