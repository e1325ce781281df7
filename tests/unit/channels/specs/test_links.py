"""Articles that a page of links leads to."""

import gzip
import os
from pathlib import Path

import pytest

from tests.told import Tell
from tests.unit.channels.specs.written import ZONE, page, spec
from voc.channels.specs.article_links import is_article
from voc.channels.specs.document import UnreadableError
from voc.channels.specs.feed_links import linked_feeds
from voc.channels.specs.links import MOST_LINKS, read_links
from voc.types.collected import TimeCertainty
from voc.types.source import FieldRule

BASE = "https://news.example.com/"
SAVED = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"), "html_pages_zh")


def links(html: str) -> list[tuple[str, str | None]]:
    return [(one.url, one.title) for one in read_links(page(html, url=BASE), None, ZONE)]


def test_headlines_are_taken_and_doors_are_not() -> None:
    html = """
    <nav><a href="/2026/11/20/nav.html">今天的导航里也有长长的标题</a></nav>
    <a href="/">首页首页首页首页</a>
    <a href="/about/12345.html">关于我们的公司与团队</a>
    <a href="/tag/100234">海苔脆片相关的全部话题</a>
    <a href="/20261120/hai-tai.html?utm_source=x#top">海苔脆片被指受潮，厂家回应</a>
    <a href="https://m.example.com/a/8812345.html">坚果礼盒里吃出异物的后续</a>
    <a href="https://elsewhere.example/20261120/1.html">别家网站上的一篇文章标题</a>
    <a href="/post/why-our-snacks-got-damp-again">Why our snacks got damp again</a>
    <a href="/2026/11/20/pic.jpg">一张图片的长长的标题文字</a>
    <a href="javascript:void(0)">点这里可以看到更多的内容</a>
    <a href="/20261120/hai-tai.html">海苔</a>"""
    assert links(html) == [
        ("https://news.example.com/20261120/hai-tai.html", "海苔脆片被指受潮，厂家回应"),
        ("https://m.example.com/a/8812345.html", "坚果礼盒里吃出异物的后续"),
        (
            "https://news.example.com/post/why-our-snacks-got-damp-again",
            "Why our snacks got damp again",
        ),
    ]


def test_words_that_stand_on_many_links_are_no_headline() -> None:
    rows = "".join(
        f'<a href="/t/{n}0000">有新回复，在新窗口里打开</a><a href="/t/{n}0000">{title}</a>'
        for n, title in enumerate(["海苔受潮了怎么办呢", "这款脆片值得回购吗", "客服一直不回复"], 1)
    )
    assert [title for _, title in links(rows)] == [
        "海苔受潮了怎么办呢", "这款脆片值得回购吗", "客服一直不回复",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://a.cn/20/0802/07/FJ0QGAJ90001899O.html", True),
        ("https://a.cn/thread-34-1-1.html", True),
        ("https://a.cn/forum.php?mod=viewthread&tid=34", True),
        ("https://a.kr/news/articleView.html?idxno=9912", True),
        ("https://a.com/2026/11/brands-answer", True),
        ("https://comment.a.cn/FJ0QGAJ90001899O.html", False),
        ("https://a.cn/forum.php?mod=redirect&tid=202853", False),
        ("https://a.cn/20261118/1.html", True),
        ("https://a.cn/2026/", False),
        ("https://a.cn/2026/11/20/", False),
        ("https://a.cn/2026/11/index.html", False),
        ("https://a.cn/sports", False),
        ("https://a.cn/", False),
    ],
)
def test_an_address_tells_whether_it_is_of_an_article(url: str, expected: bool) -> None:
    assert is_article(url) is expected


def test_a_spec_chooses_links_with_their_titles_and_times() -> None:
    html = """<div class=i><a href="/x">长标题一</a><span>2026-11-18</span></div>
    <div class=i><a href="/y?utm_source=q">短</a><span>3小时前</span></div>
    <div class=i><a>没有地址</a></div>"""
    told = spec("div.i", {"title": "a", "posted_at": "span"})
    first, second = read_links(page(html, url=BASE), told, ZONE)
    assert (first.url, first.title) == (f"{BASE}x", "长标题一")
    assert first.posted is not None
    assert first.posted.certainty is TimeCertainty.TEXT
    assert first.posted.at.isoformat() == "2026-11-17T16:00:00+00:00"
    assert (second.url, second.title) == (f"{BASE}y", "短")
    by_href = read_links(page(html, url=BASE), spec("a::attr(href)", {}), ZONE)
    assert [one.url for one in by_href] == [f"{BASE}x", f"{BASE}y"]


def test_a_time_that_cannot_be_read_leaves_the_link_undated() -> None:
    told = spec("a", {"posted_at": FieldRule(path="i", time_format="%Y")})
    (lead,) = read_links(page('<a href="/x">标题<i>昨天</i></a>', url=BASE), told, ZONE)
    assert lead.posted is None


def test_a_page_that_asks_not_to_be_followed_is_not_unless_a_person_chose_its_links() -> None:
    mark = '<meta name=robots content="index, nofollow">'
    html = f'{mark}<a href="/20261120/1.html">一条长长的新闻标题</a>'
    with pytest.raises(UnreadableError, match="not followed"):
        read_links(page(html, url=BASE), None, ZONE)
    assert len(read_links(page(html, url=BASE), spec("a", {}), ZONE)) == 1


def test_no_more_links_than_the_limit_are_taken() -> None:
    html = "".join(f'<a href="/{n}">x</a>' for n in range(MOST_LINKS + 9))
    assert len(read_links(page(html, url=BASE), spec("a", {}), ZONE)) == MOST_LINKS


def test_feeds_that_a_page_names_are_found_those_of_comments_last() -> None:
    html = """<link rel=alternate type="application/rss+xml" title="评论" href="/comments/feed">
    <link rel="alternate" type="application/atom+xml" href="feed.atom">
    <link rel=alternate hreflang=en href="/en">
    <link rel=alternate type="application/rss+xml" href="ftp://x/f"><body>新闻</body>"""
    assert [one.url for one in linked_feeds(page(html, url=BASE))] == [
        f"{BASE}feed.atom",
        f"{BASE}comments/feed",
    ]


def test_links_of_saved_front_pages(tell: Tell) -> None:
    """Read by eye: of the leads of the three saved pages all are articles, threads or galleries."""
    if not SAVED.exists():
        tell(f"Links of saved front pages were not measured: there is no {SAVED}.")
        return
    least = {"list_163_1": 130, "list_163_2": 155, "list_netease_forum_1": 55}
    for name, count in least.items():
        body = gzip.decompress((SAVED / f"{name}.html.gz").read_bytes())
        base = "https://bbs.163.com/x" if "forum" in name else "https://www.163.com/"
        found = read_links(page(body, "text/html", base), None, ZONE)
        assert count <= len(found) <= count + 25, name
        assert not [one for one in found if "comment." in one.url]
