"""Most commands are over in a second: what only some need is loaded by these."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "heavy", ["scipy.stats", "scipy.cluster", "sklearn", "onnxruntime", "altair", "torch"]
)
def test_a_command_starts_without_what_only_others_need(heavy: str) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", f"import sys, voc.cli.app; print({heavy!r} in sys.modules)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert loaded.stdout.strip() == "False"
