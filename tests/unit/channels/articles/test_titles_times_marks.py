"""Titles, times and marks as pages tell them."""

from datetime import UTC, datetime

import pytest

from tests.unit.channels.articles.pages import TEXT, article
from voc.channels.articles.titles import without_site
from voc.types.collected import TimeCertainty, Told

META = '<meta property="article:published_time" content="{}">'
LD = '<script type="application/ld+json">{}</script>'
MORNING = datetime(2026, 9, 1, 0, 30, tzinfo=UTC)  # half past eight in Shanghai


@pytest.mark.parametrize(
    ("title", "headline"),
    [
        ("芒果干不够酸_某某新闻_某某网", "芒果干不够酸"),
        ("Mango is not sour enough - Example News", "Mango is not sour enough"),
        ("Mango is not sour enough | Example", "Mango is not sour enough"),
        ("芒果干不够酸，包装漏气-某某网", "芒果干不够酸，包装漏气"),
        ("COVID-19 keeps shops closed", "COVID-19 keeps shops closed"),
    ],
)
def test_the_site_is_cut_from_the_title(title: str, headline: str) -> None:
    assert without_site(title) == headline


def test_the_heading_that_the_title_holds_is_the_headline() -> None:
    assert article(body=f"<h1>某某新闻网</h1><h1>芒果干不够酸</h1>{TEXT}").title == "芒果干不够酸"


def test_a_meta_element_that_breaks_off_does_not_win() -> None:
    broken = '<meta property="og:title" content="芒果干" 不够酸"="">'
    assert article(broken, f"<h2>芒果干不够酸</h2>{TEXT}").title == "芒果干不够酸"


@pytest.mark.parametrize(
    "head",
    [
        META.format("2026-09-01T08:30:00+08:00"),
        META.format("2026-09-01 08:30"),
        META.format("Tue, 01 Sep 2026 00:30:00 GMT"),
        LD.format('{"@type": "NewsArticle", "datePublished": "2026-09-01T00:30:00Z"}'),
        LD.format('{"@graph": [{"@type": ["Article"], "datePublished": "2026-09-01T00:30:00Z"}]}'),
        '<script>window.page = {"publish_time": "2026-09-01 08:30:00"}</script>',
        '<script>var ct = "1788222600";</script>',
    ],
)
def test_what_a_page_tells_machines_is_its_time(head: str) -> None:
    assert article(head).posted == Told(at=MORNING, certainty=TimeCertainty.METADATA)


@pytest.mark.parametrize(
    "line",
    ["2026-09-01 08:30 来源：某某报", "发布时间：2026年9月1日 08:30", "2026年09月01日08:30"],
)
def test_a_byline_tells_the_time_with_less_certainty(line: str) -> None:
    told = article(body=f"<h1>芒果干不够酸</h1><p>{line}</p>{TEXT}").posted
    assert told == Told(at=MORNING, certainty=TimeCertainty.TEXT)


def test_a_day_in_the_address_is_completed_by_the_hour_of_the_byline() -> None:
    told = article(
        body=f"<p>2026-09-01 08:30</p>{TEXT}", url="https://news.example.com/2026/09/01/a.html"
    ).posted
    assert told == Told(at=MORNING, certainty=TimeCertainty.METADATA)


@pytest.mark.parametrize("told", ["2031-01-01", "1970-01-01", "yesterday", "2026-13-41"])
def test_an_impossible_time_is_none(told: str) -> None:
    assert article(META.format(told)).posted is None


@pytest.mark.parametrize(
    ("head", "headers", "noindex"),
    [
        ('<meta name="robots" content="noindex, nofollow">', {}, True),
        ('<meta name="ROBOTS" content="NONE">', {}, True),
        ('<meta name="robots" content="index, follow">', {}, False),
        ('<meta name="googlebot" content="noindex">', {}, False),
        ("", {"x_robots_tag": "noarchive, noindex"}, True),
        ("", {"x_robots_tag": "voc: noindex"}, True),
        ("", {"x_robots_tag": "otherbot: noindex, nofollow"}, False),
    ],
)
def test_a_page_says_that_it_is_not_to_be_kept(
    head: str, headers: dict[str, str], noindex: bool
) -> None:
    assert article(head, **headers).noindex is noindex


@pytest.mark.parametrize(
    ("head", "paywalled"),
    [
        (LD.format('{"@type": "NewsArticle", "isAccessibleForFree": false}'), True),
        (LD.format('{"@type": "NewsArticle", "isAccessibleForFree": "False"}'), True),
        (LD.format('{"@type": "NewsArticle", "isAccessibleForFree": true}'), False),
        ('<meta property="article:content_tier" content="metered">', True),
        ("", False),
    ],
)
def test_a_page_says_that_it_is_not_free(head: str, paywalled: bool) -> None:
    assert article(head).paywalled is paywalled


def test_half_a_character_that_a_script_left_of_a_title_is_cut() -> None:
    head = LD.format(
        r'{"@type": "NewsArticle", "headline": "芒果干\u0000不够酸\ud83d", "author": "\ud83d王芳"}'
    )
    told = article(head, TEXT)
    assert (told.title, told.author) == ("芒果干不够酸", "王芳")
