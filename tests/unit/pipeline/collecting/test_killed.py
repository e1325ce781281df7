"""Killed anywhere, the next round loses and doubles nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from shutil import copy

from tests.unit.pipeline.collecting.conftest import Desk
from tests.unit.pipeline.collecting.web import BRAND, FEED, NOW, Web, article, source
from voc.stores.sql_store import SqlStore
from voc.types.source import Paging, Source, SourceKind, Spec

SITE = "https://news.example"
NAMES = f"{BRAND}烤海苔里有玻璃，孩子的嘴被划破了，客服不理。"


class Killed(BaseException):
    """No Exception: nothing may mend it."""


class Dying(SqlStore):
    """Dies before or after its so manieth write."""

    def __init__(self, url: str, writes: int) -> None:
        super().__init__(url)
        self.left = writes
        engine = self._database
        inner = engine.writing

        @contextmanager
        def writing() -> Iterator[object]:
            self.left -= 1
            if self.left < 0:
                raise Killed
            with inner() as connection:
                yield connection

        engine.writing = writing


def world() -> tuple[Web, list[Source]]:
    """A feed with bodies, an index of sitemaps, and pages of rows."""
    web = Web()
    web.say(FEED, [
        {"url": f"{SITE}/feed/{number}", "body": f"<p>{NAMES}全文第{number}篇，请看正文。</p>"}
        for number in range(4)
    ] + [{"id": "loose", "body": f"{NAMES}这一条没有自己的页面，只在订阅源里。"}])  # fmt: skip
    for number in range(3):
        web.say(f"{SITE}/feed/{number}", article(f"{NAMES}{number}"))
    web.say(f"{SITE}/feed/3", {"menu": "only"})
    maps = [f"{SITE}/map{number}.xml" for number in range(3)]
    web.say(f"{SITE}/sitemap.xml", {"maps": {url: str(NOW) for url in maps}})
    for number, url in enumerate(maps):
        items = [f"{SITE}/map/{number}/{item}" for item in range(2)]
        web.say(url, {"urls": dict.fromkeys(items)})
        for item in items:
            web.say(item, article(f"{NAMES}{item}"))
    for number in range(4):
        more = {"next": f"{SITE}/rows?page={number + 1}"} if number < 3 else {}
        web.say(f"{SITE}/rows?page={number}", {"rows": ["好评", f"第{number}页"]} | more)
    rows = source(SourceKind.JSON, name="rows", place=f"{SITE}/rows?page=0")
    return web, [
        source(),
        source(SourceKind.SITEMAP, name="map", place=f"{SITE}/sitemap.xml"),
        replace(rows, spec=Spec(rows="rows", paging=Paging(next_path="next"))),
    ]


def test_after_a_kill_at_any_write_the_next_rounds_end_with_the_same(
    sqlite_database: str, tmp_path: Path
) -> None:
    fresh = tmp_path / "fresh.db"
    copy(sqlite_database.removeprefix("sqlite:///"), fresh)
    whole, _ = _rounds(_copied(fresh, tmp_path / "whole.db"), killed_at=None)
    assert len(whole) == 4 + 1 + 6 + 8
    deaths = 0
    for writes in range(1, 200):
        kept, died = _rounds(_copied(fresh, tmp_path / f"{writes}.db"), killed_at=writes)
        assert kept == whole, f"killed at write {writes}"
        deaths += died
        if not died:
            break
    assert deaths > 15


def _copied(file: Path, to: Path) -> Callable[[int], Dying]:
    url = f"sqlite:///{copy(file, to)}"
    return lambda writes: Dying(url, writes)


def _rounds(opened: Callable[[int], Dying], killed_at: int | None) -> tuple[list[str], bool]:
    """What is stored at the end, and whether the first round was killed."""
    web, sources = world()
    died = False
    if killed_at is not None:
        desk = Desk(opened(killed_at), web)
        try:
            desk.round(*sources)
        except Killed:
            died = True
        desk.store.close()
    desk = Desk(opened(100_000), web)
    for _ in range(2):
        desk.round(*sources)
        desk.clock.on(minutes=1)
    kept = sorted(f"{one.external_id} {one.text}" for one in desk.store.everything())
    desk.store.close()
    return kept, died
