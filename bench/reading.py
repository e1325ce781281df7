"""How fast ``voc classify`` reads: whole commands, every profile, and one text at a time.

    python bench/reading.py [--rows N] --out proof/reading.json

Reads the test reviews of three sets in VOC_EVAL_DATA (default ../shared/data), repeated up to N.
The package snownlp reads the first of them in the same run. Fails where a floor of the issue is
missed.
"""

import argparse
import csv
import gzip
import itertools
import json
import os
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import measure

SETS = ("online_shopping_10_cats", "zhijiang_ecom_absa", "nsmc_sentiment_ko")
PROFILES = ("fast", "standard", "accurate")
FLOORS = {"fast": 2500.0, "standard": 600.0}  # texts/s on two cores, of the first set
SLOWEST_MS = {"fast": 2.0, "accurate": 20.0}  # median of one short text
# The start of Python and of the workers counts: enough texts that it does not decide.
ROWS = 20_000
# The encoder reads every text here: fewer say as much.
ACCURATE_SHARE = 0.2
BASELINE_ROWS = 300
SHARE_ROWS = 2000
SHORT = "味道不错，就是包装有点漏气"
CALLS = 300


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=ROWS, help="texts of the first set")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    data = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
    if not (data / SETS[0]).is_dir():
        sys.exit(f"{data} does not hold {SETS[0]}. Set VOC_EVAL_DATA.")
    with tempfile.TemporaryDirectory() as folder:
        result = reading(data, arguments.rows, Path(folder))
    measure.write(arguments.out, result)
    return 0 if result["holds"] else 1


def reading(data: Path, rows: int, folder: Path) -> dict[str, Any]:
    """Texts a second by set and profile, milliseconds a text, and the baseline."""
    env = measure.environment(folder / "home")
    by_set = {
        name: {
            profile: _speed(texts(data, name), profile, rows, folder, env) for profile in PROFILES
        }
        for name in SETS
    }
    os.environ["VOC_HOME"] = str(folder / "home")
    single = {profile: _median_ms(_annotator(profile)) for profile in PROFILES}
    for name in SETS:
        share = _deep_share(_annotator("standard"), texts(data, name)[:SHARE_ROWS])
        by_set[name]["standard"]["share_to_encoder"] = share
    speeds = {profile: by_set[SETS[0]][profile]["texts_per_s"] for profile in FLOORS}
    return {
        **measure.machine(),
        "texts_per_s": by_set,
        "one_text_median_ms": single,
        "snownlp": _snownlp(texts(data, SETS[0])),
        "floors": {"texts_per_s": FLOORS, "one_text_median_ms": SLOWEST_MS},
        "holds": all(speeds[p] >= floor for p, floor in FLOORS.items())
        and all(single[p] <= most for p, most in SLOWEST_MS.items()),
    }


def texts(data: Path, name: str) -> list[str]:
    """Test reviews of a set."""
    folder = data / name
    if (folder / "test.csv.gz").exists():
        with gzip.open(folder / "test.csv.gz", "rt", encoding="utf-8", newline="") as lines:
            return [row["text"] for row in csv.DictReader(lines)]
    with gzip.open(folder / "test.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _speed(
    found: list[str], profile: str, rows: int, folder: Path, env: dict[str, str]
) -> dict[str, float]:
    asked = int(rows * ACCURATE_SHARE) if profile == "accurate" else rows
    source = folder / f"{profile}.jsonl"
    with source.open("w", encoding="utf-8") as target:
        for text in itertools.islice(itertools.cycle(found), asked):
            target.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    out = folder / "answers.jsonl"
    run = measure.voc("classify", str(source), "--profile", profile, "-o", str(out), env=env)
    with out.open(encoding="utf-8") as lines:
        answered = sum(1 for line in lines if "error" not in json.loads(line))
    if answered != asked:
        raise RuntimeError(f"{asked} texts, {answered} answers")
    return {
        "texts": asked,
        "texts_per_s": round(asked / run.seconds, 1),
        "peak_mib": round(run.peak_mib, 1),
        "characters": round(statistics.mean(map(len, found)), 1),
    }


def _annotator(profile: str) -> Any:
    from voc.bootstrap import settings, wiring
    from voc.types.opinion import Profile

    return wiring.annotator(settings.load(), Profile(profile))


def _deep_share(annotator: Any, found: list[str]) -> float:
    """Of these texts, how many the encoder reads."""
    from voc.pipeline.annotate import Item
    from voc.types.feedback import FeedbackId

    batch = [Item(FeedbackId(str(number)), text) for number, text in enumerate(found)]
    return round(statistics.mean(reading.deep for reading in annotator(batch)), 3)


def _median_ms(annotator: Any) -> float:
    """Of one short text through loaded models, one call after the other."""
    from voc.pipeline.annotate import Item
    from voc.types.feedback import FeedbackId

    took = []
    for number in range(CALLS):
        started = time.perf_counter()
        annotator([Item(FeedbackId(str(number)), SHORT)])
        took.append(time.perf_counter() - started)
    return round(statistics.median(took) * 1000, 2)


def _snownlp(found: list[str]) -> dict[str, float]:
    """Its speed; what it reads right is in ``voc eval``."""
    from snownlp import SnowNLP

    asked = found[:BASELINE_ROWS]
    _ = SnowNLP(asked[0]).sentiments  # loads its models
    started = time.perf_counter()
    _ = [SnowNLP(text).sentiments for text in asked]
    return {"texts_per_s": round(len(asked) / (time.perf_counter() - started), 1)}


if __name__ == "__main__":
    sys.exit(main())
