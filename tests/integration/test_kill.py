"""The shrunken version of `make proof-kill`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "kill.py"
# Each command is killed once. 1,548 rows are the fewest batches that voc spreads over workers; no
# database hears of those, so for the second 1,032 rows do, imported and read in several batches.
ROUNDS = 1


@pytest.mark.parametrize(("database", "copies"), [("sqlite", 9), ("postgresql", 6)])
def test_after_kill_9_the_next_run_ends_where_an_undisturbed_one_does(
    database: str, copies: int, tmp_path: Path
) -> None:
    out = tmp_path / "kill.json"
    arguments = [
        "--database",
        database,
        "--rounds",
        f"{ROUNDS}",
        "--copies",
        f"{copies}",
        "--out",
        str(out),
    ]
    done = subprocess.run(
        [sys.executable, str(BENCH), *arguments], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert len(json.loads(out.read_text())["databases"][database]["trials"]) == ROUNDS
