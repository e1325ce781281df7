"""What an address turns out to be, and what a source would give."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.unit.pipeline.asked import NOW, FakeFetcher, Pages
from voc.bootstrap import settings as settings_module
from voc.bootstrap import source_tools
from voc.bootstrap.sources import SourceSettings
from voc.errors import InputError
from voc.pipeline.source_finding import Found, find_out
from voc.pipeline.source_trials import try_sources
from voc.types.source import Origin, Source, SourceKind
from voc.types.trial import SourceTrial

SITE = "https://news.example"
FEED = (
    "application/rss+xml",
    f"""<rss version="2.0"><channel><title>屿禾新闻</title>
    <item><title>海苔脆片受潮</title><link>{SITE}/20261118/1.html</link>
    <pubDate>Wed, 18 Nov 2026 10:00:00 +0800</pubDate></item>
    <item><title>没有时间的一篇</title><link>{SITE}/20261118/2.html</link></item>
    </channel></rss>""",
)
SITEMAP = (
    "application/xml",
    f"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url><loc>{SITE}/20261118/1.html</loc><lastmod>2026-11-18</lastmod></url></urlset>""",
)
TEXT = "".join(
    f"<p>第{n}段：顾客说这批海苔脆片打开以后已经受潮，吃起来不脆，希望厂家尽快查明原因。</p>"
    for n in range(8)
)
ARTICLE = (
    "text/html",
    f"<html><head><title>海苔脆片受潮</title></head><body><article><h1>海苔脆片受潮</h1>"
    f"<p>2026-11-18 09:30</p>{TEXT}</article></body></html>",
)
HEADLINES = "".join(
    f'<li><a href="/20261118/{n}.html">第{n}条：海苔脆片受潮的后续报道</a></li>'
    for n in range(1, 9)
)
LIST = ("text/html", f"<html><body><ul>{HEADLINES}</ul></body></html>")
JSON = ("application/json", '{"rows": [{"t": "受潮", "s": "差"}]}')


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def found(pages: Pages, url: str) -> Found:
    readers = source_tools.source_readers(settings_module.load(), NOW)
    return find_out(FakeFetcher(pages), readers, url)


def source(**told: Any) -> Source:
    settings = SourceSettings.model_validate({"name": "站"} | told)
    return settings.source(Origin.STORE, Path.cwd())


def tried(pages: Pages, *sources: Source) -> list[SourceTrial]:
    readers = source_tools.source_readers(settings_module.load(), NOW)
    return list(try_sources(FakeFetcher(pages), readers, sources))


def fields(trial: SourceTrial, row: int) -> dict[str, str | None]:
    assert trial.page is not None
    return {one.field: one.value for one in trial.page.rows[row].fields}


@pytest.mark.parametrize(
    ("page", "kind", "says"),
    [
        (FEED, SourceKind.FEED, "a feed (rss20) of 2 items"),
        (SITEMAP, SourceKind.SITEMAP, "a sitemap of 1 addresses"),
        (LIST, SourceKind.LIST, "a page of 8 links to articles"),
        (ARTICLE, SourceKind.PAGE, "one article"),
    ],
)
def test_an_address_is_found_out(page: tuple[str, str], kind: SourceKind, says: str) -> None:
    one = found({f"{SITE}/x": page}, f"{SITE}/x")
    assert (one.kind, one.says, one.url) == (kind, says, f"{SITE}/x")


def test_a_page_leads_to_the_first_of_its_feeds_that_can_be_read() -> None:
    html = """<html><head><title>首页</title>
    <link rel="alternate" type="application/rss+xml" href="/gone.xml">
    <link rel="alternate" type="application/rss+xml" title="评论" href="/comments.xml">
    <link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>
    <body>首页</body></html>"""
    pages = {
        f"{SITE}/": ("text/html", html),
        f"{SITE}/feed.xml": FEED,
        f"{SITE}/comments.xml": FEED,
    }
    one = found(pages, f"{SITE}/")
    assert (one.kind, one.url, one.title) == (SourceKind.FEED, f"{SITE}/feed.xml", "屿禾新闻")
    assert "names a feed" in one.says
    assert len(one.others) == 2


@pytest.mark.parametrize(
    ("pages", "says"),
    [
        ({}, "gone: .* answered 404"),
        ({f"{SITE}/x": JSON}, "a spec tells"),
        ({f"{SITE}/x": ("text/html", "<html><body><p>好</p></body></html>")}, "neither an article"),
        ({f"{SITE}/x": ("image/png", "\x89PNG")}, "neither a feed"),
    ],
)
def test_what_is_no_source_is_refused_in_words(pages: Pages, says: str) -> None:
    with pytest.raises(InputError, match=says):
        found(pages, f"{SITE}/x")


def test_a_feed_is_tried_with_its_first_article() -> None:
    pages = {f"{SITE}/feed": FEED, f"{SITE}/20261118/1.html": ARTICLE}
    (trial,) = tried(pages, source(kind="feed", url=f"{SITE}/feed"))
    assert trial.ok
    assert fields(trial, 0)["posted_at"] == "2026-11-18 02:00+00:00 (feed)"
    assert fields(trial, 1)["posted_at"] is None
    assert fields(trial, 2)["title"] == "海苔脆片受潮"
    assert trial.page is not None
    assert not trial.page.trouble


def test_an_article_that_cannot_be_read_is_told_as_trouble() -> None:
    (trial,) = tried({f"{SITE}/feed": FEED}, source(kind="feed", url=f"{SITE}/feed"))
    assert trial.page is not None
    assert "cannot be asked: gone" in trial.page.trouble[0]


def test_all_sources_are_tried_in_one_session_and_a_dead_one_stops_no_other() -> None:
    pages = {f"{SITE}/list": LIST, f"{SITE}/api": JSON}
    fetcher = FakeFetcher(pages)
    readers = source_tools.source_readers(settings_module.load(), NOW)
    spec = {"rows": "rows", "fields": {"text": "t", "rating": "s"}}
    sources = [
        source(name="dead", kind="feed", url=f"{SITE}/gone"),
        source(name="list", kind="list", url=f"{SITE}/list"),
        source(name="api", kind="json", url=f"{SITE}/api", spec=spec),
        source(name="push", kind="push"),
    ]
    trials = {trial.source: trial for trial in try_sources(fetcher, readers, sources)}
    assert len(fetcher.sessions) == 1
    assert trials["dead"].error == "gone: https://news.example/gone answered 404"
    assert trials["list"].ok
    assert trials["push"].error is None
    assert not trials["api"].ok
    api = trials["api"].page
    assert api is not None
    assert "rating" in (api.rows[0].reject or "")


def test_a_source_that_is_not_what_it_was_told_to_be_says_so() -> None:
    pages = {f"{SITE}/x": LIST}
    feed, sitemap = tried(
        pages,
        source(name="a", kind="feed", url=f"{SITE}/x"),
        source(name="b", kind="sitemap", url=f"{SITE}/x"),
    )
    assert (feed.error or "").startswith("no feed: ")
    assert (sitemap.error or "").startswith("no sitemap: ")


def test_a_secret_that_is_not_set_is_told_and_nothing_is_asked() -> None:
    spec = {"rows": "rows", "fields": {"text": "t"}}
    secret = source(
        kind="json", url=f"{SITE}/api", spec=spec, secret_headers={"X-Key": "VOC_TEST_NO_KEY"}
    )
    fetcher = FakeFetcher({f"{SITE}/api": JSON})
    readers = source_tools.source_readers(settings_module.load(), NOW)
    (trial,) = try_sources(fetcher, readers, [secret])
    assert "VOC_TEST_NO_KEY is not set" in (trial.error or "")
    assert not fetcher.asked


def test_a_folder_is_tried_by_its_latest_file() -> None:
    Path("exports").mkdir()
    file = Path("exports", "a.csv")
    file.write_text("评论内容,评分\n受潮了,1\n,5\n", encoding="utf-8")
    os.utime(file, (NOW.timestamp() - 60, NOW.timestamp() - 60))
    (trial,) = tried({}, source(kind="folder", path="exports"))
    assert trial.page is not None
    assert (trial.page.found, trial.page.usable) == (2, 1)
    assert fields(trial, 0)["text"] == "受潮了"
