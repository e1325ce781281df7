from datetime import UTC, datetime

import pytest

from tests.unit.channels.feeds.written import (
    ATOM,
    JSON_FEED,
    RSS_091,
    RSS_10,
    RSS_20,
    read,
    rss,
)  # fmt: skip
from voc.types.collected import FeedItem, TimeCertainty, Told
from voc.types.feedback import Reject

POSTED = Told(at=datetime(2026, 9, 30, 13, 14, 5, tzinfo=UTC), certainty=TimeCertainty.FEED)


def test_rss_gives_the_whole_text_before_the_short_one() -> None:
    feed = read(RSS_20)
    assert (feed.format, feed.title, feed.rejects) == ("rss20", "坚果日报", ())
    assert feed.items == (
        FeedItem(
            id="n-1", url="https://news.example/a/1.html", title="每日坚果漏气",
            body="<p>整袋<b>漏气</b></p>", author="林小满", posted=POSTED,
        ),
    )  # fmt: skip


def test_a_doctype_that_declares_nothing_is_read_over() -> None:
    feed = read(RSS_091)
    assert [item.title for item in feed.items] == ["Café closes"]


def test_rdf_is_read() -> None:
    feed = read(RSS_10)
    assert (feed.format, feed.items[0].id) == ("rss10", "https://rdf.example/1")
    assert feed.items[0].posted == POSTED


def test_atom_links_are_joined_to_their_base_and_titles_are_plain() -> None:
    (item,) = read(ATOM).items
    assert (item.id, item.url) == ("tag:atom.example,2026:1", "https://atom.example/blog/one.html")
    assert (item.title, item.author, item.body) == ("Soggy & soft", "Kim", "Short")
    assert item.posted == POSTED  # published, not updated


def test_json_feed_is_read_and_what_is_no_item_is_rejected() -> None:
    feed = read(JSON_FEED, "application/feed+json")
    (item,) = feed.items
    assert (feed.format, item.id, item.url) == ("jsonfeed", "7", "https://news.example/seven")
    assert (item.author, item.body, item.posted) == ("Mina", "<p>7</p>", POSTED)
    assert [reject.where.rsplit("#")[-1] for reject in feed.rejects] == ["2", "3"]


def test_a_feed_that_is_not_well_formed_is_read_all_the_same() -> None:
    feed = read(
        rss("<item><title>Nuts & bolts&nbsp;</title><link>https://a.example/?a=1&b=2</link>")
    )
    assert feed.items[0].title == "Nuts & bolts"
    assert feed.items[0].url == "https://a.example/?a=1&b=2"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("", "empty"), ("  \n", "empty"), ("<html><body>404</body></html>", "no feed"),
        ("<html><p>404", "no feed"), ("plain words", "no feed"), ('{"items": 1}', "no JSON Feed"),
        ("[1]", "no JSON Feed"), ("{", "cannot be read"), ("\x1f\x8bno gzip", "no feed"),
    ],
)  # fmt: skip
def test_what_is_no_feed_is_one_reject_with_its_reason(body: str, reason: str) -> None:
    feed = read(body)
    assert feed.format is None
    assert len(feed.rejects) == 1
    assert reason in feed.rejects[0].reason


def test_items_without_link_or_id_are_known_by_what_they_say() -> None:
    one, two = read(rss("<item><title>a</title></item><item><title>b</title></item>")).items
    again, *_ = read(rss("<item><title>a</title></item>")).items
    assert one.id != two.id
    assert one.id == again.id


def test_an_item_without_anything_is_rejected() -> None:
    feed = read(rss("<item/><item><title>a</title></item>"))
    assert len(feed.items) == 1
    assert feed.rejects == (
        Reject(where="https://news.example/feeds/all.xml#1", reason="no title, text or link"),
    )


def test_of_two_versions_of_an_item_the_later_stays() -> None:
    first, second = (
        f"<item><guid>https://a.example/1</guid><title>{day}</title>"
        f"<pubDate>{day} Sep 2026 08:00 GMT</pubDate></item>"
        for day in (29, 30)
    )
    for feed in (read(rss(first + second)), read(rss(second + first))):
        assert [item.title for item in feed.items] == ["30"]
        assert [reject.reason for reject in feed.rejects] == [
            "another version of an item of this feed"
        ]


def test_one_id_on_several_addresses_is_no_id() -> None:
    items = "".join(
        f"<item><guid isPermaLink='false'>home</guid><link>https://a.example/{n}</link></item>"
        for n in range(3)
    )
    assert [item.id for item in read(rss(items)).items] == [
        f"https://a.example/{n}" for n in range(3)
    ]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "http://[", "mailto:a@b"]
)
def test_addresses_that_are_not_of_the_web_are_left_out(address: str) -> None:
    (item,) = read(rss(f"<item><title>a</title><link>{address}</link></item>")).items
    assert item.url is None


@pytest.mark.parametrize(
    ("told", "at"),
    [
        ("2026-09-30 21:14:05", POSTED.at), ("Wed, 30 Sep 2026 21:14:05", POSTED.at),
        ("Wed, 30 Sep 2026 21:14:05 CST", POSTED.at), ("Wed, 30 Sep 2026 22:14:05 KST", POSTED.at),
        ("Wed, 30 Sep 2026 13:14:05 GMT", POSTED.at),
        ("Wed, 30 Sep 2026 13:14:05 -0000", POSTED.at),
        ("Wed, 30 Sep 2026 09:14:05 EDT", POSTED.at), ("2026年9月30日 21:14:05", POSTED.at),
        ("2036-01-01T00:00:00Z", None), ("1970-01-01T00:00:00Z", None), ("2026", None),
        ("yesterday", None), ("31 Feb 2026 10:00 GMT", None), ("9" * 70, None), ("", None),
    ],
)  # fmt: skip
def test_times_without_a_zone_are_of_the_reports_and_unlikely_ones_of_none(
    told: str, at: datetime | None
) -> None:
    (item,) = read(rss(f"<item><title>a</title><pubDate>{told}</pubDate></item>")).items
    assert (item.posted and item.posted.at) == at


@pytest.mark.parametrize(
    "title",
    ["<![CDATA[<b>漏气</b>]]>", "&lt;b&gt;漏气&lt;/b&gt;", "\n 漏气 \n", "<![CDATA[漏气&#0;]]>"],
)
def test_titles_are_plain_text(title: str) -> None:
    (item,) = read(rss(f"<item><title>{title}</title></item>")).items
    assert item.title in {"漏气", "漏气\ufffd"}
