"""What a person gets who installs the wheel and has no clone."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_demo_runs_from_an_installed_wheel(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run([*build, "--wheel-dir", str(tmp_path), str(ROOT)], check=True)
    (wheel,) = tmp_path.glob("voc-*.whl")
    site = tmp_path / "site"
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--quiet", "--target"]
    subprocess.run([*install, str(site), str(wheel)], check=True)
    env = {key: value for key, value in os.environ.items() if not key.startswith("VOC_")}
    program = "import voc; print(voc.__file__); from voc.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "demo", "--lang", "en"],
        env=env | {"PYTHONPATH": str(site)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, *_, last = done.stdout.splitlines()
    assert Path(first).is_relative_to(site)
    assert Path(last.removeprefix("Open ")).is_file()
