"""The shrunken version of `make proof-alerts`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).parents[2] / "bench" / "collecting" / "alerts.py"


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_every_alert_arrives_whatever_receivers_do_and_whoever_is_killed(
    database: str, tmp_path: Path
) -> None:
    out = tmp_path / "alerts.json"
    arguments = ["--database", database, "--kills", "2", "--bad", "2", "--days", "1"]
    done = subprocess.run(
        [sys.executable, str(BENCH), *arguments, "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(out.read_text())
    assert found["delivery"][database]["killed"] == 2
    assert found["holds"]
