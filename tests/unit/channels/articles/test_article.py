"""From a page to its article."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.channels.articles.pages import TEXT, article, fetched, html, reason
from voc.channels.articles import read_article
from voc.types.collected import Article, Fetched
from voc.types.feedback import Reject

MENU = (
    "<ul>"
    + "".join(f'<li><a href="/{n}">别的牌子出事了，点击看第{n}条</a></li>' for n in range(30))
    + "</ul>"
)
ENGLISH = (
    "<article><p>Customers say that this batch of dried mango is not sour enough, "
    "and that its bags leak.</p>"
    "<p>The company has traced the batch and promises new bags within a month, "
    "at no cost.</p></article>"
)  # fmt: skip


def test_menus_and_lists_of_other_articles_are_no_part_of_the_text() -> None:
    told = article(body=f"<nav>首页</nav>{MENU}<div class=x>{TEXT}</div>{MENU}")
    assert told.text.startswith("有顾客反映")
    assert told.text.endswith("继续提意见。")
    assert "别的牌子" not in told.text


def test_paragraphs_stand_on_lines_of_their_own() -> None:
    assert article().text.count("\n") == 1
    assert article(body=TEXT.replace("</p><p>", "<br>")).text.count("\n") == 1


def test_an_english_article_is_read_without_its_menu() -> None:
    told = article(
        body=f"<nav><a href=/>Home</a></nav>{ENGLISH}<footer>All rights reserved</footer>"
    )
    assert told.text.startswith("Customers say")
    assert "rights" not in told.text


def test_scripts_are_no_text() -> None:
    assert (
        "酸橙"
        not in article(
            body=f"<div><script>var a='酸橙，酸橙，酸橙，酸橙。'</script>{TEXT}</div>"
        ).text
    )


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (fetched(html(), content_type="image/png"), "not a page: image/png"),
        (fetched(html(), status=404), "the server answered 404"),
        (fetched(b""), "no HTML in it"),
        (fetched(html(body="<p>登录</p>")), "no text of an article found"),
        (fetched(b" " * (9 << 20)), "larger than 8 MB"),
        (fetched(html(body="<i></i>" * 60_001)), "more than 60,000 elements"),
        (
            fetched(html(body="<p " + " ".join(f"a{n}" for n in range(9000)) + ">")),
            "an element with more than 5,000 attributes",
        ),
    ],
)  # fmt: skip
def test_what_holds_no_article_is_rejected_and_says_why(sent: Fetched, why: str) -> None:
    assert reason(read_article(sent)) == why


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 20_000 + TEXT,
        "<p>包装袋漏气，".join([""] * 20_000),
        "<ul><li>包装袋漏气，退货。" * 4_000,
        "<p>" + "2019-09-01 " * 100_000 + TEXT,
        '<script type="application/ld+json">' + "[" * 100_000 + "</script>" + TEXT,
        "\0".join(TEXT),
        "<!--" * 50_000 + TEXT,
    ],
    ids=["deep", "open", "nested lists", "days", "deep json", "null bytes", "comments"],
)
def test_hostile_pages_take_bounded_time(body: str) -> None:
    started = time.process_time()
    assert isinstance(read_article(fetched(html(body=body))), Article | Reject)
    assert time.process_time() - started < 10


@given(
    st.binary(max_size=400),
    st.sampled_from(["", "text/html; charset=big5", "text/html; charset=x"]),
)
def test_any_bytes_give_an_article_or_a_reason(body: bytes, content_type: str) -> None:
    page = b"<html><body>" + body + TEXT.encode("gb18030")
    assert isinstance(read_article(fetched(page, content_type=content_type)), Article | Reject)


def test_reading_twice_tells_the_same() -> None:
    assert article() == article()


def test_the_address_of_a_page_is_its_own_canonical_one() -> None:
    link = '<link rel="canonical" href="/a?id=7&utm_source=wx#top">'
    assert article(link).canonical_url == "https://news.example.com/a?id=7"


@pytest.mark.parametrize("named", ["https://other.example.org/b", "/", "javascript:x", "http://[x"])
def test_a_page_cannot_speak_for_another_host_or_the_front_page(named: str) -> None:
    link = f'<link rel="canonical" href="{named}">'
    assert article(link).canonical_url == "https://news.example.com/a?id=7"


def test_the_phone_edition_may_name_the_main_one() -> None:
    link = '<link rel="canonical" href="https://www.example.com/b">'
    assert article(link, url="https://m.example.com/b").canonical_url == "https://www.example.com/b"


def test_site_and_author_are_told_by_the_page() -> None:
    told = article(
        '<meta property="og:site_name" content="某某新闻网"><meta name="author" content="王小明">'
    )
    assert (told.site, told.author) == ("某某新闻网", "王小明")


@pytest.mark.parametrize("named", ["104363", "name, a@example.com", "https://example.com/me"])
def test_numbers_and_addresses_are_no_authors(named: str) -> None:
    assert article(f'<meta name="author" content="{named}">').author is None


def test_a_byline_names_the_author() -> None:
    assert (
        article(body=f"<h1>芒果干不够酸</h1><p>作者：李四　2026-09-01</p>{TEXT}").author == "李四"
    )


def test_a_name_in_a_headline_is_no_byline() -> None:
    assert article(body=f"<h1>王文：芒果干不够酸</h1>{TEXT}").author is None
