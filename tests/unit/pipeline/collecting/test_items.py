"""Articles: which are kept, as what, and when they are asked again."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.unit.pipeline.collecting.conftest import Desk
from tests.unit.pipeline.collecting.web import BRAND, FEED, NOW, article, source
from voc.types.collected import TimeCertainty, Told
from voc.types.fetching import Why
from voc.types.source import Health, Keep, SourceKind

ONE = "https://news.example/2026/one"
TWO = "https://news.example/2026/two"
NAMES = f"{BRAND}烤海苔里有玻璃，孩子的嘴被划破了，客服不理。"
OTHER = "今天天气很好，大家都到公园里去散步，晚上回家吃饭。"


def test_articles_that_name_the_brand_are_kept_and_others_are_counted(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}, {"url": TWO}])
    desk.web.say(ONE, article(NAMES, title="玻璃"))
    desk.web.say(TWO, article(OTHER))
    tally = desk.round(source())
    assert (tally.asked, tally.new, tally.read, tally.kept, tally.counted) == (3, 2, 2, 1, 1)
    (kept,) = desk.kept()
    assert (kept.text, kept.title, kept.url, kept.external_id) == (NAMES, "玻璃", ONE, ONE)


def test_a_source_that_keeps_all_keeps_what_names_nothing(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": TWO}])
    desk.web.say(TWO, article(OTHER))
    assert desk.round(source(keep=Keep.ALL)).kept == 1


def test_a_second_round_asks_only_the_feed_and_takes_in_nothing(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, article(NAMES))
    desk.round(source())
    desk.web.asked.clear()
    tally = desk.round(source())
    assert [ask.url for ask in desk.web.asked] == [FEED]
    assert (tally.asked, tally.unchanged, tally.read, len(desk.kept())) == (1, 1, 0, 1)


def test_the_same_bytes_without_validators_are_unchanged_too(desk: Desk) -> None:
    desk.web.tags = False
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, article(NAMES))
    desk.round(source())
    assert desk.round(source()).unchanged == 1


def test_an_edited_article_is_a_new_version_under_an_id_of_its_own(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, article(NAMES))
    desk.round(source())
    desk.web.say(ONE, article(NAMES + "厂家今天道歉。"))
    desk.clock.on(hours=2)
    assert desk.round(source()).kept == 1
    assert desk.kept_ids() == [ONE, f"{ONE}#2"]


def test_blanks_and_width_make_no_new_version(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, article(NAMES))
    desk.round(source())
    desk.web.say(ONE, article(NAMES.replace("，", " , \n")))
    desk.clock.on(hours=2)
    tally = desk.round(source())
    assert (tally.unchanged, tally.read, len(desk.kept())) == (2, 0, 1)


def test_an_article_that_names_the_brand_only_after_its_edit_is_kept_then(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": TWO}])
    desk.web.say(TWO, article(OTHER))
    desk.round(source())
    desk.web.say(TWO, article(OTHER + NAMES))
    desk.clock.on(hours=2)
    assert desk.round(source()).kept == 1


def test_articles_are_asked_again_on_a_plan_that_ends(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, article(NAMES))
    for _ in range(4 * 60):
        desk.round(source())
        desk.clock.on(hours=6)
    assert desk.web.times(ONE) == 7
    item = desk.store.item(ONE)
    assert item is not None
    assert item.due_at is None


@pytest.mark.parametrize(
    ("in_feed", "on_page", "expected"),
    [
        ("2026-11-01T00:00Z", "2026-10-01T00:00Z", datetime(2026, 11, 1, tzinfo=UTC)),
        (None, "2026-10-01T00:00Z", datetime(2026, 10, 1, tzinfo=UTC)),
        (None, None, None),
    ],
)  # fmt: skip
def test_the_feed_is_believed_before_the_page_of_when_it_was_posted(
    desk: Desk, in_feed: str | None, on_page: str | None, expected: datetime | None
) -> None:
    desk.web.say(FEED, [{"url": ONE} | ({"at": in_feed} if in_feed else {})])
    desk.web.say(ONE, article(NAMES, **({"posted": on_page} if on_page else {})))
    desk.round(source())
    assert desk.kept()[0].posted_at == expected
    item = desk.store.item(ONE)
    if in_feed:
        assert item is not None
        assert item.posted == Told(at=desk.kept()[0].posted_at, certainty=TimeCertainty.FEED)


def test_a_page_that_asks_not_to_be_kept_is_counted(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, article(NAMES, noindex=True))
    tally = desk.round(source())
    assert (tally.read, tally.counted, desk.kept()) == (1, 1, [])


def test_a_page_that_may_be_kept_later_is_kept_then_though_its_text_is_the_same(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, article(NAMES, noindex=True))
    desk.round(source())
    desk.web.say(ONE, article(NAMES))
    desk.clock.on(hours=2)
    assert desk.round(source()).kept == 1


def test_of_what_is_not_free_only_what_the_feed_gave_away_is_kept(desk: Desk) -> None:
    first = f"<p>{BRAND}海苔里发现玻璃，多名消费者投诉，厂家表示正在调查，</p>"
    teaser = f"{first}<p>本报将继续关注此事。</p>"
    desk.web.say(FEED, [{"url": ONE, "body": teaser}, {"url": TWO}])
    desk.web.say(ONE, article(NAMES, paywalled=True))
    desk.web.say(TWO, article(NAMES, paywalled=True))
    tally = desk.round(source())
    assert (tally.kept, tally.counted) == (1, 1)
    assert "<p>" not in desk.kept()[0].text
    assert "调查" in desk.kept()[0].text


def test_where_a_page_holds_no_article_the_body_of_the_feed_is_read(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE, "title": "玻璃", "body": f"<p>{NAMES}{OTHER}</p>"}])
    desk.web.say(ONE, {"menu": "only"})
    assert desk.round(source()).kept == 1
    assert desk.kept()[0].title == "玻璃"
    desk.clock.on(hours=2)
    assert desk.round(source()).read == 0
    desk.clock.on(days=1)
    assert desk.round(source()).read == 0  # the feed is as it was, and its body not at hand


def test_a_page_without_an_article_is_a_reject_and_told_once(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, {"menu": "only"})
    assert desk.round(source()).rejected == 1
    desk.clock.on(hours=2)
    assert desk.round(source()).rejected == 0
    assert [one.where for one in desk.store.rejects(9)] == [ONE]


def test_an_item_of_a_feed_without_a_page_is_read_from_the_feed(desk: Desk) -> None:
    desk.web.say(FEED, [{"id": "a1", "body": NAMES + OTHER}, {"id": "a2", "body": OTHER + OTHER}])
    tally = desk.round(source())
    assert (tally.new, tally.read, tally.kept, tally.counted) == (1, 2, 1, 1)
    desk.web.say(FEED, [{"id": "a1", "body": NAMES + OTHER}])
    tally = desk.round(source())
    assert (tally.new, tally.kept, tally.counted) == (0, 0, 1)


def test_an_address_too_long_to_be_known_by_is_no_item(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE + "中" * 300, "body": NAMES + OTHER}])
    tally = desk.round(source())
    assert (tally.asked, tally.kept) == (1, 1)  # read from the feed, as one that has no page


def test_two_addresses_of_one_page_are_one_item(desk: Desk) -> None:
    phone = "https://m.news.example/2026/one"
    desk.web.say(FEED, [{"url": phone}, {"url": ONE}])
    for url in (phone, ONE):
        desk.web.say(url, article(NAMES, canonical=ONE))
    desk.round(source())
    desk.clock.on(hours=2)
    desk.round(source())
    assert desk.kept_ids() == [ONE]


def test_two_addresses_that_name_a_third_are_one_item(desk: Desk) -> None:
    places = [f"{ONE}?from=a", f"{ONE}?from=b"]
    desk.web.say(FEED, [{"url": url} for url in places])
    for url in places:
        desk.web.say(url, article(NAMES, canonical=ONE))
    desk.round(source())
    assert len(desk.kept()) == 1


def test_pages_that_all_give_one_name_and_differ_are_items_of_their_own(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}, {"url": TWO}])
    desk.web.say(ONE, article(NAMES, canonical="https://news.example/story"))
    desk.web.say(TWO, article(NAMES + OTHER, canonical="https://news.example/story"))
    desk.round(source())
    assert desk.kept_ids() == [ONE, TWO]


def test_what_leads_back_to_the_front_page_is_gone_and_no_new_version(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, article(NAMES))
    desk.round(source())
    desk.web.say(ONE, article(OTHER + NAMES, leads_to="https://news.example/"))
    desk.clock.on(hours=2)
    tally = desk.round(source())
    assert tally.failed == {Why.GONE: 1}
    assert len(desk.kept()) == 1


def test_what_is_gone_is_asked_twice_and_never_again(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    for _ in range(40):
        desk.round(source())
        desk.clock.on(days=1)
    assert desk.web.times(ONE) == 2


@pytest.mark.parametrize("why", [Why.ROBOTS, Why.DENIED, Why.FORBIDDEN, Why.TOO_LARGE])
def test_what_is_refused_is_hardly_asked_again(desk: Desk, why: Why) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.fail(ONE, why)
    for _ in range(4 * 30):
        desk.round(source())
        desk.clock.on(hours=6)
    assert 2 <= desk.web.times(ONE) <= 5


def test_what_fails_in_passing_is_asked_again_soon_and_read(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, article(NAMES))
    desk.web.fail(ONE, Why.SERVER)
    desk.round(source())
    desk.web.ills.clear()
    desk.clock.on(minutes=10)
    assert desk.round(source()).kept == 1


def test_a_server_that_says_when_to_come_again_is_believed(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.fail(ONE, Why.RATE, retry_at=NOW + timedelta(hours=5))
    desk.round(source())
    item = desk.store.item(ONE)
    assert item is not None
    assert item.due_at == NOW + timedelta(hours=5)


def test_a_host_that_refuses_again_and_again_is_left_in_peace_for_the_round(desk: Desk) -> None:
    urls = [f"https://news.example/{number}" for number in range(100)]
    desk.web.say(FEED, [{"url": url} for url in urls])
    for url in urls:
        desk.web.fail(url, Why.CONNECTION)
    desk.round(source())
    assert sum(ask.url in urls for ask in desk.web.asked) <= 32


def test_a_page_that_is_a_source_is_asked_in_every_round(desk: Desk) -> None:
    desk.web.say(ONE, article(NAMES))
    page = source(SourceKind.PAGE, place=ONE)
    for _ in range(3):
        desk.round(page)
        desk.clock.on(minutes=15)
    assert desk.web.times(ONE) == 3
    desk.web.say(ONE, article(NAMES + OTHER))
    desk.round(page)
    assert desk.kept_ids() == [ONE, f"{ONE}#2"]
    desk.web.fail(ONE, Why.SERVER)
    desk.round(page)
    assert desk.store.source_states()[0].health is Health.FAILING


def test_an_edit_after_a_kill_between_text_and_item_is_kept_beside_the_first(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": ONE}])
    desk.web.say(ONE, article(NAMES))
    desk.round(source())
    item = desk.store.item(ONE)
    assert item is not None
    # As if the round had died after the text was stored: version 0 again, and due.
    with desk.store._database.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE items SET version = 0, digest = NULL, etag = NULL, due_at = first_seen"
        )
    desk.web.say(ONE, article(NAMES + OTHER))
    assert desk.round(source()).kept == 1
    assert desk.kept_ids() == [ONE, f"{ONE}#2"]
