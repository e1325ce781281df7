"""Feeds made to hurt who reads them."""

import gzip
import json
import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.channels.feeds.written import ATOM, RSS_20, read, rss
from voc.channels.feeds.limits import FEED_LIMITS

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
ENTITIES = {
    "billion laughs": f'<!DOCTYPE r [<!ENTITY l0 "lol">{LAUGHS}]>',
    "hidden behind a comment": f'<!-- <a --><!DOCTYPE r [<!ENTITY l0 "lol">{LAUGHS}]>',
    "a file": '<!DOCTYPE r [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE r [<!ENTITY l9 SYSTEM "http://127.0.0.1:9/">]>',
    "a parameter entity": '<!DOCTYPE r [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>',
    "one harmless word": '<!DOCTYPE r [<!ENTITY l9 "lol">]>',
}
ITEM = "<item><title>&l9;</title></item>"


@pytest.mark.parametrize("doctype", ENTITIES.values(), ids=ENTITIES)
def test_documents_that_declare_entities_are_refused(doctype: str) -> None:
    feed = read(doctype + rss(ITEM))
    assert [reject.reason for reject in feed.rejects] == ["declares XML entities of its own"]


def test_of_a_broken_document_declared_entities_stay_unread() -> None:
    feed = read(f"<junk>{ENTITIES['billion laughs']}" + rss(ITEM))
    assert feed.format is None or all("lol" not in str(item) for item in feed.items)
    feed = read(rss(f"{ENTITIES['billion laughs']}{ITEM}"))
    assert [item.title for item in feed.items] == ["&l9;"]


def test_the_word_entity_in_an_article_is_no_attack() -> None:
    (item,) = read(
        rss("<item><title><![CDATA[<!DOCTYPE r [<!ENTITY a 'b'>]> explained]]></title></item>")
    ).items
    assert "explained" in str(item.title)


BIG = 64 << 20
GZIPS = {
    "a bomb": (gzip.compress(bytes(BIG)), "unpacks to more than"),
    "many empty members": (gzip.compress(b"") * 10_000, "members"),
    "breaks off": (gzip.compress(RSS_20.encode())[:-20], "breaks off"),
    "damaged": (b"\x1f\x8b" + b"\xff" * 40, "damaged gzip"),
    "a bomb in a bomb": (gzip.compress(gzip.compress(bytes(BIG))), "no feed"),
    "too large as sent": (bytes(FEED_LIMITS.size + 1), "larger than"),
}


@pytest.mark.parametrize(("body", "reason"), GZIPS.values(), ids=GZIPS)
def test_packed_documents_are_unpacked_within_a_limit(body: bytes, reason: str) -> None:
    feed = read(body)
    assert feed.format is None
    assert reason in feed.rejects[0].reason


def test_honest_gzip_is_unpacked() -> None:
    packed = gzip.compress(RSS_20.encode())
    assert read(packed) == read(packed + gzip.compress(b"")) == read(RSS_20)


def test_deep_nesting_is_refused() -> None:
    deep = rss("<item>" + "<a>" * 300 + "</a>" * 300 + "</item>")
    assert "nested" in read(deep).rejects[0].reason
    assert "cannot be read" in read('{"items": ' + "[" * 200_000).rejects[0].reason


def test_too_many_elements_are_refused() -> None:
    few = replace(FEED_LIMITS, elements=1000)
    for body in (rss("<a/>" * 2000), rss("<a></a>" * 2000 + "&x;")):
        assert "more than 1,000 elements" in read(body, limits=few).rejects[0].reason


def test_items_beyond_the_limit_are_left_out_and_told() -> None:
    feed = read(
        rss("<item><title>a</title><link>/{}</link></item>" * 5),
        limits=replace(FEED_LIMITS, items=1),
    )
    assert len(feed.items) == 1
    assert "4 items left out" in feed.rejects[0].reason


def test_a_slow_document_is_refused() -> None:
    assert (
        "takes more than" in read(RSS_20, limits=replace(FEED_LIMITS, seconds=0)).rejects[0].reason
    )


MANY = 200_000
SLOW = {
    "an author that is one long word": f"<item><author>{'a' * MANY}</author></item>",
    "times of many digits": f"<item><pubDate>{'1' * MANY}</pubDate></item>",
    "times of many blanks": f"<item><pubDate>1{' ' * MANY}x</pubDate></item>",
    "a long base in each": f"<a xml:base='http://a/{'b' * MANY}'>" + "<b/>" * 1000 + "</a>",
    "CDATA never closed": "<![CDATA[" * (MANY // 10),
    "comments never closed": "<!--" * (MANY // 10),
    "tags never closed": "<a" * (MANY // 10),
    "elements never closed": "<b>" * (MANY // 10) + "</c>" * (MANY // 10),
    "quotes never closed": "<a b=\"x'" * (MANY // 10),
    "a tag of quotes": "<a " + "b='\"' " * (MANY // 10),
    "a tag of blanks": "<a" + " " * MANY,
    "instructions never closed": "<?a" * (MANY // 10),
    "references": "<item><title>" + "&#38;" * (MANY // 10) + "</title>",
    "an element of many attributes": (
        "<a " + " ".join(f"b{n}=''" for n in range(MANY // 4)) + "/>"
    ),
    "brackets in a title": f"<item><title><![CDATA[{'<a' * MANY}]]></title></item>",
    "declarations": "<!a" * (MANY // 10),
    "namespaces": "".join(f"<a xmlns:n{n}='http://n/{n}'/>" for n in range(5000)),
}  # fmt: skip


@pytest.mark.parametrize("items", SLOW.values(), ids=SLOW)
def test_what_others_read_in_quadratic_time_is_over_soon(items: str) -> None:
    started = time.process_time()
    read(rss(items))
    read(rss(items + "<broken>&"))
    assert time.process_time() - started < 10


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=400),
    st.sampled_from([None, "text/xml", "text/xml; charset=gbk", "x; charset=punycode"]),
)
def test_no_bytes_raise(body: bytes, content_type: str | None) -> None:
    feed = read(body, content_type)
    assert feed.format or feed.rejects


PIECES = [
    "<item>", "</item>", "<title>", "</title>", "<link>", "&#55555;", "&#99999999999;", "&x;",
    "<![CDATA[", "]]>", "<!--", "<guid>", "http://[", "\x00", "\ud83d", "<content type='x/y'>",
    "<entry>", "<source>", "<image>", "<x:y>", "<pubDate>", "99", "&#0;", "<svg>", "<textinput>",
    "<author>", "</author>", "<width>", "<category>", "</category>",
]  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_no_broken_feed_raises_and_what_is_read_can_be_stored(items: str) -> None:
    for body in (rss(items), RSS_20[:-15] + items, ATOM[:-20] + items):
        feed = read(body.encode("utf-8", "surrogatepass"))
        repr(feed).encode()
        assert "\x00" not in "".join(f"{item.title}{item.body}{item.id}" for item in feed.items)


KEYS = st.sampled_from(["id", "url", "title", "content_html", "authors", "date_published", "name"])
SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text()
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=12
)


@settings(max_examples=100, deadline=None)
@given(VALUES)
def test_no_json_raises(value: object) -> None:
    feed = read(json.dumps({"items": [value]}))
    assert feed.format == "jsonfeed"
    assert len(feed.items) + len(feed.rejects) == 1
