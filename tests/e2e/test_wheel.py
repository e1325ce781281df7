"""What a person gets who installs the wheel and has no clone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


# One short file of samples is enough: tests/e2e/test_demo.py runs all of them, from the clone.
FEEDBACK = "store_survey.csv"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the wheel of this clone is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--quiet"]
    subprocess.run([*build, "--wheel-dir", str(folder), str(ROOT)], check=True)
    (wheel,) = folder.glob("voc-*.whl")
    install = [sys.executable, "-m", "pip", "install", "--no-deps", "--no-compile", "--quiet"]
    subprocess.run([*install, "--target", str(folder / "site"), str(wheel)], check=True)
    return folder / "site"


def files(folder: Path) -> dict[str, int]:
    """Their sizes by their names."""
    found = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.stat().st_size for path in found}


@pytest.mark.parametrize(
    ("folder", "source"),
    [("models", "models"), ("samples", "data/samples"), ("training", "data/training")],
)
def test_a_wheel_carries_what_ships_beside_the_code(site: Path, folder: str, source: str) -> None:
    assert files(site / "voc" / "assets" / folder) == files(ROOT / source)


def test_the_demo_runs_from_an_installed_wheel(site: Path, tmp_path: Path) -> None:
    installed = shutil.copytree(site, tmp_path / "site")
    for path in (installed / "voc" / "assets" / "samples" / "feedback").iterdir():
        if path.name != FEEDBACK:
            path.unlink()
    env = {key: value for key, value in os.environ.items() if not key.startswith("VOC_")}
    program = "import voc; print(voc.__file__); from voc.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", program, "demo", "--lang", "en"],
        env=env | {"PYTHONPATH": str(installed)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    first, *_, last = done.stdout.splitlines()
    assert Path(first).is_relative_to(installed)
    assert Path(last.removeprefix("Open ")).is_file()
