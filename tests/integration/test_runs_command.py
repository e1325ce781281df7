"""``voc runs``, and the schedule as a process."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    config = tmp_path / "voc.toml"
    # Nothing is due but what somebody asks for.
    config.write_text('[schedule]\nscan = "0 0 1 1 *"\n', encoding="utf-8")
    own = {name: value for name, value in os.environ.items() if not name.startswith("VOC_")}
    return own | {"VOC_HOME": str(tmp_path / "home"), "VOC_CONFIG": str(config)}


def voc(env: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "voc", *arguments]
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False)


def document(env: dict[str, str], *arguments: str) -> dict[str, Any]:
    done = voc(env, "runs", "--json", *arguments)
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_a_job_that_is_asked_for_is_done_by_whoever_keeps_the_schedule(
    env: dict[str, str],
) -> None:
    asked = document(env, "--ask", "scan")
    assert {one["job"] for one in asked["next"]} == {"report:weekly", "report:monthly", "scan"}
    assert [(run["job"], run["state"]) for run in asked["live"]] == [("scan", "asked")]
    keeper = subprocess.Popen(
        [sys.executable, "-m", "voc", "collect"], env=env, stderr=subprocess.PIPE, text=True
    )
    try:
        until = time.monotonic() + 120
        while document(env)["live"]:
            assert keeper.poll() is None
            assert time.monotonic() < until
            time.sleep(0.5)
        keeper.send_signal(signal.SIGTERM)
        _, said = keeper.communicate(timeout=60)
    finally:
        keeper.kill()
    assert keeper.returncode == 0
    assert "scan is done" in said
    (run,) = document(env)["latest"]
    assert (run["state"], run["attempt"], run["error"]) == ("done", 1, None)
    told = voc(env, "runs").stdout
    assert "Next: " in told
    assert "done  scan" in told


def test_a_job_that_does_not_exist_cannot_be_asked_for(env: dict[str, str]) -> None:
    done = voc(env, "runs", "--ask", "scam")
    assert done.returncode == 1
    assert "No job is called “scam”" in done.stderr
