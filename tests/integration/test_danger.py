"""The shrunken version of `make proof-danger`."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_one_complaint_of_glass_among_praises_is_raised_in_its_scan(tmp_path: Path) -> None:
    out = tmp_path / "danger.json"
    command = [sys.executable, str(ROOT / "bench" / "danger.py"), "--praises", "300"]
    done = subprocess.run(
        [*command, "--languages", "ko", "--out", str(out)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr or out.read_text()
    proof = json.loads(out.read_text())
    for raised in (proof["first_of_all"], proof["last_of_all"]["ko"]):
        assert len(raised) == 1
        assert "1 person tells of a danger" in raised[0]
    assert not proof["raised_without"]
    assert proof["flagged"] <= 15
