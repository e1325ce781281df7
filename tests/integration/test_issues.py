"""What people do to issues, on the real commands, and what scans may not undo."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from voc.cli.app import app

DAMP = ["海苔受潮了，软塌塌的", "收到就受潮变软了", "受潮严重，一点都不脆", "海苔受潮发软"]
LEAK = ["包装袋漏气了", "袋子漏气，封口没封好", "漏气严重，包装破了"]
WORSE = ["又受潮了", "海苔受潮变软，失望", "受潮发软不能吃", "漏气了，袋子是破的"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOC_PROFILE", "fast")
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)
    return tmp_path


def run(*arguments: str, code: int = 0) -> str:
    done = CliRunner().invoke(app, [*arguments])
    assert done.exit_code == code, done.output
    return done.output


def scanned(folder: Path, name: str, texts: list[str]) -> dict[str, Any]:
    lines = [json.dumps({"text": text, "product": "海苔"}, ensure_ascii=False) for text in texts]
    path = folder / f"{name}.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    run("import", str(path))
    return dict(json.loads(run("scan", "--json"))["scan"]["tally"])


def listed() -> dict[str, list[str]]:
    issues = json.loads(run("issues", "--kind", "defect", "--json"))
    return {one["id"]: quotes(one["id"]) for one in issues}


def quotes(issue_id: str) -> list[str]:
    return [voice["quote"] for voice in json.loads(run("issue", issue_id, "--json"))["voices"]]


def whats(issue_id: str) -> list[tuple[str, str]]:
    events = json.loads(run("issue", issue_id, "--json"))["events"]
    return [(event["what"], event["by"]) for event in events]


def of(issues: dict[str, list[str]], word: str) -> str:
    return max(issues, key=lambda id_: sum(word in quote for quote in issues[id_]))


def test_what_people_split_stays_apart_and_what_they_merged_together(home: Path) -> None:
    tally = scanned(home, "first", DAMP + LEAK)
    assert tally["voices"] == tally["founding"] + tally["single"]
    before = listed()
    damp = of(before, "受潮")
    leak = of(before, "漏")
    if leak != damp:
        run("issue", leak, "--merge", damp)
    made = json.loads(run("issue", damp, "--split", "漏", "--json"))["id"]
    assert all("漏" in quote for quote in quotes(made))
    assert not any("漏" in quote for quote in quotes(damp))
    assert whats(made) == [("split", "person")]
    kept = {issue_id: set(own) for issue_id, own in listed().items()}
    scanned(home, "second", WORSE)
    run("scan", "--regroup")
    after = {issue_id: set(own) for issue_id, own in listed().items()}
    assert kept[damp] <= after[damp]
    assert kept[made] <= after[made]


def test_voices_are_split_off_by_the_numbers_they_are_listed_by(home: Path) -> None:
    scanned(home, "first", DAMP)
    (damp,) = listed()
    second = quotes(damp)[1]
    assert "  2 “" in run("issue", damp)
    made = json.loads(run("issue", damp, "--split-voices", "2", "--json"))["id"]
    assert quotes(made) == [second]
    assert second not in quotes(damp)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--split", "甜"], "None of the"),
        (["--split", "受潮", "--split", "软", "--split", "脆"], "All of the"),
        (["--split-voices", "99"], "There is no voice 99"),
    ],
)
def test_a_split_that_leaves_nothing_on_one_side_says_so(
    home: Path, options: list[str], said: str
) -> None:
    scanned(home, "first", DAMP)
    (damp,) = listed()
    done = CliRunner().invoke(app, ["issue", damp, *options])
    assert done.exit_code != 0
    assert said in f"{done.output}{done.exception}"


def test_single_voices_are_listed_with_their_reason(home: Path) -> None:
    tally = scanned(home, "first", [*DAMP, "太难吃了", "里面有根头发"])
    singles = json.loads(run("issues", "--single", "--json"))
    assert len(singles) == tally["single"]
    assert {one["why"] for one in singles} <= {"verdict", "alone", "few"}
    assert "stand alone" in run("issues", "--single")


def test_grouping_anew_what_is_right_changes_nothing(home: Path) -> None:
    scanned(home, "first", DAMP + LEAK)
    before = listed()
    assert "Grouped as a whole" in run("scan", "--regroup")
    assert listed() == before
