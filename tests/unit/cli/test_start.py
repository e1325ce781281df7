"""Most commands are over in a second: what only some need is loaded by these."""

import subprocess
import sys

HEAVY = {"scipy.stats", "scipy.cluster", "sklearn", "onnxruntime", "altair", "torch", "rjieba"}


def test_a_command_starts_without_what_only_others_need() -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", "import sys, voc.cli.app; print(*sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    modules = set(loaded.stdout.split())
    assert "voc.cli.app" in modules
    assert not HEAVY & modules
