"""Commands as people type them, on a home of their own."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from typer.testing import CliRunner, Result

from voc.bootstrap import recipe
from voc.cli import importing, main
from voc.cli.app import app
from voc.types.opinion import Profile

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
SHOP = SAMPLES / "feedback" / "tmall.csv"


def write_workbook(path: Path, rows: Sequence[tuple[object, ...]]) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


TINY_TABLES: dict[str, Callable[[Path], object]] = {
    "csv": lambda path: path.write_text("text\n好吃\n", encoding="utf-8"),
    "xlsx": lambda path: write_workbook(path, [("text",), ("好吃",)]),
    "parquet": lambda path: pq.write_table(pa.table({"text": ["好吃"]}), path),
}


def live_in(folder: Path, patch: pytest.MonkeyPatch) -> Path:
    """What is said and run from now on has its home there."""
    patch.chdir(folder)
    patch.setenv("VOC_HOME", str(folder / "home"))
    patch.setenv("VOC_AUTHOR_KEY", "a key for these tests")
    patch.setenv("VOC_WORKERS", "1")
    patch.delenv("VOC_DATABASE_URL", raising=False)
    return folder / "home"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return live_in(tmp_path, monkeypatch)


@pytest.fixture(scope="module")
def scanned_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose shop reviews were scanned; not to be changed."""
    with pytest.MonkeyPatch.context() as patch:
        home = live_in(tmp_path_factory.mktemp("scanned"), patch)
        voc("import", str(SHOP))
        voc("scan", "--profile", "fast")
        return home


@pytest.fixture
def scanned(scanned_once: Path, home: Path) -> Path:
    """The home of this test, its shop reviews scanned by the fast profile."""
    return Path(shutil.copytree(scanned_once, home))


def voc(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=stdin, catch_exceptions=False)


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """``voc`` as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "voc", *arguments], capture_output=True, text=True, check=False
    )


@dataclass(frozen=True)
class Ended:
    status: int
    stdout: str
    stderr: str


def ended(*arguments: str) -> Ended:
    """What ``voc`` prints and exits with, by its entry point: a process would take a second."""
    stdout, stderr = StringIO(), StringIO()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["voc", *arguments])
        with redirect_stdout(stdout), redirect_stderr(stderr), pytest.raises(SystemExit) as exited:
            main()
    return Ended(int(exited.value.code or 0), stdout.getvalue(), stderr.getvalue())


def test_the_road_from_a_file_to_a_report_and_again(tmp_path: Path) -> None:
    assert "172 added" in voc("import", str(SHOP)).output
    assert "172 known" in voc("import", str(SHOP)).output
    assert "172 read" in voc("scan").output
    assert voc("scan").output == "Nothing new to scan.\n"
    made = voc("report", "monthly", "--lang", "en", "-o", str(tmp_path / "out"), "--json")
    files = [Path(name) for name in json.loads(made.output)["files"]]
    assert [path.suffix for path in files] == [".html", ".md", ".json", ".xlsx"]
    assert "October 2026" in files[1].read_text(encoding="utf-8")
    assert voc("report", "verify", str(files[2])).exit_code == 0


@pytest.mark.usefixtures("scanned")
def test_an_edited_report_is_found_out(tmp_path: Path) -> None:
    voc("report", "monthly", "--format", "json", "-o", str(tmp_path / "out"))
    (path,) = (tmp_path / "out").iterdir()
    path.write_text(path.read_text(encoding="utf-8").replace("海苔", "海带"), encoding="utf-8")
    done = run("report", "verify", str(path))
    assert done.returncode == 1
    assert "does not match the store" in done.stderr


@pytest.mark.usefixtures("scanned")
def test_issues_can_be_renamed_pinned_and_dismissed() -> None:
    first, second, *_ = json.loads(voc("issues", "--kind", "defect", "--json").output)
    voc("issue", first["id"], "--rename", "海苔受潮")
    shown = voc("issue", first["id"], "--pin").output
    assert "海苔受潮" in shown
    assert "(pinned)" in shown
    voc("issue", second["id"], "--dismiss")
    listed = voc("issues").output
    assert second["id"] + " " not in listed
    assert "海苔受潮" in listed


def as_an_older_voc_read_it(home: Path) -> None:
    """Every reading in the store is one of another recipe."""
    with closing(sqlite3.connect(home / "voc.db")) as database, database:
        database.execute("INSERT INTO recipes VALUES ('an older one', '{}')")
        database.execute("UPDATE readings SET recipe_id = 'an older one'")


def recipes_told(tmp_path: Path) -> list[str]:
    made = voc("report", "monthly", "--format", "json", "-o", str(tmp_path / "out"), "--json")
    (path,) = json.loads(made.output)["files"]
    return list(json.loads(Path(path).read_bytes())["report"]["recipe_ids"])


def test_what_another_recipe_read_is_read_again_and_keeps_its_issues(
    home: Path, tmp_path: Path
) -> None:
    voc("import", str(SHOP))
    assert voc("scan", "--reread", "--profile", "fast").output == "Nothing to read again.\n"
    first = json.loads(voc("scan", "--profile", "fast", "--json").output)["scan"]
    assert (first["reread"], first["tally"]["deep"]) == (False, 0)
    before = voc("issues").output
    as_an_older_voc_read_it(home)
    assert recipes_told(tmp_path) == ["an older one"]
    assert voc("scan", "--profile", "fast").output == "Nothing new to scan.\n"
    again = voc("scan", "--reread", "--profile", "fast")
    assert "172 read, 0 of them (0.0%) by the encoder" in again.stdout
    assert "keep their issue, 0 are told no more" in again.stdout
    assert "172 of 172 read again." in again.stderr
    assert recipes_told(tmp_path) == [recipe.current(Profile.FAST).id]
    assert voc("issues").output == before


def test_a_rereading_goes_on_by_itself_when_it_is_left_running(scanned: Path) -> None:
    as_an_older_voc_read_it(scanned)
    started = json.loads(
        run("scan", "--reread", "--background", "--profile", "fast", "--json").stdout
    )
    log, until = Path(started["log"]), time.monotonic() + 120
    while "Reading took" not in log.read_text("utf-8") and time.monotonic() < until:
        time.sleep(0.1)
    assert "172 of 172 read again." in log.read_text("utf-8")
    assert voc("scan", "--reread", "--profile", "fast").output == "Nothing to read again.\n"


def test_each_profile_reads_under_a_recipe_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    by_option = json.loads(voc("classify", "-", "--profile", "fast", stdin="很好吃\n").output)
    monkeypatch.setenv("VOC_PROFILE", "fast")
    assert json.loads(voc("classify", "-", stdin="很好吃\n").output) == by_option
    assert by_option["recipe"] == recipe.current(Profile.FAST).id
    assert len({recipe.current(profile).id for profile in Profile}) == 3


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


def test_ids_come_back_as_text_and_a_bad_one_is_answered_in_its_place() -> None:
    ids = ["7.0", "null", '"\\ud83d"', '"r4"']
    lines = "".join(f'{{"id": {id_}, "text": "很好吃"}}\n' for id_ in ids)
    lines += '{"text": "很好吃"}\n' + '{"id": ' + "[" * 9999 + "\n"
    answers = [json.loads(line) for line in voc("classify", "-", stdin=lines).output.splitlines()]
    assert [answer["id"] for answer in answers] == ["7", "2", "\ufffd", "r4", "5", "6"]
    assert ["error" in answer for answer in answers] == [False, False, True, False, False, True]
    assert answers[2]["error"]["code"] == "bad_id"


def test_a_day_in_a_table_is_told_from_the_time_beside_it(tmp_path: Path) -> None:
    rows = [("昨天买的", "2026年3月15日 8点"), ("昨天买的", "前阵子"), ("昨天买的", None)]
    write_workbook(tmp_path / "t.xlsx", [("评论内容", "评价时间"), *rows])
    answers = [json.loads(line) for line in voc("classify", "t.xlsx").output.splitlines()]
    days = [[one["value"] for one in answer["entities"]] for answer in answers]
    assert days == [["2026-03-14"], [], []]


def test_numbers_in_a_table_are_read_as_text(tmp_path: Path) -> None:
    write_workbook(tmp_path / "t.xlsx", [("id", "text"), (101, 666), ("-", "很好吃")])
    answers = [json.loads(line) for line in voc("classify", "t.xlsx").output.splitlines()]
    assert [answer["id"] for answer in answers] == ["101", "2"]
    assert not any("error" in answer for answer in answers)


def test_answers_may_take_the_place_of_the_texts(tmp_path: Path) -> None:
    texts = tmp_path / "t.txt"
    texts.write_text("很好吃\n太甜了\n", encoding="utf-8")
    voc("classify", "t.txt", "-o", "t.txt")
    assert len(texts.read_text(encoding="utf-8").splitlines()) == 2
    assert "sentiment" in texts.read_text(encoding="utf-8")


def test_a_missing_input_leaves_earlier_answers_alone(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("earlier")
    assert ended("classify", "none.txt", "-o", "out.jsonl").status == 1
    assert (tmp_path / "out.jsonl").read_text() == "earlier"


def test_a_table_is_classified_by_its_text_column() -> None:
    output = voc("classify", str(SAMPLES / "feedback" / "pdd.xlsx")).output
    assert len(output.splitlines()) == 68


def test_rejects_are_counted_listed_and_fail_a_strict_run(tmp_path: Path) -> None:
    (tmp_path / "bad.csv").write_text("评论内容,评分\n好,5\n坏,十一\n", encoding="utf-8")
    assert "1 rejected" in voc("import", "bad.csv").output
    assert "bad.csv:3" in voc("import", "--rejects").output
    assert voc("import", "bad.csv", "--strict").exit_code == 3


def test_an_import_prints_one_document_for_all_its_files(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("评论内容,评分\n好,5\n坏,十一\n", encoding="utf-8")
    (tmp_path / "b.csv").write_text("评论内容\n甜\n", encoding="utf-8")
    done = ended("import", "a.csv", "none.csv", "b.csv", "--json", "--rejects")
    document = json.loads(done.stdout)
    first, missing, last = document["files"]
    assert first == {"file": "a.csv", "read": 2, "added": 1, "known": 0, "rejected": 1}
    assert (missing["read"], last["added"]) == (0, 1)
    assert missing["error"] in done.stderr
    assert [reject["where"] for reject in document["rejects"]] == ["a.csv:3"]
    assert done.status == 1
    assert set(json.loads(voc("import", "b.csv", "--json").output)) == {"files"}


def test_more_rejects_than_are_listed_are_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "REJECTS_LISTED", 1)
    (tmp_path / "a.csv").write_text("评论内容,评分\n好,9\n", encoding="utf-8")
    voc("import", "a.csv")
    assert "there are more" not in voc("import", "--rejects").stderr
    (tmp_path / "a.csv").write_text("评论内容,评分\n好,9\n坏,十一\n", encoding="utf-8")
    voc("import", "a.csv")
    listed = voc("import", "--rejects")
    assert listed.stdout.startswith("a.csv:3")
    assert len(listed.stdout.splitlines()) == 1
    assert "there are more" in listed.stderr


def test_another_text_under_a_known_id_is_a_reject(tmp_path: Path) -> None:
    for text in ("好吃", "难吃"):
        (tmp_path / "shop.csv").write_text(f"id,text\nr1,{text}\n", encoding="utf-8")
        shown = voc("import", "shop.csv", "--rejects").output
    assert "1 rejected" in shown
    assert "shop r1: another text is stored under this id" in shown


@pytest.mark.parametrize("kind", ["csv", "xlsx", "parquet"])
def test_a_file_named_in_gb18030_is_read_under_its_name(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"plain.{kind}"
    TINY_TABLES[kind](path)
    name = os.fsdecode("评价".encode("gb18030")) + f".{kind}"
    path.rename(tmp_path / name)
    assert "评价." + kind in voc("import", name).output
    (entry,) = json.loads(voc("import", name, "--json").output)["files"]
    assert entry == {"file": f"评价.{kind}", "read": 1, "added": 0, "known": 1, "rejected": 0}


@pytest.mark.parametrize(
    ("arguments", "status", "told"),
    [
        (["import", "none.csv"], 1, "no file"),
        (["import"], 2, "at least one file"),
        (["import", "x.csv", "--map", "text"], 2, "FIELD=COLUMN"),
        (["report", "monthly"], 1, "voc scan"),
        (["report", "weekly", "--period", "2026-13"], 1, "2026-W44"),
        (["issue", "D99"], 1, "D99"),
        (["issue", "D1", "--rename", "受潮", "--merge", "D2"], 2, "One change at a time"),
        (["classify", "none.txt"], 1, "none.txt"),
        (["classify", "-", "-o", "none/out.jsonl"], 1, "--out"),
        (["scan", "--since", "yesterday"], 2, "yesterday"),
        (["scan", "--profile", "quick"], 2, "'fast', 'standard', 'accurate'"),
        (["scan", "--background"], 2, "--reread"),
        (["classify", "-", "--profile", "quick"], 2, "'fast', 'standard', 'accurate'"),
        (["nonsense"], 2, "nonsense"),
    ],
)
def test_a_mistake_is_told_in_one_line_with_its_exit_status(
    arguments: list[str], status: int, told: str
) -> None:
    done = ended(*arguments)
    assert done.status == status
    assert told in done.stderr
    assert "Traceback" not in done.stderr
