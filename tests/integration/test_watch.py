"""The shrunken version of `make proof-watch`, on our own texts: that it runs, and no slower."""

import csv
import gzip
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_hundreds_of_queries_are_asked_of_every_text(tmp_path: Path) -> None:
    lines = (ROOT / "data" / "training" / "reviews.jsonl").read_text(encoding="utf-8").splitlines()
    folder = tmp_path / "online_shopping_10_cats"
    folder.mkdir()
    with gzip.open(folder / "train.csv.gz", "wt", encoding="utf-8", newline="") as target:
        writer = csv.writer(target)
        writer.writerow(["text", "category"])
        writer.writerows([json.loads(line)["text"], "手机"] for line in lines[:800])
    out = tmp_path / "watch.json"
    arguments = ["--queries", "500", "--texts", "300", "--out", str(out)]
    subprocess.run(
        [sys.executable, str(ROOT / "bench" / "watch.py"), *arguments],
        env={**os.environ, "VOC_EVAL_DATA": str(tmp_path)},
        capture_output=True,
        check=False,  # its floor is in seconds of the full size
    )
    figures = json.loads(out.read_text())
    assert (figures["queries"], figures["texts"]) == (500, 300)
    assert figures["hits"] > 0
    assert figures["texts_per_processor_s"] > 500
