"""``voc bench`` as people type it."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from voc.cli.app import app
from voc.errors import InputError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    return tmp_path


def bench(*arguments: str) -> Result:
    arguments = ("bench", "text", "--texts", "2000", "--workers", "1", *arguments)
    return CliRunner().invoke(app, arguments, catch_exceptions=False)


def test_the_table_says_where_the_time_goes_and_of_what() -> None:
    lines = bench().output.splitlines()
    assert lines[0].split() == ["step", "us", "a", "text", "share"]
    assert {line.split()[0] for line in lines[1:-3]} >= {"mask", "words", "flags", "copies"}
    assert " texts/s with 1 worker: 2,000 texts (" in lines[-2]


def test_few_texts_of_ones_own_are_repeated(home: Path) -> None:
    (home / "own.jsonl").write_text('{"text": "漏氣了"}\n{"text": 5}\n{"text": "好吃"}\n')
    told = json.loads(bench("own.jsonl", "--json", "--out", "figures.json").output)
    assert (told["texts"], told["different"], told["characters"]) == (2000, 2, 2.5)
    assert json.loads((home / "figures.json").read_text()) == told
    assert 0.98 < sum(step["share"] for step in told["steps"].values()) < 1.02


def test_a_file_without_texts_is_told(home: Path) -> None:
    (home / "empty.txt").write_text("\n")
    with pytest.raises(InputError, match=r"empty\.txt holds no text"):
        bench("empty.txt")
