"""How well articles are read from saved pages, how fast, and in what memory.

    python bench/collecting/articles.py --out proof/articles.json

English: F1 of words and of runs of four words against what people marked, means of precision and
recall as the set's authors count. Settings were chosen on the pages whose name has an even digest;
the figures that must hold are those of the others. Chinese: what people read beside the pages
(articles_read.tsv), valid as long as the texts are those that were read (their digest).
Needs VOC_EVAL_DATA.
"""

import argparse
import gzip
import hashlib
import json
import os
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from voc.bootstrap import benches
from voc.channels.articles import read_article
from voc.types.collected import Article, Fetched
from voc.types.feedback import Reject

FLOORS = {"token_f1": 0.95, "read_ok": 0.9}
READ = Path(__file__).with_name("articles_read.tsv")
WORD = re.compile(r"\w+")
SAVED = datetime(2026, 11, 22, tzinfo=UTC)
CHECKS = ("title", "date", "first", "last")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    data = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    english, chinese = english_figures(data), chinese_figures(data)
    holds = english["held_out"]["token_f1"] >= FLOORS["token_f1"]
    holds = holds and chinese["read_ok"] >= FLOORS["read_ok"]
    result = {
        "machine": asdict(benches.machine(datetime.now(UTC))),
        "floors": FLOORS,
        "english": english,
        "chinese": chinese,
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
        "holds": holds,
    }
    text = json.dumps(result, ensure_ascii=False, indent=2) + "\n"
    arguments.out.write_text(text, encoding="utf-8")
    print(text)
    return 0 if holds else 1


def english_figures(data: Path) -> dict[str, Any]:
    folder = data / "html_pages_en"
    with gzip.open(folder / "index.jsonl.gz", "rt", encoding="utf-8") as file:
        gold = {row["file"]: row["gold_body"] for row in map(json.loads, file)}
    pages = {name: page(folder / name) for name in gold}
    started = time.process_time()
    texts = {name: text_of(read_article(one)) for name, one in pages.items()}
    took = time.process_time() - started
    held_out = [name for name in gold if is_held_out(name)]
    return {
        "pages": len(gold),
        "tuning": f1_of(texts, {name: gold[name] for name in gold if not is_held_out(name)}),
        "held_out": f1_of(texts, {name: gold[name] for name in held_out}),
        "all": f1_of(texts, gold),
        "pages_per_cpu_s": round(len(gold) / took, 1),
    }


def f1_of(texts: Mapping[str, str], gold: Mapping[str, str]) -> dict[str, float]:
    return {
        "token_f1": round(_f1(texts, gold, 1), 4),
        "shingle_f1": round(_f1(texts, gold, 4), 4),
    }


def _f1(texts: Mapping[str, str], gold: Mapping[str, str], length: int) -> float:
    precision = recall = 0.0
    for name, wanted in gold.items():
        found, told = runs_of(texts[name], length), runs_of(wanted, length)
        shared = (found & told).total()
        precision += shared / max(1, found.total()) / len(gold)
        recall += shared / max(1, told.total()) / len(gold)
    return 2 * precision * recall / (precision + recall)


def runs_of(text: str, length: int) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[at : at + length]) for at in range(max(1, len(words) - length + 1)))


def is_held_out(name: str) -> bool:
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 == 1


def chinese_figures(data: Path) -> dict[str, Any]:
    folder = data / "html_pages_zh"
    verdicts = dict(read_verdicts())
    pages = {name: page(folder / name) for name in sorted(verdicts)}
    started = time.process_time()
    articles = {name: read_article(one) for name, one in pages.items()}
    took = time.process_time() - started
    failed = {name: bad for name, checks in verdicts.items() if (bad := wrong(checks))}
    return {
        "articles": len(verdicts),
        "read_ok": round(1 - len(failed) / len(verdicts), 4),
        "failed": failed,
        "digest": digest_of(articles),
        "pages_per_cpu_s": round(len(verdicts) / took, 1),
    }


def read_verdicts() -> Iterator[tuple[str, dict[str, bool]]]:
    for line in READ.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, *told = line.split("\t")
            yield name, dict(zip(CHECKS, (one == "true" for one in told), strict=True))


def wrong(checks: Mapping[str, bool]) -> list[str]:
    return [name for name, holds in checks.items() if not holds]


def digest_of(articles: Mapping[str, Article | Reject]) -> str:
    """Of titles, days and texts; another one means that the pages are to be read again."""
    whole = hashlib.sha256()
    for name, one in articles.items():
        if isinstance(one, Article):
            day = one.posted.at.date().isoformat() if one.posted else ""
            whole.update("\x00".join((name, one.title or "", day, one.text)).encode())
    return whole.hexdigest()[:16]


def page(path: Path) -> Fetched:
    """A saved page as a server would send it; nobody noted where it came from."""
    return Fetched(
        url="https://example.org/", final_url="https://example.org/", status=200,
        headers={"content-type": "text/html"}, body=gzip.decompress(path.read_bytes()),
        fetched_at=SAVED, from_cache=False,
    )  # fmt: skip


def text_of(told: Article | Reject) -> str:
    return told.text if isinstance(told, Article) else ""


if __name__ == "__main__":
    sys.exit(main())
