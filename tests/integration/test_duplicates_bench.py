"""The shrunken version of `make proof-duplicates`, on our own samples."""

import csv
import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_planted_copies_are_found_and_nothing_else_is_taken_for_one(tmp_path: Path) -> None:
    source, out = tmp_path / "texts.txt", tmp_path / "duplicates.json"
    with (ROOT / "data/samples/feedback/tmall.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = [" ".join(row["评论内容"].split()) for row in csv.DictReader(file)]
    source.write_text("\n".join(text for text in texts if text), encoding="utf-8")
    arguments = ["--source", str(source), "--planted", "40", "--signatures", "2000"]
    subprocess.run(
        [sys.executable, str(ROOT / "bench/duplicates.py"), *arguments, "--out", str(out)],
        capture_output=True,
        check=False,  # so few texts cannot reach a floor in texts a second
    )
    figures = json.loads(out.read_text())["figures"]
    assert figures["recall"] >= 0.95
    assert figures["precision"] >= 0.95
    assert figures["peak_mib"] < 500
