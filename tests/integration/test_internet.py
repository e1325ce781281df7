"""The small internet itself: what the proofs of collecting lean on."""

import gzip
import os
import signal
import subprocess
import sys
import time
import zlib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import httpx
import pytest

from tests.internet import Fault, Ill, Net, Site, World, internet
from tests.internet.texts import TONGUES
from tests.internet.worlds import mixed
from voc.channels.articles import read_article
from voc.channels.feeds.feed import read_feed
from voc.channels.feeds.sitemap import read_sitemap
from voc.types.collected import Article, Fetched

ZONE, NOW = ZoneInfo("Asia/Shanghai"), datetime(2026, 11, 23, tzinfo=UTC)
PLAIN, BARE, KOREAN = "127.9.0.1", "127.9.0.2", "127.9.0.3"
TAIWAN, CHINESE, SILENT = "127.9.0.4", "127.9.0.5", "127.9.0.6"
WORLD = World(
    sites=(
        Site(host=PLAIN, articles=12, named_every=3, reviews=25, linked=10, per_sitemap=5),
        Site(host=BARE, articles=3, language="en", robots=None, etags=False, last_modified=False),
        Site(host=KOREAN, articles=3, language="ko", charset="euc-kr", gzip=True),
        Site(host=TAIWAN, articles=3, language="zh-hant", charset="big5", declared="meta"),
        Site(host=CHINESE, articles=3, charset="gbk", declared="nowhere", etags=False),
        Site(host=SILENT, articles=3, charset="gb18030", declared="meta", full_feed=True),
    )
)
_EITHER = zlib.MAX_WBITS + 32  # gzip or deflate
HOSTS = [site.host for site in WORLD.sites]


@pytest.fixture(scope="module")
def running() -> Iterator[Net]:
    with internet(WORLD) as net:
        yield net


@pytest.fixture
def net(running: Net) -> Iterator[Net]:
    running.forget_log()
    yield running
    running.heal()


@pytest.fixture
def web() -> Iterator[httpx.Client]:
    with httpx.Client(trust_env=False, timeout=2) as client:
        yield client


def fetched(answer: httpx.Response) -> Fetched:
    url = str(answer.url)
    return Fetched(
        url=url, final_url=url, status=answer.status_code, headers=dict(answer.headers),
        body=answer.content, fetched_at=NOW, from_cache=False,
    )  # fmt: skip


@pytest.mark.parametrize("host", HOSTS)
def test_our_reader_finds_the_article_whatever_its_letters(
    host: str, net: Net, web: httpx.Client
) -> None:
    for told in net.articles(host):
        article = read_article(fetched(web.get(net.url(host, told.path))))
        assert isinstance(article, Article)
        assert article.title == told.title
        assert told.code in article.text
        assert all(paragraph in article.text for paragraph in told.paragraphs)
        assert article.posted is not None
        assert article.posted.at == told.at


@pytest.mark.parametrize("host", HOSTS)
def test_a_page_is_about_as_large_as_the_site_says(host: str, net: Net, web: httpx.Client) -> None:
    page = web.get(net.url(host, net.articles(host)[0].path)).content
    assert 29_000 < len(page) < 31_000


@pytest.mark.parametrize("path", ["/feed.rss", "/feed.atom", "/feed.rdf", "/feed.json"])
@pytest.mark.parametrize("host", HOSTS)
def test_every_kind_of_feed_tells_of_the_same_articles(
    host: str, path: str, net: Net, web: httpx.Client
) -> None:
    answer = web.get(net.url(host, path))
    feed = read_feed(
        answer.content, url=net.url(host, path), content_type=answer.headers["content-type"],
        zone=ZONE, now=NOW,
    )  # fmt: skip
    assert not feed.rejects
    expected = [(net.url(host, one.path), one.title, one.at) for one in net.articles(host)[::-1]]
    assert [(one.url, one.title, one.posted and one.posted.at) for one in feed.items] == expected


def test_a_full_feed_carries_the_articles(net: Net, web: httpx.Client) -> None:
    body = web.get(net.url(SILENT, "/feed.atom")).content.decode("gb18030")
    assert all(one.code in body for one in net.articles(SILENT))


def test_sitemaps_of_an_index_list_every_article_once(net: Net, web: httpx.Client) -> None:
    def read(url: str) -> list[str]:
        answer = web.get(url)
        found = read_sitemap(answer.content, url=url, content_type="text/xml", zone=ZONE, now=NOW)
        assert not found.rejects
        return [one.url for one in found.entries]

    parts = read(net.url(PLAIN, "/sitemap_index.xml"))
    assert len(parts) == 3
    expected = [net.url(PLAIN, one.path) for one in net.articles(PLAIN)]
    assert [url for part in parts for url in read(part)] == expected
    assert read(net.url(PLAIN, "/sitemap.xml")) == expected


def test_lists_page_on_until_every_article_was_named(net: Net, web: httpx.Client) -> None:
    first, second = (web.get(net.url(PLAIN, f"/list/?page={page}")).text for page in (1, 2))
    assert 'rel="next"' in first
    assert 'rel="next"' not in second
    assert all(one.path in first + second for one in net.articles(PLAIN))
    assert web.get(net.url(PLAIN, "/list/?page=3")).status_code == 404


def test_reviews_come_by_page_by_cursor_and_in_html(net: Net, web: httpx.Client) -> None:
    told = [one.id for one in reversed(net.reviews(PLAIN))]
    pages = [web.get(net.url(PLAIN, f"/api/reviews?page={page}")).json() for page in (1, 2, 3)]
    assert [row["id"] for page in pages for row in page["data"]["comments"]] == told
    found, cursor = [], ""
    while cursor is not None:
        answer = web.get(net.url(PLAIN, f"/api/reviews/cursor?cursor={cursor}")).json()
        found += [row["id"] for row in answer["items"]]
        cursor = answer["next"]
    assert found == told
    pages_of_html = "".join(
        web.get(net.url(PLAIN, f"/reviews?page={page}")).text for page in (1, 2, 3)
    )
    assert all(f'data-id="{one}"' in pages_of_html for one in told)


def test_two_worlds_of_one_seed_are_alike() -> None:
    site = Site(host="127.9.1.1", articles=2, reviews=2)
    worlds = [World(sites=(site,), seed=seed) for seed in (5, 5, 6)]
    held = []
    for world in worlds:
        with internet(world) as net:
            held.append((net.articles(site.host), net.reviews(site.host)))
    assert held[0] == held[1]
    assert held[0][0] != held[2][0]


@pytest.mark.parametrize("path", ["/feed.rss", "/sitemap.xml", "/list/"])
def test_what_did_not_change_is_a_304_until_something_is_published_edited_or_removed(
    path: str, net: Net, web: httpx.Client
) -> None:
    def still(marks: dict[str, str]) -> httpx.Response:
        return web.get(net.url(CHINESE, path), headers=marks)

    for change in (
        lambda: net.publish(CHINESE),
        lambda: net.edit(CHINESE, 0),
        lambda: net.add_reviews(CHINESE, 1),
    ):
        before = web.get(net.url(KOREAN, path))
        tag = {"If-None-Match": before.headers["etag"]}
        assert web.get(net.url(KOREAN, path), headers=tag).status_code == 304
        dated = {"If-Modified-Since": still({}).headers["last-modified"]}
        assert still(dated).status_code == 304
        change()
    net.publish(KOREAN)
    assert web.get(net.url(KOREAN, path), headers=tag).status_code == 200


def test_an_edit_changes_text_tag_and_lastmod_and_a_removal_leaves_a_gap(
    net: Net, web: httpx.Client
) -> None:
    before = net.articles(TAIWAN)[1]
    url = net.url(TAIWAN, before.path)
    tag = {"If-None-Match": web.get(url).headers["etag"]}
    after = net.edit(TAIWAN, 1)
    assert after.codes == (before.code, after.code)
    assert after.changed > before.changed
    page = web.get(url, headers=tag).content.decode("big5")
    assert after.code in page
    assert before.code not in page
    assert f"{after.changed.isoformat()}" in web.get(net.url(TAIWAN, "/sitemap.xml")).text
    net.remove(TAIWAN, 1, status=410)
    assert web.get(url).status_code == 410
    assert before.path not in web.get(net.url(TAIWAN, "/list/")).text


def test_what_a_test_writes_itself_stands_where_it_says(net: Net, web: httpx.Client) -> None:
    told = net.publish(PLAIN, title="玻璃", paragraphs=("袋子里有玻璃。",), path="/news/glass.html")
    assert "袋子里有玻璃。" in web.get(net.url(PLAIN, told.path)).text
    assert "/news/glass.html" in web.get(net.url(PLAIN, "/feed.rss")).text
    url = net.put(PLAIN, "/odd?a=1", b"\xff", {"Content-Type": "image/png"}, status=203)
    answer = web.get(url)
    assert (answer.status_code, answer.content) == (203, b"\xff")


def test_robots_speak_or_are_missing_and_may_change(net: Net, web: httpx.Client) -> None:
    assert "Disallow: /private/" in web.get(net.url(PLAIN, "/robots.txt")).text
    assert web.get(net.url(BARE, "/robots.txt")).status_code == 404
    net.robots(BARE, "User-agent: *\nDisallow: /\n")
    assert "Disallow: /\n" in web.get(net.url(BARE, "/robots.txt")).text


def test_a_fault_lasts_as_many_requests_as_it_says_and_spares_robots(
    net: Net, web: httpx.Client
) -> None:
    net.break_(PLAIN, Fault(ill=Ill.STATUS, status=429, retry_after="7", times=2))
    assert web.get(net.url(PLAIN, "/robots.txt")).status_code == 200
    answers = [web.get(net.url(PLAIN, "/feed.rss")) for _ in range(3)]
    assert [one.status_code for one in answers] == [429, 429, 200]
    assert answers[0].headers["retry-after"] == "7"


def test_a_share_of_requests_suffers_and_others_hosts_do_not(net: Net, web: httpx.Client) -> None:
    net.break_(PLAIN, Fault(ill=Ill.STATUS, share=0.5))
    statuses = {web.get(net.url(PLAIN, "/feed.rss")).status_code for _ in range(30)}
    assert statuses == {200, 503}
    assert web.get(net.url(BARE, "/feed.rss")).status_code == 200
    net.heal(PLAIN)
    assert {web.get(net.url(PLAIN, "/feed.rss")).status_code for _ in range(10)} == {200}


@pytest.mark.parametrize(
    ("ill", "error"),
    [
        (Ill.HANG, httpx.ReadTimeout),
        (Ill.DROP, httpx.ReadError),
        (Ill.REFUSE, httpx.RemoteProtocolError),
    ],
)
def test_ill_hosts_hang_break_off_or_say_nothing(
    ill: Ill, error: type[Exception], net: Net, web: httpx.Client
) -> None:
    net.break_(PLAIN, Fault(ill=ill))
    with pytest.raises(error):
        web.get(net.url(PLAIN, "/feed.rss"), timeout=0.3)


def test_a_host_may_be_switched_off_and_on(net: Net, web: httpx.Client) -> None:
    net.switch_off(BARE)
    with pytest.raises(httpx.ConnectError):
        web.get(net.url(BARE, "/"))
    net.switch_on(BARE)
    assert web.get(net.url(BARE, "/")).status_code == 200


def test_a_trickling_server_gives_bytes_one_by_one(net: Net, web: httpx.Client) -> None:
    with web.stream("GET", net.url(PLAIN, "/wild/trickle")) as answer:
        pieces = answer.iter_raw()
        assert [len(next(pieces)) for _ in range(2)] == [1, 1]


def test_an_endless_body_ends_only_with_its_asker(net: Net, web: httpx.Client) -> None:
    read = 0
    with web.stream("GET", net.url(PLAIN, "/wild/endless")) as answer:
        for piece in answer.iter_raw():
            read += len(piece)
            if read > 5_000_000:
                break
    line = wait_for_end(net)
    assert line.cut
    assert line.sent >= 5_000_000


def wait_for_end(net: Net) -> object:
    deadline = time.monotonic() + 5
    while (line := net.log()[-1]).until is None:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    return line


def test_ten_gigabytes_are_declared_and_never_come(net: Net, web: httpx.Client) -> None:
    with web.stream("GET", net.url(PLAIN, "/wild/declared")) as answer:
        assert answer.headers["content-length"] == "10000000000"


@pytest.mark.parametrize("kind", ["gzip", "deflate", "twice"])
def test_bombs_are_small_on_their_way(kind: str, net: Net, web: httpx.Client) -> None:
    with web.stream("GET", net.url(PLAIN, f"/wild/bomb/{kind}")) as answer:
        body = b"".join(answer.iter_raw())
    assert len(body) < 2_000_000
    if kind == "twice":
        body = gzip.decompress(body)
    assert len(zlib.decompressobj(_EITHER).decompress(body, 20 << 20)) == 20 << 20


@pytest.mark.parametrize("kind", ["", "/long", "/file"])
def test_entity_bombs_and_malformed_feeds_are_what_they_say(
    kind: str, net: Net, web: httpx.Client
) -> None:
    url = net.url(PLAIN, f"/wild/entities{kind}")
    answer = web.get(url)
    assert b"<!ENTITY" in answer.content
    feed = read_feed(answer.content, url=url, content_type="application/xml", zone=ZONE, now=NOW)
    assert feed.items == ()


def test_redirects_go_in_circles_in_chains_and_to_where_they_are_told(
    net: Net, web: httpx.Client
) -> None:
    with pytest.raises(httpx.TooManyRedirects):
        web.get(net.url(PLAIN, "/wild/loop"), follow_redirects=True)
    end = web.get(net.url(PLAIN, "/wild/chain/4"), follow_redirects=True)
    assert (end.text, len(end.history)) == ("the end", 4)
    answer = web.get(net.url(PLAIN, "/wild/to?u=http://169.254.169.254/"))
    assert answer.headers["location"] == "http://169.254.169.254/"


def test_the_log_tells_who_asked_what_and_how_many_at_once(net: Net, web: httpx.Client) -> None:
    net.break_(TAIWAN, Fault(ill=Ill.SLOW, wait_s=0.3))
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(lambda _: web.get(net.url(TAIWAN, "/list/")), range(3)))
    web.get(net.url(BARE, "/feed.rss?x=1"), headers={"If-None-Match": '"a"'})
    log = net.log()
    assert sorted(one.at_once for one in log) == [1, 1, 2, 3]
    assert (log[-1].host, log[-1].path, log[-1].status) == (BARE, "/feed.rss?x=1", 200)
    assert log[-1].headers["if-none-match"] == '"a"'
    assert log[-1].sent > 0
    assert all(one.until is not None and one.until >= one.at for one in log)
    assert log[0].until is not None
    assert log[0].until - log[0].at >= 0.3
    assert net.log(since=3) == log[3:]


def test_a_mistake_in_the_servers_own_code_fails_the_test_that_met_it(web: httpx.Client) -> None:
    host = "127.9.1.2"
    with (
        pytest.raises(AssertionError, match="its own mistake"),
        internet(World(sites=(Site(host=host, charset="no such letters"),))) as net,
    ):
        assert web.get(net.url(host, "/feed.rss")).status_code == 500


def test_the_internet_ends_with_a_test_that_is_killed() -> None:
    script = (
        "from tests.internet import Site, World, internet\n"
        "if __name__ == '__main__':\n"
        "    with internet(World(sites=(Site(host='127.9.1.3'),))) as net:\n"
        "        print(net.url('127.9.1.3'), flush=True)\n"
        "        input()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    url = holder.stdout.readline().strip()
    os.kill(holder.pid, signal.SIGKILL)
    holder.communicate()
    assert any(refuses(url) for _ in range(100))


def refuses(url: str) -> bool:
    time.sleep(0.05)
    try:
        httpx.get(url, trust_env=False)
    except httpx.ConnectError:
        return True
    return False


def test_a_mixed_world_has_as_many_articles_as_were_asked_for_and_all_kinds() -> None:
    world = mixed(sources=300, items=2_000)
    assert sum(site.articles - (site.private_every > 0) for site in world.sites) == 2_000
    assert {site.kind for site in world.sites} == {"feed", "sitemap", "list"}
    assert {site.language for site in world.sites} == set(TONGUES)
    assert len({site.host for site in world.sites}) == 300
    assert world == mixed(sources=300, items=2_000)
