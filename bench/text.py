"""How fast the text layer is, and where its time goes: all that happens to a text but reading it.

    python bench/text.py [--texts N] [--workers N] --out proof/text.json

Texts are the training reviews of online_shopping_10_cats in VOC_EVAL_DATA (default ../shared/data).
First every step by itself in one process, then all of them over the workers; loading is not
counted. Fails where the floor of the issue is missed.
"""

import argparse
import csv
import gzip
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import measure

from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.word_lists import WordLists
from voc.runners.local import LocalRunner
from voc.text import clauses, entities, flags
from voc.text.clean import clean, lowered
from voc.text.document import prepare, words
from voc.text.language import detect
from voc.text.privacy import mask
from voc.text.repeats import shorten
from voc.text.signatures import keys, shingles
from voc.types.feedback import FeedbackId

FLOOR = 5_000  # texts/s on two cores
TEXTS, WORKERS, BATCH = 40_000, 2, 500
SEED = 20261122

Texts = Sequence[str]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=TEXTS)
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    data = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    source = data / "online_shopping_10_cats" / "train.csv.gz"
    if not source.exists():
        sys.exit(f"{source} is not here. Set VOC_EVAL_DATA to a folder that holds it.")
    texts = reviews(source)[: arguments.texts]
    steps = step_by_step(texts)
    speed = whole(texts, arguments.workers)
    spent = sum(steps.values())
    result = {
        **measure.machine(),
        "texts": len(texts),
        "characters": round(sum(map(len, texts)) / len(texts), 1),
        "workers": arguments.workers,
        "texts_per_s": round(speed),
        "floor": FLOOR,
        "holds": speed >= FLOOR,
        "steps": {
            step: {"us_per_text": round(1e6 * s / len(texts), 1), "share": round(s / spent, 3)}
            for step, s in sorted(steps.items(), key=lambda item: -item[1])
        },
    }
    measure.write(arguments.out, result)
    return 0 if result["holds"] else 1


def reviews(source: Path) -> list[str]:
    """Texts of the set in an order that mixes its products."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    random.Random(SEED).shuffle(texts)
    return texts


def step_by_step(texts: Texts) -> dict[str, float]:
    """Processor seconds of each step over all texts, each on what the steps before it made."""
    segmenter, folder, gazetteer = JiebaSegmenter(), OpenCCFolder(), WordLists()
    spent: dict[str, float] = {}

    def timed(step: str, work: Callable[[], list[Any]]) -> list[Any]:
        started = time.process_time()
        made = work()
        spent[step] = time.process_time() - started
        return made

    masked = timed("mask", lambda: [mask(text) for text in texts])
    written = timed("repair", lambda: [clean(text) for text in masked])
    cleaned = timed("shorten", lambda: [shorten(one) for one in written])
    lower = timed("lower", lambda: [lowered(one.text) for one in cleaned])
    folded = timed("fold", lambda: [folder.fold(text) for text in lower])
    timed("language", lambda: [detect(*pair) for pair in zip(lower, folded, strict=True)])
    cut = timed("clauses", lambda: [clauses.split(text) for text in folded])
    pairs = list(zip(folded, cut, strict=True))
    timed("words", lambda: [words(t[s.start : s.end], segmenter) for t, c in pairs for s in c])
    timed(
        "names",
        lambda: [
            entities.find(one, text, spans, gazetteer, None)
            for one, (text, spans) in zip(cleaned, pairs, strict=True)
        ],
    )
    timed("flags", lambda: [flags.find(text) for text in folded])
    timed("copies", lambda: [signed(batch) for batch in batches(folded)])
    return spent


def batches(texts: Texts) -> list[Texts]:
    return [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]


def signed(texts: Texts) -> int:
    """How many texts got the keys that copies are found by."""
    return len(keys([found for found in shingles(texts) if len(found)]))


def whole(texts: Texts, workers: int) -> float:
    """Texts a second from the first finished batch on."""
    done = LocalRunner(workers).map(layer, batches(texts))
    next(done)
    started = time.perf_counter()
    read = sum(done)
    return read / (time.perf_counter() - started)


def layer() -> Callable[[Texts], int]:
    """All steps over a batch; says of how many texts."""
    segmenter, folder, gazetteer = JiebaSegmenter(), OpenCCFolder(), WordLists()

    def work(batch: Texts) -> int:
        made = [prepare(FeedbackId(""), mask(text), segmenter, folder, gazetteer) for text in batch]
        signed([document.text for document in made])
        return len(batch)

    return work


if __name__ == "__main__":
    sys.exit(main())
