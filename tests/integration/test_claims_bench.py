"""The shrunken version of `make proof-claims`."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_quiet_reports_claim_little_and_a_rise_of_hundreds_is_found(tmp_path: Path) -> None:
    out = tmp_path / "claims.json"
    arguments = ["--reports", "20", "--trials", "40", "--sizes", "50", "--out", str(out)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.reports.claims", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    found = json.loads(out.read_text())
    assert found["holds"]
    alone, claiming = (found["quiet"][name]["share"] for name in ("by each test alone", "claiming"))
    assert claiming < alone
    assert found["power"]["50"]["share"] < found["power"]["600"]["share"]
