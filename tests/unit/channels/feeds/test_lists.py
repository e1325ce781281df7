"""Sitemaps and lists of feeds."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.channels.feeds.written import NOW, URL, ZONE
from voc.channels.feeds.limits import SITEMAP_LIMITS, Limits
from voc.channels.feeds.opml import read_opml
from voc.channels.feeds.sitemap import read_sitemap
from voc.types.collected import FeedLink, Sitemap, SitemapEntry

SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
PAGES = (
    f'<?xml version="1.0"?><urlset {SPACE} xmlns:image="http://images.example/">'
    "<url><loc> https://a.example/1?a=1&b=2 </loc><lastmod>2026-09-30</lastmod>"
    "<image:image><image:loc>https://a.example/1.png</image:loc></image:image>"
    "<image:loc>https://a.example/2.png</image:loc></url>"
    "<url><loc>/2</loc></url><url><loc>ftp://a.example/3</loc></url><url/></urlset>"
)
ENTRIES = (
    SitemapEntry(url="https://a.example/1?a=1&b=2", lastmod=datetime(2026, 9, 29, 16, tzinfo=UTC)),
    SitemapEntry(url="https://news.example/2", lastmod=None),
)


def sitemap(body: bytes | str, limits: Limits = SITEMAP_LIMITS) -> Sitemap:
    sent = body.encode() if isinstance(body, str) else body
    return read_sitemap(sent, url=URL, content_type=None, zone=ZONE, now=NOW, limits=limits)


def test_a_sitemap_lists_pages_with_their_last_change() -> None:
    read = sitemap(PAGES)
    assert (read.is_index, read.entries) == (False, ENTRIES)
    assert [reject.where for reject in read.rejects] == [f"{URL}#3", f"{URL}#4"]


def test_a_packed_sitemap_is_unpacked() -> None:
    assert sitemap(gzip.compress(PAGES.encode())) == sitemap(PAGES)


def test_an_index_lists_sitemaps() -> None:
    read = sitemap(f"<sitemapindex {SPACE}><sitemap><loc>/s.xml.gz</loc></sitemap></sitemapindex>")
    assert read.is_index
    assert [entry.url for entry in read.entries] == ["https://news.example/s.xml.gz"]


def test_a_sitemap_that_breaks_off_keeps_what_stands_before() -> None:
    read = sitemap(PAGES[: PAGES.index("<url><loc>ftp")])
    assert read.entries == ENTRIES
    assert "breaks off" in read.rejects[0].reason


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<html/>", "no sitemap"), (gzip.compress(bytes(60 << 20)), "unpacks to more"),
        ('<!DOCTYPE a [<!ENTITY b "c">]>' + PAGES[21:], "entities"),
        (f"<urlset {SPACE}>" + "<a>" * 30, "nested"),
    ],
)  # fmt: skip
def test_what_is_no_sitemap_or_an_attack_is_refused(body: bytes | str, reason: str) -> None:
    read = sitemap(body)
    assert not read.entries
    assert reason in read.rejects[0].reason


def test_addresses_beyond_the_limit_are_left_out_and_told() -> None:
    read = sitemap(PAGES, replace(SITEMAP_LIMITS, items=1))
    assert read.entries == ENTRIES[:1]
    assert "3 left out" in read.rejects[-1].reason


LIST = (
    '<opml version="2.0"><head><title>Media</title></head><body><outline text="食品">'
    '<outline type="rss" text="坚果日报" xmlUrl="https://a.example/feed?x=1&y=2"/>'
    '<outline text="again" xmlUrl="https://a.example/feed?x=1&amp;y=2"/>'
    '<outline XMLURL="http://b.example/"/><outline title="here" xmlUrl="/feed.xml"/>'
    "</outline></body></opml>"
)


def test_a_list_of_feeds_names_each_once() -> None:
    read = read_opml(LIST.encode(), where="media.opml")
    assert read.links == (
        FeedLink(title="坚果日报", url="https://a.example/feed?x=1&y=2"),
        FeedLink(title=None, url="http://b.example/"),
    )
    assert [reject.where for reject in read.rejects] == ["media.opml#4"]


@pytest.mark.parametrize("body", ["", "<rss/>", '<!DOCTYPE a [<!ENTITY b "c">]><opml/>'])
def test_what_is_no_list_of_feeds_is_refused(body: str) -> None:
    read = read_opml(body.encode(), where="media.opml")
    assert not read.links
    assert len(read.rejects) == 1


@given(st.binary(max_size=300) | st.integers(0, len(LIST)).map(lambda cut: LIST[:cut].encode()))
def test_no_bytes_raise(body: bytes) -> None:
    read_opml(body, where="media.opml")
    sitemap(body)
