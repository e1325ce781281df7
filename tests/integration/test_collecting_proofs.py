"""The shrunken versions of `make proof-collect` and `make proof-collect-recall`."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def proof(name: str, tmp_path: Path, *arguments: str) -> dict[str, Any]:
    out = tmp_path / f"{name}.json"
    command = [sys.executable, "-m", f"bench.collecting.{name}", "--out", str(out), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stderr[-4000:]}\n{done.stdout[-4000:]}"
    result: dict[str, Any] = json.loads(out.read_text())
    return result


def test_rounds_find_every_article_and_ask_politely(tmp_path: Path) -> None:
    result = proof(
        "rounds", tmp_path, "--sources", "20", "--items", "200", "--edits", "5", "--dead", "0",
        "--delay-s", "0.1", "--pause-s", "0.4",
    )  # fmt: skip
    first, unchanged, due = (result["rounds"][name] for name in ("first", "unchanged", "due"))
    assert first["pages"] == 200
    assert unchanged["pages"] == 0
    assert due["pages"] >= 5
    assert result["truth"]["kept"] == 20


def test_nothing_is_lost_or_doubled_over_kills_faults_jumps_and_another_recipe(
    tmp_path: Path,
) -> None:
    result = proof(
        "recall", tmp_path, "--kills", "3", "--sources", "8", "--items", "80", "--settling", "2",
        "--database", "sqlite",
    )  # fmt: skip
    found = result["databases"]["sqlite"]
    assert len(found["kills"]) == 3
    assert found["published_meanwhile"] >= 48
