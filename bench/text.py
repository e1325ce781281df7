"""`voc bench text` on reviews of others, held against the floor of the text layer.

    python bench/text.py [--texts N] [--workers N] --out proof/text.json

Texts are the training reviews of online_shopping_10_cats in VOC_EVAL_DATA (default ../shared/data),
none twice. Fails where the floor is missed.
"""

import argparse
import csv
import gzip
import random
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import measure

from voc.bootstrap import benches
from voc.bootstrap import settings as settings_module

FLOOR = 5_000  # texts/s on two cores
TEXTS, WORKERS = 40_000, 2
SEED = 20261122


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--texts", type=int, default=TEXTS)
    parser.add_argument("--workers", type=int, default=WORKERS)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    settings = settings_module.load()
    source = settings.environment.eval_data / "online_shopping_10_cats" / "train.csv.gz"
    if not source.exists():
        sys.exit(f"{source} is not here. Set VOC_EVAL_DATA to a folder that holds it.")
    texts = reviews(source)[: arguments.texts]
    with tempfile.TemporaryDirectory() as home:
        found = benches.measure_text(settings.with_home(Path(home)), texts, arguments.workers)
    record = benches.text_record(found, arguments.workers, datetime.now(UTC))
    holds = found.texts_per_s >= FLOOR
    measure.write(arguments.out, record | {"floor": FLOOR, "holds": holds})
    return 0 if holds else 1


def reviews(source: Path) -> list[str]:
    """Texts of the set in an order that mixes its products."""
    with gzip.open(source, "rt", encoding="utf-8", newline="") as lines:
        texts = [row["text"] for row in csv.DictReader(lines)]
    random.Random(SEED).shuffle(texts)
    return texts


if __name__ == "__main__":
    sys.exit(main())
