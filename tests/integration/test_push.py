"""Feedback that others send, over a real server on loopback."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NoReturn

import httpx
import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tests.integration.serving import served
from voc.api import feedback
from voc.bootstrap import wiring
from voc.bootstrap.settings import Settings, load
from voc.errors import StoreError
from voc.ports.store import Store
from voc.types.feedback import FeedbackKind
from voc.types.source import Health, SourceDay

TOML = """
[[products]]
name = "海苔脆"
brand = "良野"

[[sources]]
name = "客服"
kind = "push"

[[sources]]
name = "论坛"
kind = "push"
tells = "media"

[[sources]]
name = "报纸"
kind = "feed"
url = "https://news.example/rss"
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    http: httpx.Client
    store: Store  # the same as the service's, opened a second time
    settings: Settings

    def send(self, *items: object, source: str = "客服") -> httpx.Response:
        # httpx itself cannot send half a surrogate pair.
        return self.post(json.dumps({"source": source, "items": items}))

    def post(self, body: str | bytes) -> httpx.Response:
        headers = {"content-type": "application/json"}
        return self.http.post("/v1/feedback", content=body, headers=headers)

    def told(self, *items: object, source: str = "客服") -> list[str]:
        """What became of each item, an error by its code."""
        response = self.send(*items, source=source)
        assert response.status_code == 202, response.text
        results = response.json()["results"]
        tally = response.json()["tally"]
        assert tally["read"] == len(items) == len(results) == sum(tally.values()) - tally["read"]
        return [one.get("error", {}).get("code") or one["status"] for one in results]

    def today(self, source: str) -> SourceDay:
        day = datetime.now(UTC).astimezone(self.settings.zone).date()
        nothing = SourceDay(source=source, day=day)
        return next(iter(self.store.source_days(day, [source])), nothing)


@contextmanager
def service(home: Path, database: str | None = None) -> Iterator[Service]:
    (home / "voc.toml").write_text(TOML, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(home)
        patch.setenv("VOC_HOME", str(home / "voc"))
        patch.setenv("VOC_PROFILE", "fast")
        if database is not None:
            patch.setenv("VOC_DATABASE_URL", database)
        settings = load()
        with served(settings) as http:
            store = wiring.open_store(settings)
            yield Service(http=http, store=store, settings=settings)
            store.close()


@pytest.fixture(scope="module")
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with service(tmp_path_factory.mktemp("push")) as running:
        yield running


def test_what_is_sent_again_is_known(sqlite: Service) -> None:
    items = [{"id": "a1", "text": "海苔受潮了"}, {"text": "太甜"}, {"text": "太甜"}]
    before = sqlite.store.count()
    assert sqlite.told(*items) == ["added"] * 3, "two people may write the same two characters"
    assert sqlite.told(*items) == ["known"] * 3
    assert sqlite.store.count() == before + 3


def test_a_whole_item_is_stored_as_a_row_of_a_file_is(sqlite: Service) -> None:
    item = {
        "id": 77, "text": "包装漏气，打13812345678找我", "posted_at": "2026-11-02 09:30",
        "rating": "8/10", "product": "海苔脆", "title": "失望", "author": "阿岚",
        "lot": "l20260312", "url": "https://shop.example/77", "sku": "HT-40",
        "region": "上海", "kind": "巡店",
    }  # fmt: skip
    assert sqlite.told(item) == ["added"]
    stored = next(one for one in sqlite.store.everything() if one.external_id == "77")
    assert "13812345678" not in stored.text
    assert (stored.channel, stored.kind, stored.rating) == ("客服", FeedbackKind.VISIT, 4.0)
    assert (stored.product, stored.lot, stored.region) == ("海苔脆", "L20260312", "上海")
    assert stored.author_key != "阿岚"
    zone = sqlite.settings.zone
    assert stored.posted_at == datetime(2026, 11, 2, 9, 30, tzinfo=zone)


def test_five_who_send_the_same_at_once_store_one_copy(sqlite: Service) -> None:
    check_five_at_once(sqlite)


def check_five_at_once(running: Service) -> None:
    items = [{"id": f"five-{n}", "text": f"第{n}罐受潮"} for n in range(40)]
    before, day = running.store.count(), running.today("客服")
    with ThreadPoolExecutor(5) as senders:
        told = list(senders.map(lambda _: running.told(*items), range(5)))
    assert running.store.count() == before + 40
    for each in zip(*told, strict=True):
        assert sorted(each) == ["added"] + ["known"] * 4
    after = running.today("客服")
    assert (after.new - day.new, after.read - day.read) == (40, 200)


def test_a_bad_item_is_answered_in_its_place(sqlite: Service) -> None:
    assert sqlite.told(
        {"id": "b1", "text": "好吃"},
        {"id": "b2"},
        {"id": "b3", "text": "  "},
        {"id": "b4", "text": "x" * 20_001},
        {"id": "b5", "text": ["好吃"]},
        {"id": "b6", "text": "好吃", "rating": 9},
        {"id": "b7", "text": "好吃", "posted_at": "3天前"},
        {"id": "b8", "text": "好吃", "colour": "red"},
        {"id": "b9", "text": "好吃", "kind": "gossip"},
        {"id": "b1", "text": "难吃"},
        {"id": "b10", "text": "难吃"},
    ) == ["added", *["bad_item"] * 8, "other_text", "added"]
    reasons = {one.reason for one in sqlite.store.rejects(20) if one.where.startswith("客服: item")}
    assert "no text" in reasons


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", "x" * 201),
        ("id", 10**250),
        ("id", True),
        ("text", "\ud83d"),
        ("text", "a\0b"),
        ("text", {"deep": 1}),
        ("product", "名" * 5_000),
        ("rating", float("inf")),
        ("rating", 10**4_000),
        ("author", ["阿岚"]),
        ("posted_at", 1e308),
        ("posted_at", "9" * 101),
        ("a\0b", 1),
        ("model_dump", 1),
        ("__class__", 1),
    ],
)
def test_hostile_values_cost_their_own_item_alone(
    sqlite: Service, field: str, value: object
) -> None:
    bad = {"id": "h", "text": "好吃"} | {field: value}
    (first, second) = sqlite.told(bad, {"id": f"after {field!a} {value!a:.20}", "text": "好吃"})
    assert (first, second) == ("bad_item", "added")


def test_brackets_without_end_are_no_text(sqlite: Service) -> None:
    deep = '{"source": "客服", "items": [{"text": ' + "[" * 500 + "]" * 500 + "}]}"
    response = sqlite.post(deep)
    assert response.json()["tally"]["rejected"] == 1
    endless = b'{"source": "a", "items": ' + b"[" * 1_000_000
    assert sqlite.post(endless).status_code in {400, 422}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        "{\"source\": \"客服\"}".encode(),
        "{\"source\": \"客服\", \"items\": []}".encode(),
        "{\"source\": \"客服\", \"items\": [7]}".encode(),
        "{\"source\": \"客服\", \"items\": [null]}".encode(),
        "{\"source\": \"客服\", \"items\": [{\"text\": \"a\"}], \"more\": 1}".encode(),
        b'{"source": "a", "items": [{"\\ud83d": "a"}]}',
        b'{"source": "\\ud83d", "items": [{"text": "a"}]}',
        b'{"source": "a\\u0000b", "items": [{"text": "a"}]}',
        b'{"source": 7, "items": [{"text": "a"}]}',
        b'\xff\xfe{"source": "a"}',
    ],
)  # fmt: skip
def test_a_request_that_is_none_is_refused(sqlite: Service, body: bytes) -> None:
    assert sqlite.post(body).status_code in {400, 422}


def test_too_much_at_once_is_refused(sqlite: Service) -> None:
    before = sqlite.store.count()
    assert sqlite.send(*[{"text": "好吃"}] * 257).status_code == 422
    assert sqlite.send(*[{"text": "好" * 20_000}] * 250).status_code == 413
    assert sqlite.store.count() == before


def test_only_a_push_source_is_sent_to(sqlite: Service) -> None:
    assert sqlite.send({"text": "好吃"}, source="谁").status_code == 404
    asked = sqlite.send({"text": "好吃"}, source="报纸")
    assert (asked.status_code, "feed" in asked.json()["detail"]) == (409, True)
    other = {"host": "evil.example"}
    assert sqlite.http.post("/v1/feedback", content=b"{}", headers=other).status_code == 400


def test_nothing_is_let_in_of_who_asked_to_be_forgotten(sqlite: Service) -> None:
    item = {"id": "f1", "text": "罐子底下有虫", "author": "阿岚的邻居"}
    assert sqlite.told(item) == ["added"]
    wiring.forget(sqlite.store, sqlite.settings, "阿岚的邻居", None, now=datetime.now(UTC))
    assert sqlite.told(item, {"id": "f2", "text": "好吃"}) == ["forgotten", "added"]
    assert "f1" not in {one.external_id for one in sqlite.store.everything()}
    assert not [one for one in sqlite.store.rejects(50) if "f1" in one.where or "邻居" in one.where]


def test_where_mentions_are_kept_the_rest_is_counted(sqlite: Service) -> None:
    mention = {"id": "m1", "text": "天气不错。\n\n市民说良野海苔脆里有碎玻璃。\n\n明天有雨。"}
    told = sqlite.told(mention, {"id": "m2", "text": "明天有雨。"}, source="论坛")
    assert told == ["added", "no_mention"]
    stored = next(one for one in sqlite.store.everything() if one.external_id == "m1")
    assert (stored.kind, stored.product, bool(stored.passages)) == (
        FeedbackKind.MEDIA, "海苔脆", True,
    )  # fmt: skip
    day = sqlite.today("论坛")
    assert (day.read, day.kept, day.new, day.counted) == (2, 1, 1, 1)


def test_the_day_is_counted_and_a_silence_ends(sqlite: Service) -> None:
    now = datetime.now(UTC)
    day = sqlite.today("客服").day
    habit = [
        SourceDay(source="客服", day=day - timedelta(days=ago), new=3, read=3, kept=3)
        for ago in range(8, 40)
    ]
    sqlite.store.take_items([], habit)
    assert sqlite.told({"id": "known", "text": "好吃"}) == ["added"]
    (state,) = sqlite.store.source_states(["客服"])
    assert (state.health, state.failures, state.new_at is not None) == (Health.OK, 0, True)
    assert sqlite.today("客服").asked == 0, "by that it is known that nobody asks it"
    sqlite.store.keep_states([replace(state, health=Health.SILENT, since=now)])
    assert sqlite.told({"id": "news", "text": "好吃"}) == ["added"]
    assert sqlite.store.source_states(["客服"])[0].health is Health.OK


def test_a_pause_stays(sqlite: Service) -> None:
    (state,) = sqlite.store.source_states(["论坛"])
    sqlite.store.keep_states([replace(state, health=Health.PAUSED)])
    assert sqlite.told({"id": "p1", "text": "良野海苔脆里有碎玻璃。"}, source="论坛") == ["added"]
    assert sqlite.store.source_states(["论坛"])[0].health is Health.PAUSED


def test_a_store_that_does_not_answer_is_told_without_its_place() -> None:
    def broken(*_: object) -> NoReturn:
        raise StoreError("Cannot reach the database postgresql://desk@10.0.0.7/voc.")

    app = FastAPI()
    app.include_router(feedback.router)
    app.state.push = broken
    with TestClient(app) as client:
        response = client.post("/v1/feedback", json={"source": "客服", "items": [{"text": "好吃"}]})
    assert response.status_code == 503
    assert "10.0.0.7" not in response.text


def test_the_same_holds_on_postgresql(tmp_path: Path, postgres_database: str) -> None:
    with service(tmp_path, postgres_database) as running:
        check_five_at_once(running)
        long = {"id": "名" * 200, "text": "😀" * 20_000, "product": "😀" * 200}
        assert running.told(long, {"text": "a\0b"}, long) == ["added", "bad_item", "known"]
        assert running.send({"text": "好吃"}, source="谁").status_code == 404
