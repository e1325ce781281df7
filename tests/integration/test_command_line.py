"""Commands as people type them, on a home of their own."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from voc.cli.app import app

SAMPLES = Path(__file__).parents[2] / "data" / "samples"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOC_AUTHOR_KEY", "a key for these tests")
    monkeypatch.setenv("VOC_WORKERS", "1")
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)
    return tmp_path / "home"


def voc(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=stdin, catch_exceptions=False)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "voc", *arguments], capture_output=True, text=True, check=False
    )


def test_the_road_from_a_file_to_a_report_and_again(tmp_path: Path) -> None:
    shop = str(SAMPLES / "feedback" / "tmall.csv")
    assert "172 added" in voc("import", shop).output
    assert "172 known" in voc("import", shop).output
    assert "172 read" in voc("scan").output
    assert voc("scan").output == "Nothing new to scan.\n"
    made = voc("report", "monthly", "--lang", "en", "-o", str(tmp_path / "out"), "--json")
    files = [Path(name) for name in json.loads(made.output)["files"]]
    assert [path.suffix for path in files] == [".html", ".md", ".json"]
    assert "October 2026" in files[1].read_text(encoding="utf-8")
    assert voc("report", "verify", str(files[2])).exit_code == 0


def test_an_edited_report_is_found_out(tmp_path: Path) -> None:
    voc("import", str(SAMPLES / "feedback" / "tmall.csv"))
    voc("scan")
    voc("report", "monthly", "--format", "json", "-o", str(tmp_path / "out"))
    (path,) = (tmp_path / "out").iterdir()
    path.write_text(path.read_text(encoding="utf-8").replace("海苔", "海带"), encoding="utf-8")
    done = run("report", "verify", str(path))
    assert done.returncode == 1
    assert "does not match the store" in done.stderr


def test_issues_can_be_renamed_pinned_and_dismissed() -> None:
    for path in sorted((SAMPLES / "feedback").iterdir()):
        voc("import", str(path))
    voc("scan")
    first, second, *_ = json.loads(voc("issues", "--kind", "defect", "--json").output)
    shown = voc("issue", first["id"], "--rename", "海苔受潮", "--pin").output
    assert "海苔受潮" in shown
    assert "(pinned)" in shown
    voc("issue", second["id"], "--dismiss")
    listed = voc("issues").output
    assert second["id"] + " " not in listed
    assert "海苔受潮" in listed


def test_texts_are_classified_from_stdin_and_bad_ones_answered_in_place() -> None:
    lines = '{"id": "a", "text": "包装漏气了"}\n{"id": "b"}\nnot json\n'
    answers = [json.loads(line) for line in voc("classify", "-", stdin=lines).output.splitlines()]
    assert [answer["id"] for answer in answers] == ["a", "b", "3"]
    assert ["error" in answer for answer in answers] == [False, True, True]


def test_one_text_a_line_is_read_too(tmp_path: Path) -> None:
    (tmp_path / "t.txt").write_text("很好吃\n\n太甜了\n", encoding="utf-8")
    voc("classify", "t.txt", "-o", "out.jsonl")
    answers = [json.loads(line) for line in Path("out.jsonl").read_text().splitlines()]
    assert [answer["sentiment"]["label"] for answer in answers] == ["positive", "negative"]


def test_a_table_is_classified_by_its_text_column() -> None:
    output = voc("classify", str(SAMPLES / "feedback" / "pdd.xlsx")).output
    assert len(output.splitlines()) == 68


def test_rejects_are_counted_listed_and_fail_a_strict_run(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("评论内容,评分\n好,5\n坏,十一\n", encoding="utf-8")
    assert "1 rejected" in voc("import", "bad.csv").output
    assert "bad.csv:3" in voc("import", "--rejects").output
    assert voc("import", "bad.csv", "--strict").exit_code == 3


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["import", "none.csv"], 1, "no file"),
        (["import"], 2, "at least one file"),
        (["import", "x.csv", "--map", "text"], 2, "FIELD=COLUMN"),
        (["report", "monthly"], 1, "voc scan"),
        (["report", "weekly", "--period", "2026-13"], 1, "2026-W44"),
        (["issue", "D99"], 1, "D99"),
        (["scan", "--since", "yesterday"], 2, "yesterday"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_exit_status(
    arguments: list[str], status: int, told: str
) -> None:
    done = run(*arguments)
    assert done.returncode == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
