"""Near-duplicates: what of planted copies is found, what else is, how fast and in what memory.

    python bench/duplicates.py --out proof/duplicates.json [--beyond FILE]

Reviews are read by a first scan, edited copies of some of them by a second one a month later, both
on a SQLite store. 5-15 % of a copy's characters are changed, left out or added, clauses moved,
emoji changed. Pairs beyond the planted ones go to ``--beyond`` to be read: a text in there may
well be a copy. Needs VOC_EVAL_DATA, or ``--source`` with one text a line.
"""

import argparse
import csv
import gzip
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import measure
import sqlalchemy as sa

from voc.bootstrap import recipe
from voc.ml.opencc_folder import OpenCCFolder
from voc.pipeline.copies import file_copies
from voc.stores import schema
from voc.stores.engine import Database
from voc.stores.sql_store import SqlStore
from voc.text.document import plain
from voc.text.signatures import shingles, weight
from voc.types.appearance import Appearance, Keys
from voc.types.document import Language
from voc.types.feedback import Feedback, FeedbackId, FeedbackKind
from voc.types.issue import Discovery
from voc.types.opinion import Reading, Scored, Sentiment, SentimentLabel
from voc.types.scan import Scan, ScanState, ScanTally

FLOORS = {"recall": 0.95, "precision": 0.95, "texts_per_s": 5_000, "peak_mib": 1_536}
SETS = ("online_shopping_10_cats/train.csv.gz", "meituan_star_reviews/train.csv.gz",
        "zhijiang_ecom_absa/unlabeled.jsonl.gz")  # fmt: skip
# What is copied says something of its own: about 20 characters of Han (voc.text.signatures.weight),
# the questions of a form left out.
LEAST_COPIED = 20.0
EMOJI = ("", "😀", "👍👍", "😡", "❤")
POSTED = datetime(2026, 9, 1, tzinfo=UTC)
CLAUSE = re.compile(r"(?<=[，。！？；,!?;\n])")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=50_000)
    parser.add_argument("--planted", type=int, default=2_000)
    parser.add_argument("--signatures", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=20261122)
    parser.add_argument("--source", type=Path)
    parser.add_argument("--beyond", type=Path)
    parser.add_argument("--memory-only", action="store_true", help="what the bench calls itself by")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    texts = sorted(set(_source(arguments.source)))
    if arguments.memory_only:
        arguments.out.write_text(json.dumps(memory(texts, arguments.signatures)), encoding="utf-8")
        return 0
    chosen = rng.sample(texts, min(arguments.texts, len(texts)))
    figures = quality(chosen, plant(chosen, arguments.planted, rng), arguments.beyond)
    figures |= _in_a_process_of_its_own(arguments)
    holds = all(figures[key] >= FLOORS[key] for key in ("recall", "precision", "texts_per_s"))
    holds = holds and figures["peak_mib"] <= FLOORS["peak_mib"]
    result = {"machine": measure.machine(), "floors": FLOORS, "figures": figures, "holds": holds}
    measure.write(arguments.out, result)
    return 0 if holds else 1


def _source(path: Path | None) -> Iterator[str]:
    if path is not None:
        yield from path.read_text(encoding="utf-8").splitlines()
        return
    data = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    for name in SETS:
        with gzip.open(data / name, "rt", encoding="utf-8", newline="") as file:
            rows = map(json.loads, file) if ".jsonl" in name else csv.DictReader(file)
            yield from (row["text"] for row in rows if row["text"].strip())


@dataclass(frozen=True, slots=True)
class Planted:
    """An edited copy, and the number of the text it was made of."""

    of: int
    text: str


def plant(texts: Sequence[str], count: int, rng: random.Random) -> list[Planted]:
    folder = OpenCCFolder()
    ready = [plain(text, folder) for text in texts]
    long = [n for n, found in enumerate(shingles(ready)) if weight(found) >= LEAST_COPIED]
    letters = "".join(rng.sample(texts, min(500, len(texts))))
    chosen = rng.sample(long, min(count, len(long)))
    return [Planted(number, edited(texts[number], letters, rng)) for number in chosen]


def edited(text: str, letters: str, rng: random.Random) -> str:
    """5-15 % of the characters changed, half of the time a clause moved, another emoji."""
    characters = list(text)
    for _ in range(round(rng.uniform(0.05, 0.15) * len(text))):
        at = rng.randrange(len(characters))
        new = rng.choice(letters)
        characters[at] = rng.choice(("", new, new + characters[at]))
    clauses = CLAUSE.split("".join(characters))
    if len(clauses) > 2 and rng.random() < 0.5:
        clauses.insert(rng.randrange(len(clauses)), clauses.pop(rng.randrange(len(clauses))))
    return "".join(clauses) + rng.choice(EMOJI)


def quality(
    texts: Sequence[str], planted: Sequence[Planted], beyond: Path | None
) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'voc.db'}"
        store = SqlStore(url)
        store.upgrade()
        first = [feedback(f"t{n}", text, POSTED) for n, text in enumerate(texts)]
        later = POSTED + timedelta(days=30)
        copies = [feedback(f"c{n}", copy.text, later) for n, copy in enumerate(planted)]
        runs = [scanned(store, first, POSTED), scanned(store, copies, later)]
        store.close()
        found = folded(url)
    right = [f"c{n}" for n, copy in enumerate(planted) if _is_right(found, f"c{n}", f"t{copy.of}")]
    others = {copy: of for copy, of in found.items() if copy not in set(right)}
    wrong = sum(copy.startswith("c") for copy in others)
    if beyond is not None:
        _write_pairs(beyond, others, {one.id: one.text for one in (*first, *copies)})
    wall_s, cpu_s = (sum(run[at] for run in runs) for at in (0, 1))
    return {
        "texts": len(texts),
        "planted": len(planted),
        "recall": round(len(right) / len(planted), 4),
        "precision": round(len(right) / max(1, len(right) + wrong), 4),
        "beyond_the_planted": len(others) - wrong,  # among the reviews themselves: to be read
        "texts_per_s": round((len(texts) + len(planted)) / wall_s),
        "texts_per_cpu_s": round((len(texts) + len(planted)) / cpu_s),
    }


def _is_right(found: dict[str, str], copy: str, source: str) -> bool:
    """Under its source, or where that is a copy itself, under what it folds under."""
    return copy in found and found[copy] == found.get(source, source)


def _write_pairs(path: Path, pairs: dict[str, str], text_of: dict[FeedbackId, str]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter="\t")
        for copy, of in pairs.items():
            writer.writerow([copy, of, text_of[FeedbackId(copy)], text_of[FeedbackId(of)]])


def scanned(store: SqlStore, made: Sequence[Feedback], now: datetime) -> tuple[float, float]:
    """Seconds on the clock and of the processor that finding the copies took."""
    store.add(made, [])
    scan = store.open(recipe.current(), now)
    store.save(scan, [reading(one.id) for one in made])
    folder = OpenCCFolder()
    folder.fold("預熱")  # the dictionaries load here
    shingles(["預熱"])
    wall, cpu = time.perf_counter(), time.process_time()
    file_copies(store, folder, scan)
    took = time.perf_counter() - wall, time.process_time() - cpu
    store.finish(scan, Discovery(joined=(), opened=(), single=()), ScanTally(), now)
    return took


def folded(url: str) -> dict[str, str]:
    """Every copy, and the first appearance it folds under."""
    table, of = schema.appearances.c, schema.feedback.alias()
    query = sa.select(schema.feedback.c.id, of.c.id).where(
        schema.feedback.c.seq == table.feedback_seq, of.c.seq == table.copy_of
    )
    with Database(url).reading() as connection:
        return {row[0]: row[1] for row in connection.execute(query)}


def memory(texts: Sequence[str], count: int) -> dict[str, float]:
    """The peak of one scan over ``count`` texts, each as long as a real one and unlike all."""
    scan = Scan(id=1, recipe_id="r", reread=False, started_at=POSTED,
                state=ScanState.RUNNING, tally=ScanTally())  # fmt: skip
    file_copies(Endless(texts, count), OpenCCFolder(), scan)
    return {"peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)}


class Endless:
    """A store that makes up what it is asked for and keeps nothing."""

    def __init__(self, texts: Sequence[str], count: int) -> None:
        self._texts, self._count = texts, count
        self._letters = "".join(texts[:500])

    def unfiled(self, recipe_id: str, *, after: int, limit: int) -> list[tuple[int, Feedback]]:
        return [(n, self._made(n)) for n in range(after + 1, min(after + limit, self._count) + 1)]

    def _made(self, number: int) -> Feedback:
        rng = random.Random(number)
        text = rng.choices(self._letters, k=len(self._texts[number % len(self._texts)]))
        return feedback(f"{number:024}", "".join(text), POSTED)

    def holders(self, keys: Keys) -> Iterator[tuple[int, Feedback]]:
        return iter(())

    def file_appearances(self, scan: Scan, appearances: Sequence[Appearance]) -> None: ...


def _in_a_process_of_its_own(arguments: argparse.Namespace) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "memory.json"
        source = ["--source", str(arguments.source)] if arguments.source else []
        command = [sys.executable, __file__, "--memory-only", "--out", str(out), *source]
        subprocess.run([*command, "--signatures", str(arguments.signatures)], check=True)
        found: dict[str, float] = json.loads(out.read_text())
        return {"signatures": arguments.signatures, **found}


EMPTY = Feedback(
    id=FeedbackId(""), channel="shop", kind=FeedbackKind.REVIEW, text="", external_id=None,
    posted_at=None, product=None, sku=None, lot=None, produced_on=None, rating=None,
    author_key=None, region=None, title=None, url=None, parent_id=None,
)  # fmt: skip


def feedback(name: str, text: str, posted_at: datetime) -> Feedback:
    return replace(EMPTY, id=FeedbackId(name), text=text.replace("\0", ""), posted_at=posted_at)


def reading(id_: FeedbackId) -> Reading:
    return Reading(
        id=id_,
        language=Language.ZH_HANS,
        sentiment=Sentiment(label=SentimentLabel.NEUTRAL, score=0.0, confidence=1.0),
        opinions=(),
        intents=(),
        severity=Scored(label="none", confidence=1.0),
        entities=(),
        flags=(),
    )


if __name__ == "__main__":
    sys.exit(main())
