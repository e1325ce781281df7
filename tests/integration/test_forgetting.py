"""A person's words in every file under VOC_HOME, before and after."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import pytest
from typer.testing import CliRunner, Result

from voc.bootstrap import wiring
from voc.cli.app import app
from voc.errors import NotFoundError, StoreError
from voc.types.report import Report

NAME = "爱吃海苔的阿岚"
HERS = "紫菜罐子底下爬出一只小甲虫，全家人都吓坏了"
FOLLOW_UP = "客服说换货，结果第二罐里面还有虫卵"
OTHERS = ["海苔受潮了，一点也不脆", "海苔受潮，软塌塌的", "海苔都受潮了", "味道太甜了，腻"]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("VOC_AUTHOR_KEY", "a key for these tests")
    monkeypatch.setenv("VOC_WORKERS", "1")
    monkeypatch.setenv("VOC_PROFILE", "fast")
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)
    return tmp_path / "home"


def voc(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(app, arguments, input=stdin, catch_exceptions=False)


def write_shop(path: Path, day: str = "2026-10-05") -> None:
    rows = [f"r{n},{text},海苔脆,{day},别人{n},," for n, text in enumerate(OTHERS)]
    rows.append(f"a1,{HERS},海苔脆,{day},{NAME},{FOLLOW_UP},{day}")
    header = "评论编号,评论内容,商品名称,评价时间,用户名,追评,追评时间"
    path.write_text("\n".join([header, *rows]), encoding="utf-8")


def traces(home: Path) -> set[str]:
    """Files that hold a clause of hers or her name, in any form that bytes may take."""
    words = [*HERS.split("，"), *FOLLOW_UP.split("，"), NAME]
    forms = [
        form
        for word in words
        for form in (
            word.encode(),
            word.encode("utf-16-le"),
            word.encode("utf-16-be"),
            word.encode("gb18030"),
            json.dumps(word)[1:-1].encode(),
        )
    ]
    files = [path for path in home.rglob("*") if path.is_file()]
    return {path.name for path in files if any(form in unpacked(path) for form in forms)}


def unpacked(path: Path) -> bytes:
    """What a file holds; of a workbook, what its parts hold."""
    if path.suffix != ".xlsx":
        return path.read_bytes()
    with ZipFile(path) as parts:
        return b"\n".join(parts.read(name) for name in parts.namelist())


def test_no_file_under_the_home_holds_her_words_afterwards(home: Path, tmp_path: Path) -> None:
    write_shop(tmp_path / "shop.csv")
    voc("import", "shop.csv")
    voc("scan")
    voc("report", "monthly")
    examples = ["爬出一只小甲虫", "有虫子", "里面有虫", "看到活虫", "长虫了", "一条虫"]
    voc("topics", "add", "beetles", "--description", "虫", *(
        part for one in examples for part in ("--example", one)
    ))  # fmt: skip
    assert {path.rsplit(".", 1)[-1] for path in traces(home)} >= {
        "db",
        "html",
        "md",
        "json",
        "xlsx",
    }
    before = json.loads(voc("forget", "--author", NAME, "--dry-run", "--json").output)
    done = json.loads(voc("forget", "--author", f" {NAME} ", "--yes", "--json").output)
    assert done["removed"] == before["removed"]
    assert (done["removed"]["feedback"], done["removed"]["topics"]) == (2, 1)
    assert traces(home) == set()
    assert "小甲虫" not in (home / "topics" / "beetles.toml").read_text("utf-8")
    again = voc("import", "shop.csv", "--rejects").output
    assert "6 rows read, 0 added, 4 known, 2 rejected" in again
    assert "shop.csv:6: its author asked to be forgotten" in again
    assert traces(home) == set()


def test_a_report_that_is_being_written_meanwhile_is_not_left_behind(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Forgetting:
        """Somebody else forgets her while the report goes from the store to its files."""

        suffix = "md"

        def render(self, report: Report, language: str) -> bytes:
            voc("forget", "--author", NAME, "--yes")
            return HERS.encode()

    write_shop(tmp_path / "shop.csv")
    voc("import", "shop.csv")
    voc("scan")
    monkeypatch.setattr(wiring, "renderer", lambda name: Forgetting())
    with pytest.raises(StoreError, match="Make the report again"):
        voc("report", "monthly", "--format", "md")
    assert traces(home) == set()


def test_it_asks_first_and_a_no_changes_nothing(tmp_path: Path) -> None:
    write_shop(tmp_path / "shop.csv")
    voc("import", "shop.csv")
    asked = voc("forget", "--author", NAME, stdin="n\n")
    assert asked.exit_code == 1
    assert "Would be removed: 2 feedback" in asked.output
    assert "6 known" in voc("import", "shop.csv").output


def test_of_a_stranger_it_says_that_nothing_is_stored_and_promises_nothing(tmp_path: Path) -> None:
    write_shop(tmp_path / "shop.csv")
    voc("import", "shop.csv")
    for asked in ((), ("--yes",), ("--dry-run",)):
        told = voc("forget", "--author", "谁也不是", *asked)
        assert told.exit_code == 1
        assert "No feedback by this name is stored" in told.output
        assert "what comes of theirs later is taken in" in told.output
    answer = json.loads(voc("forget", "--author", "谁也不是", "--yes", "--json").output)
    assert answer["turned_away"] is False
    (tmp_path / "more.csv").write_text("评论内容,用户名\n好吃,谁也不是\n", encoding="utf-8")
    assert "1 added" in voc("import", "more.csv").output


def test_who_was_forgotten_before_is_told_so(tmp_path: Path) -> None:
    write_shop(tmp_path / "shop.csv")
    voc("import", "shop.csv")
    voc("forget", "--author", NAME, "--yes")
    again = voc("forget", "--author", NAME, "--yes")
    assert again.exit_code == 0
    assert "They were forgotten before" in again.output


PHONE = "13812345678"


def write_phone(path: Path) -> None:
    path.write_text(f"评论内容,用户名\n漏气了，打{PHONE},{NAME}\n很脆,别人\n", encoding="utf-8")


def holders(home: Path) -> set[str]:
    files = [path for path in home.rglob("*") if path.is_file()]
    return {path.name for path in files if PHONE.encode() in path.read_bytes()}


def ids(home: Path) -> list[str]:
    with closing(sqlite3.connect(home / "voc.db")) as connection:
        return [row[0] for row in connection.execute("SELECT id FROM feedback ORDER BY seq")]


def test_by_default_no_file_holds_a_number_that_was_masked(home: Path, tmp_path: Path) -> None:
    write_phone(tmp_path / "shop.csv")
    assert "unmasked" not in voc("import", "shop.csv").stderr
    assert "+raw" not in voc("scan").output
    voc("report", "monthly")
    assert holders(home) == set()
    asked = CliRunner().invoke(app, ["raw", ids(home)[0]])
    assert isinstance(asked.exception, NotFoundError)
    assert "keep_raw was off" in str(asked.exception)


def test_raw_text_is_kept_by_choice_alone_and_everything_says_so(
    home: Path, tmp_path: Path
) -> None:
    write_phone(tmp_path / "shop.csv")
    (tmp_path / "voc.toml").write_text("[privacy]\nkeep_raw = true\n", encoding="utf-8")
    assert "kept unmasked" in voc("import", "shop.csv").stderr
    scanned = voc("scan").output
    assert "+raw" in scanned
    assert "kept unmasked" in scanned
    voc("report", "monthly", "--lang", "en")
    (report,) = (home / "reports").glob("*.md")
    assert "The store keeps texts unmasked" in report.read_text("utf-8")
    first, second = ids(home)
    assert voc("raw", first).output == f"漏气了，打{PHONE}\n"
    assert json.loads(voc("raw", first, "--json").output)["title"] is None
    assert CliRunner().invoke(app, ["raw", second]).exit_code == 1  # nothing in it was masked
    assert {name.partition("-")[0] for name in holders(home)} == {"voc.db"}
    voc("forget", "--author", NAME, "--yes")
    assert holders(home) == set()


def test_ids_do_not_depend_on_whether_raw_text_is_kept(home: Path, tmp_path: Path) -> None:
    write_phone(tmp_path / "shop.csv")
    voc("import", "shop.csv")
    before = ids(home)
    (tmp_path / "voc.toml").write_text("[privacy]\nkeep_raw = true\n", encoding="utf-8")
    assert "0 added, 2 known" in voc("import", "shop.csv").output
    assert ids(home) == before
    assert PHONE in voc("raw", before[0]).output
    (tmp_path / "voc.toml").unlink()
    assert "Unmasked texts removed: 1." in voc("scan").output
    assert CliRunner().invoke(app, ["raw", before[0]]).exit_code == 1


def test_a_scan_removes_what_was_kept_long_enough_and_says_so(tmp_path: Path, home: Path) -> None:
    write_shop(tmp_path / "shop.csv", day="2020-01-01")
    voc("import", "shop.csv")
    voc("scan")
    (tmp_path / "voc.toml").write_text("[retention]\ndefault = 30\n", encoding="utf-8")
    assert "kept as long as [retention] says" in voc("scan").output
    assert traces(home) == set()
    assert voc("scan").output == "Nothing new to scan.\n"
