"""The shrunken version of `make proof-schedule`."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_two_schedulers_killed_at_random_do_every_due_run_exactly_once(tmp_path: Path) -> None:
    out = tmp_path / "schedule.json"
    size = ["--ticks", "6", "--kills", "2", "--real", "0"]
    command = [sys.executable, "-m", "bench.collecting.schedule", "--out", str(out), *size]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stderr[-4000:]}\n{done.stdout[-4000:]}"
    found = json.loads(out.read_text())["simulated"]
    assert found["effects"] == found["runs"] > 30
    assert found["kills"] >= 2
