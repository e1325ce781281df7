"""Standing watch queries: from voc.toml over scans to what they found."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from typer.testing import CliRunner, Result

from tests.conformance.store.samples import POSTED, feedback
from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.cli import scanning
from voc.cli.app import app
from voc.errors import InputError, StoreError
from voc.pipeline import standing
from voc.pipeline.standing import Asked, Listeners, ask_all
from voc.ports.store import Store
from voc.stores.sql_store import SqlStore
from voc.text.entities import NO_WORDS
from voc.text.watch.standing import digest
from voc.types.feedback import Feedback, FeedbackId, FeedbackKind
from voc.types.watch import Watch, WatchKind

EVER = datetime(2000, 1, 1, tzinfo=UTC)
LEAKS = "漏气 OR 漏油"


class NoFolding:
    def fold(self, text: str) -> str:
        return text


def watch(name: str, query: str, kind: WatchKind = WatchKind.ALL) -> Watch:
    told = digest(query, kind, zone="Asia/Shanghai", names="")
    return Watch(name=name, query=query, kind=kind, digest=told)


def listeners(*watches: Watch) -> Listeners:
    return Listeners(
        watches=watches,
        folder=NoFolding(),
        gazetteer=NO_WORDS,
        zone=ZoneInfo("Asia/Shanghai"),
    )


def said(name: str, text: str, **fields: object) -> Feedback:
    return feedback(name, text=text, **fields)


def found(store: Store, *names: str) -> dict[str, list[str]]:
    return {name: sorted(one.id for one in store.matched(name, 99)) for name in names}


@pytest.fixture
def store(sqlite_database: str) -> Iterator[SqlStore]:
    opened = SqlStore(sqlite_database)
    yield opened
    opened.close()


def test_each_text_is_asked_once_however_often_a_scan_runs(store: SqlStore) -> None:
    asked = listeners(watch("leaks", LEAKS), watch("soft", "受潮"))
    store.add([said("a", "袋子漏气"), said("b", "受潮又漏油"), said("c", "好吃")], [])
    assert ask_all(store, asked) == Asked(queries=2, texts=3, matches=3)
    assert ask_all(store, asked) == Asked(queries=2)
    store.add([said("d", "还是漏气")], [])
    assert ask_all(store, asked) == Asked(queries=2, texts=1, matches=1)
    assert found(store, "leaks", "soft") == {"leaks": ["a", "b", "d"], "soft": ["b"]}


def test_a_changed_query_is_asked_anew_of_everything_and_the_others_are_not(
    store: SqlStore,
) -> None:
    store.add([said("a", "袋子漏气"), said("b", "受潮")], [])
    ask_all(store, listeners(watch("one", "漏气"), watch("two", "受潮")))
    store.add([said("c", "漏气")], [])
    told = ask_all(store, listeners(watch("one", "受潮"), watch("two", "受潮")))
    assert told == Asked(queries=2, texts=3, matches=1)
    assert found(store, "one", "two") == {"one": ["b"], "two": ["b"]}


def test_a_query_taken_out_of_the_file_takes_its_matches_along(store: SqlStore) -> None:
    store.add([said("a", "袋子漏气")], [])
    ask_all(store, listeners(watch("one", "漏气"), watch("two", "袋子")))
    ask_all(store, listeners(watch("two", "袋子")))
    assert set(store.watch_counts(EVER)) == {"two"}
    assert found(store, "one", "two") == {"one": [], "two": ["a"]}


def test_a_query_may_be_asked_of_media_or_of_customers_alone(store: SqlStore) -> None:
    kinds = (FeedbackKind.REVIEW, FeedbackKind.FOLLOW_UP, FeedbackKind.VISIT, FeedbackKind.MEDIA)
    store.add([said(kind.value, "漏气", kind=kind) for kind in kinds], [])
    ask_all(store, listeners(*(watch(kind, "漏气", kind) for kind in WatchKind)))
    assert found(store, *WatchKind) == {
        "all": ["follow_up", "media", "review", "visit"],
        "media": ["media"],
        "review": ["follow_up", "review", "visit"],
    }


@pytest.mark.parametrize("kills", [(0,), (1,), (3,), (0, 2), (1, 1, 1)])
def test_killed_between_batches_it_ends_as_an_undisturbed_run(
    store: SqlStore,
    sqlite_database: str,
    kills: Sequence[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(standing, "BATCH", 3)
    store.add([said(str(n), ("漏气", "受潮", "好")[n % 3]) for n in range(10)], [])
    asked = listeners(watch("leaks", LEAKS), watch("soft", "受潮"))
    for batches in kills:
        killed = Killed(sqlite_database, batches)
        with pytest.raises(KeyboardInterrupt):
            ask_all(killed, asked)
        killed.close()
    ask_all(store, asked)
    assert found(store, "leaks", "soft") == {"leaks": ["0", "3", "6", "9"], "soft": ["1", "4", "7"]}


class Killed(SqlStore):
    """Stops before some batch is stored."""

    def __init__(self, url: str, after: int) -> None:
        super().__init__(url)
        self._left = after

    def file_matches(self, matches: Mapping[str, Sequence[FeedbackId]], *, asked_to: int) -> None:
        if not self._left:
            raise KeyboardInterrupt
        self._left -= 1
        super().file_matches(matches, asked_to=asked_to)


def test_nothing_is_asked_while_a_scan_runs(
    store: SqlStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(standing, "WAIT_S", 0)
    with store.lock(), pytest.raises(StoreError):
        ask_all(store, listeners(watch("leaks", LEAKS)))


# --- the command line ---


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), catch_exceptions=False)


def write(*entries: tuple[str, str]) -> None:
    lines = [f"[[watch]]\nname = '{name}'\nquery = '{query}'\n" for name, query in entries]
    Path("voc.toml").write_text("".join(lines), encoding="utf-8")


@pytest.fixture
def fill(home: Path) -> Callable[..., None]:
    def add(*made: Feedback) -> None:
        store = wiring.open_store(settings_module.load())
        store.add(list(made), [])
        ask_all(store, wiring.listeners(settings_module.load()))
        store.close()

    return add


def test_the_list_tells_how_much_each_query_found_and_when(fill: Callable[..., None]) -> None:
    write(("leaks", LEAKS), ("nothing", "玻璃"))
    now = datetime.now(UTC)
    fill(
        said("a", "漏气", posted_at=POSTED),
        said("b", "漏油", posted_at=now - timedelta(days=6)),
        said("c", "漏氣", posted_at=now - timedelta(days=8)),
    )
    write(("leaks", LEAKS), ("nothing", "玻璃"), ("new", "受潮"))
    last = (now - timedelta(days=6)).astimezone(ZoneInfo("Asia/Shanghai"))
    assert run("watch", "list").output.splitlines() == [
        f"leaks: 3 matches, 1 in the last 7 days; first 2026-10-05, last {last:%Y-%m-%d}",
        "nothing: no matches",
        "new: new or changed, the next `voc scan` asks it",
    ]
    leaks, nothing, new = json.loads(run("watch", "list", "--json").output)
    assert (leaks["matches"], leaks["last_7_days"]) == (3, 1)
    assert (nothing["matches"], nothing["first"]) == (0, None)
    assert new == {"name": "new", "query": "受潮", "kind": "all", "asked": False}


def test_a_query_shows_what_it_found_the_latest_first(fill: Callable[..., None]) -> None:
    write(("leaks", LEAKS))
    older, undated = POSTED - timedelta(days=1), replace(said("u", "漏油了"), posted_at=None)
    fill(said("a", "包装漏气"), said("b", "又漏气", posted_at=older), undated)
    assert run("watch", "show", "leaks").output.splitlines()[:-1] == [
        "“漏油了” 海苔脆, shop (u)",
        "“包装漏气” 海苔脆, shop (a)",
        "“又漏气” 海苔脆, shop (b)",
    ]
    told = json.loads(run("watch", "show", "leaks", "--top", "2", "--json").output)
    assert [one["where"] for one in told["latest"]] == ["u", "a"]
    assert told["latest"][1]["places"] == [{"field": "text", "start": 2, "end": 4, "quote": "漏气"}]
    assert told["matches"] == 3


def test_a_name_nobody_gave_is_told_with_those_there_are(home: Path) -> None:
    write(("leaks", LEAKS))
    with pytest.raises(InputError, match=r"called “leak”\. There are: “leaks”"):
        run("watch", "show", "leak")


def test_without_queries_the_list_says_where_they_are_written(home: Path) -> None:
    assert "[[watch]] into voc.toml" in run("watch", "list").output
    assert json.loads(run("watch", "list", "--json").output) == []


@pytest.mark.usefixtures("home")
def test_a_scan_asks_them_even_where_nothing_is_new_to_read() -> None:
    Path("a.csv").write_text("评论内容\n包装漏气，不脆了\n很好吃\n", encoding="utf-8")
    write(("leaks", LEAKS))
    run("import", "a.csv")
    scanned = run("scan", "--profile", "fast").output
    assert "The watch query found 1 match in 2 new texts." in scanned
    write(("leaks", LEAKS), ("tasty", "好吃"))
    again = run("scan", "--profile", "fast").output.splitlines()
    assert again[0] == "Nothing new to scan."
    assert again[1].startswith("2 watch queries found 1 match in 2 new texts.")
    assert json.loads(run("scan", "--profile", "fast", "--json").output) == {
        "watched": {"queries": 2, "texts": 0, "matches": 0}
    }


@pytest.mark.usefixtures("home")
def test_a_scan_is_told_even_where_its_queries_cannot_be_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    Path("a.csv").write_text("评论内容\n包装漏气，不脆了\n", encoding="utf-8")
    run("import", "a.csv")

    def refuse(*arguments: object) -> None:
        raise StoreError("another scan is running")

    monkeypatch.setattr(scanning, "ask_all", refuse)
    scanned = CliRunner().invoke(app, ["scan", "--profile", "fast"])
    assert isinstance(scanned.exception, StoreError)
    assert "1 read" in scanned.output
