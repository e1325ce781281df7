"""Files that a shop puts into a folder are imported once each, for what stands in them."""

import os
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from voc.bootstrap import settings as settings_module
from voc.bootstrap import source_tools
from voc.channels.folders import SETTLED_S, TableFolders
from voc.errors import InputError
from voc.stores.sql_store import SqlStore
from voc.types.source import Source, SourceDay

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
LONG_AGO = NOW - timedelta(hours=1)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    (tmp_path / "exports").mkdir()
    (tmp_path / "voc.toml").write_text(
        '[[sources]]\nname = "旗舰店"\nkind = "folder"\npath = "exports"\n', encoding="utf-8"
    )
    return tmp_path


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[SqlStore]:
    databases = {"sqlite": "sqlite_database", "postgresql": "postgres_database"}
    opened = SqlStore(request.getfixturevalue(databases[request.param]))
    yield opened
    opened.close()


def source(store: SqlStore) -> Source:
    source_tools.keep_file_sources(store, settings_module.load(), NOW)
    (one,) = store.sources()
    return one


def put(name: str, text: str | bytes, at: datetime = LONG_AGO) -> Path:
    path = Path("exports", name)
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    os.utime(path, (at.timestamp(), at.timestamp()))
    return path


def take(store: SqlStore, now: datetime = NOW) -> SourceDay:
    folder = source_tools.folder_taker(store, settings_module.load())
    return folder(source(store), now)


def counts(day: SourceDay) -> tuple[int, int, int, int]:
    assert day.read == day.kept + day.counted + day.rejected
    return (day.asked, day.kept, day.counted, day.rejected)


def test_each_file_is_imported_once(store: SqlStore) -> None:
    put("a.csv", "评论内容,评分\n受潮了,1\n好吃,5\n")
    put("2026-11/b.csv", "评论内容,评分\n漏气,2\n")
    assert counts(take(store)) == (2, 3, 0, 0)
    assert counts(take(store)) == (0, 0, 0, 0)


def test_a_changed_file_gives_its_new_rows_and_a_touched_one_nothing(store: SqlStore) -> None:
    put("a.csv", "评论内容\n受潮了\n")
    take(store)
    put("a.csv", "评论内容\n受潮了\n漏气\n", LONG_AGO + timedelta(minutes=5))
    assert counts(take(store)) == (1, 1, 1, 0)
    put("a.csv", "评论内容\n受潮了\n漏气\n", LONG_AGO + timedelta(minutes=9))
    day = take(store)
    assert (counts(day), day.unchanged) == ((1, 0, 0, 0), 1)


def test_a_file_still_being_written_waits_for_the_next_time(store: SqlStore) -> None:
    put("a.csv", "评论内容\n受潮了\n", NOW - timedelta(seconds=SETTLED_S - 1))
    assert counts(take(store)) == (0, 0, 0, 0)
    assert counts(take(store, NOW + timedelta(seconds=SETTLED_S))) == (1, 1, 0, 0)


def test_a_file_of_a_clock_that_runs_ahead_does_not_wait_for_ever(store: SqlStore) -> None:
    put("a.csv", "评论内容\n受潮了\n", NOW + timedelta(days=2))
    assert counts(take(store)) == (1, 1, 0, 0)


def test_a_file_that_cannot_be_read_is_one_reject_and_not_tried_again(store: SqlStore) -> None:
    put("bad.xlsx", b"no workbook")
    put("good.csv", "评论内容\n受潮了\n")
    put("columns.csv", "a,b\n1,2\n")
    day = take(store)
    assert counts(day) == (3, 1, 0, 2)
    assert day.failed == 2
    assert counts(take(store)) == (0, 0, 0, 0)
    told = " ".join(reject.where for reject in store.rejects(limit=10))
    assert "旗舰店: bad.xlsx" in told
    assert "旗舰店: columns.csv" in told


def test_what_is_no_table_a_lock_or_a_link_is_left_alone(store: SqlStore, home: Path) -> None:
    (home / "secret.csv").write_text("评论内容\n别人的\n", encoding="utf-8")
    put("~$a.xlsx", "x")
    put(".hidden.csv", "评论内容\n藏\n")
    put("notes.docx", "x")
    Path("exports", "link.csv").symlink_to(home / "secret.csv")
    assert counts(take(store)) == (0, 0, 0, 0)


def test_a_folder_that_is_gone_is_a_failure_and_not_an_error(store: SqlStore) -> None:
    Path("exports").rmdir()
    day = take(store)
    assert (day.asked, day.failed) == (1, 1)


def test_a_source_whose_columns_are_told_anew_is_taken_in_anew(store: SqlStore) -> None:
    put("a.csv", "内容物,别的\n受潮了,漏气\n")
    assert counts(take(store)) == (1, 0, 0, 1)
    told = Path("voc.toml").read_text(encoding="utf-8")
    Path("voc.toml").write_text(f'{told}columns = {{text = "内容物"}}\n', encoding="utf-8")
    assert counts(take(store)) == (1, 1, 0, 0)


def test_a_file_that_changes_while_it_is_read_is_left(store: SqlStore) -> None:
    put("a.csv", "评论内容\n受潮了\n")
    (file,) = TableFolders().look(Path("exports").resolve(), NOW).ready
    assert TableFolders().digest(file) is not None
    assert TableFolders().digest(replace(file, path=Path("exports/gone.csv"))) is None


def test_a_folder_of_too_many_files_is_refused() -> None:
    for number in range(4):
        put(f"{number}.csv", "x")
    with pytest.raises(InputError, match="more than 3 files"):
        TableFolders(most_files=3).look(Path("exports"), NOW)
