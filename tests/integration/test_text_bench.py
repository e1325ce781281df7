"""The shrunken version of `make proof-text`, on our own texts: it accounts for all steps."""

import csv
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_time_of_the_text_layer_is_told_step_by_step(tmp_path: Path) -> None:
    lines = (ROOT / "data" / "training" / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    folder = tmp_path / "online_shopping_10_cats"
    folder.mkdir()
    with gzip.open(folder / "train.csv.gz", "wt", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["text"])
        writer.writerows([json.loads(line)["text"]] for line in lines[:2000])
    out = tmp_path / "text.json"
    arguments = ["--texts", "2000", "--workers", "1", "--out", str(out)]
    subprocess.run(
        [sys.executable, str(ROOT / "bench" / "text.py"), *arguments],
        env={**os.environ, "VOC_EVAL_DATA": str(tmp_path)},
        capture_output=True,
        check=False,  # its floor is of two workers
    )
    figures = json.loads(out.read_text())
    assert (figures["texts"], figures["workers"]) == (2000, 1)
    assert sum(step["share"] for step in figures["steps"].values()) > 0.98
    assert figures["texts_per_s"] > 100
