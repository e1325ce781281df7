"""``voc watch try`` on a store and on files."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from tests.conformance.store.samples import feedback
from voc.bootstrap import settings, wiring
from voc.cli.app import app
from voc.errors import QueryError


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOC_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("VOC_DATABASE_URL", raising=False)
    return tmp_path


def watch(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["watch", "try", *arguments], catch_exceptions=False)


def fill() -> None:
    store = wiring.open_store(settings.load())
    damp = feedback("a", text="打开就受潮了，比良品铺子的差", rating=1.0, product="海苔脆")
    liked = feedback("b", text="受潮过一次，这次好吃", rating=5.0, product="海苔脆")
    soft = feedback("c", text="soft chips", title="受潮", rating=4.0, product="薯片")
    store.add([damp, liked, soft], [])
    store.close()


def test_the_latest_match_comes_first_with_the_words_around_it() -> None:
    fill()
    output = watch("受潮").output.splitlines()
    assert output[0].startswith("“soft chips”")
    assert output[1] == "“受潮过一次，这次好吃” 海苔脆, shop (b)"
    assert output[-1] == "3 of 3 texts match."


def test_fields_of_stored_feedback_are_asked_too(home: Path) -> None:
    (home / "voc.toml").write_text('brands = ["良品铺子"]\n', encoding="utf-8")
    fill()
    for query in ("受潮 rating<3", "brand:良品铺子", "product:海苔 kind:review NOT 好吃"):
        told = json.loads(watch(query, "--json").output)
        assert [one["where"] for one in told["first"]] == ["a"], query
    assert json.loads(watch("lang:en", "--json").output)["matched"] == 1


def test_no_more_are_shown_than_asked_for_and_all_are_counted() -> None:
    fill()
    told = json.loads(watch("受潮", "--top", "1", "--json").output)
    assert (told["matched"], len(told["first"])) == (3, 1)


def test_texts_of_a_file_are_asked_instead(home: Path) -> None:
    (home / "a.jsonl").write_text('{"text": "包装漏氣"}\n{"text": 5}\n', encoding="utf-8")
    told = json.loads(watch("漏气", "--texts", "a.jsonl", "--json").output)
    assert (told["texts"], told["rejected"], told["matched"]) == (1, 1, 1)
    place = {"field": "text", "start": 2, "end": 4, "quote": "漏氣"}
    assert told["first"][0]["places"] == [place]


def test_a_query_that_cannot_be_read_is_shown_with_its_column() -> None:
    with pytest.raises(QueryError, match="Column 4"):
        watch("苹果 和 华为")
