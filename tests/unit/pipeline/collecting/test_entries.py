"""Feeds, sitemaps, lists and pages of rows: what is asked, and how far they are taken in."""

from dataclasses import replace
from datetime import UTC, timedelta
from functools import partial

import pytest

from tests.unit.pipeline.collecting.conftest import Desk
from tests.unit.pipeline.collecting.web import BRAND, FEED, NOW, article, source
from voc.errors import InputError, SettingsError
from voc.insight.health.judging import judge
from voc.pipeline.collecting.asking import MOST_ENTRIES
from voc.types.feedback import RawFeedback
from voc.types.fetching import Why
from voc.types.items import Lead
from voc.types.source import Health, Keep, Paging, PagingStop, Source, SourceDay, SourceKind, Spec

SITE = "https://news.example"
MAP = f"{SITE}/sitemap.xml"
NAMES = f"{BRAND}烤海苔里有玻璃，孩子的嘴被划破了，客服不理。"
REVIEWS = "https://shop.example/reviews?page=1"


def sitemap() -> Source:
    return source(SourceKind.SITEMAP, place=MAP)


def reviews(stop: PagingStop = PagingStop.KNOWN, most: int = 20) -> Source:
    paging = Paging(next_path="next", stop=stop, most=most)
    spec = Spec(rows="rows", paging=paging)
    return replace(source(SourceKind.JSON, place=REVIEWS), spec=spec)


def page_of(number: int) -> str:
    return f"https://shop.example/reviews?page={number}"


def say_rows(desk: Desk, pages: list[list[str]]) -> None:
    for number, rows in enumerate(pages, start=1):
        more = {"next": page_of(number + 1)} if number < len(pages) else {}
        desk.web.say(page_of(number), {"rows": rows} | more)


def test_a_sitemap_tells_of_articles(desk: Desk) -> None:
    desk.web.say(MAP, {"urls": {f"{SITE}/1": None}})
    desk.web.say(f"{SITE}/1", article(NAMES))
    assert desk.round(sitemap()).kept == 1


def test_an_article_that_a_sitemap_says_has_changed_is_asked_again(desk: Desk) -> None:
    desk.web.say(MAP, {"urls": {f"{SITE}/1": str(NOW - timedelta(days=1))}})
    desk.web.say(f"{SITE}/1", article(NAMES))
    desk.round(sitemap(), plan=lambda *_: None)
    desk.clock.on(hours=1)
    desk.web.say(MAP, {"urls": {f"{SITE}/1": str(NOW + timedelta(minutes=9))}})
    desk.web.say(f"{SITE}/1", article(NAMES + "厂家道歉。"))
    assert desk.round(sitemap()).kept == 1


def test_a_sitemap_cannot_send_voc_to_another_site(desk: Desk) -> None:
    desk.web.say(
        MAP, {"urls": {"https://victim.example/1": None, "https://m.news.example/1": None}}
    )
    desk.web.say("https://m.news.example/1", article(NAMES))
    desk.round(sitemap())
    assert desk.web.times("https://victim.example/1") == 0
    assert desk.web.times("https://m.news.example/1") == 1
    assert "1 addresses left out" in desk.store.rejects(1)[0].reason


def test_of_an_index_only_the_sitemaps_that_moved_are_asked(desk: Desk) -> None:
    old, new = f"{SITE}/old.xml", f"{SITE}/new.xml"
    desk.web.say(MAP, {"maps": {old: str(NOW - timedelta(days=9)), new: str(NOW)}})
    desk.web.say(old, {"urls": {f"{SITE}/1": None}})
    desk.web.say(new, {"urls": {f"{SITE}/2": None}})
    for number in (1, 2, 3):
        desk.web.say(f"{SITE}/{number}", article(f"{NAMES}{number}"))
    assert desk.round(sitemap()).kept == 2
    desk.web.say(MAP, {"maps": {old: str(NOW - timedelta(days=9)), new: str(NOW + timedelta(1))}})
    desk.web.say(new, {"urls": {f"{SITE}/2": None, f"{SITE}/3": None}})
    assert desk.round(sitemap()).kept == 1
    assert (desk.web.times(old), desk.web.times(new)) == (1, 2)


def test_sitemaps_without_a_time_are_asked_though_their_index_stays(desk: Desk) -> None:
    child = f"{SITE}/child.xml"
    desk.web.say(MAP, {"maps": {child: None}})
    desk.web.say(child, {"urls": {f"{SITE}/1": None}})
    desk.web.say(f"{SITE}/1", article(NAMES))
    desk.web.say(f"{SITE}/2", article(NAMES + "二"))
    desk.round(sitemap())
    desk.web.say(child, {"urls": {f"{SITE}/1": None, f"{SITE}/2": None}})
    assert desk.round(sitemap()).kept == 1


def test_of_many_sitemaps_without_a_time_each_has_its_turn(desk: Desk) -> None:
    maps = [f"{SITE}/{number}.xml" for number in range(70)]
    desk.web.say(MAP, {"maps": dict.fromkeys(maps)})
    for url in maps:
        desk.web.say(url, {"urls": {}})
    for _ in range(7):
        desk.round(sitemap())
        desk.clock.on(minutes=15)
    assert min(desk.web.times(url) for url in maps) >= 3


def test_a_large_index_is_taken_in_over_several_rounds(desk: Desk) -> None:
    maps = {f"{SITE}/{number}.xml": str(NOW - timedelta(days=number)) for number in range(120)}
    desk.web.say(MAP, {"maps": maps})
    for number in range(120):
        desk.web.say(f"{SITE}/{number}.xml", {"urls": {f"{SITE}/a{number}": None}})
        desk.web.say(f"{SITE}/a{number}", article(f"{NAMES}{number}"))
    assert [desk.round(sitemap()).kept for _ in range(4)] == [50, 50, 20, 0]
    assert desk.web.times(MAP) == 4


def test_an_index_whose_sitemap_failed_is_asked_whole_again(desk: Desk) -> None:
    child = f"{SITE}/child.xml"
    desk.web.say(MAP, {"maps": {child: str(NOW)}})
    desk.web.fail(child, Why.SERVER)
    desk.round(sitemap())
    desk.web.ills.clear()
    desk.web.say(child, {"urls": {f"{SITE}/1": None}})
    desk.web.say(f"{SITE}/1", article(NAMES))
    assert desk.round(sitemap()).kept == 1


def test_indexes_that_lead_in_a_circle_are_left(desk: Desk) -> None:
    other = f"{SITE}/other.xml"
    desk.web.say(MAP, {"maps": {other: None}})
    desk.web.say(other, {"maps": {MAP: None, other: None}})
    assert desk.round(sitemap()).asked < 10


def test_a_list_tells_of_articles(desk: Desk) -> None:
    desk.web.say(FEED, [f"{SITE}/1", f"{SITE}/1", f"{SITE}/2"])
    for number in (1, 2):
        desk.web.say(f"{SITE}/{number}", article(f"{NAMES}{number}"))
    assert desk.round(source(SourceKind.LIST)).kept == 2


def test_a_page_that_is_no_list_is_a_failure(desk: Desk) -> None:
    desk.web.say(FEED, {"no": "list"})
    assert desk.round(source(SourceKind.LIST)).failed == {Why.UNREADABLE: 1}


def test_a_feed_that_cannot_be_read_is_a_failure_and_asked_whole_again(desk: Desk) -> None:
    desk.web.say(FEED, {"no": "feed"})
    tally = desk.round(source())
    assert (tally.failed, tally.rejected) == ({Why.UNREADABLE: 1}, 1)
    state = desk.store.source_states()[0]
    assert (state.health, state.error) == (Health.FAILING, "unreadable")
    assert desk.round(source()).failed == {Why.UNREADABLE: 1}


def test_a_dead_source_is_a_state_and_the_others_are_read(desk: Desk) -> None:
    other = source(name="other", place="https://other.example/feed.xml")
    desk.web.fail(FEED, Why.DNS)
    desk.web.say(other.place, [{"url": "https://other.example/1"}])
    desk.web.say("https://other.example/1", article(NAMES))
    tally = desk.round(source(), other)
    assert (tally.kept, tally.failed) == (1, {Why.DNS: 1})
    health = {state.source: state.health for state in desk.store.source_states()}
    assert health == {"news": Health.FAILING, "other": Health.OK}


def test_items_of_a_source_that_cannot_be_reached_stay_due(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": f"{SITE}/1"}])
    desk.web.fail(f"{SITE}/1", Why.TIMEOUT)
    desk.round(source())
    desk.web.fail(FEED, Why.TIMEOUT)
    desk.clock.on(hours=1)
    desk.round(source())
    assert desk.web.times(f"{SITE}/1") == 1
    desk.web.ills.clear()
    desk.web.say(f"{SITE}/1", article(NAMES))
    assert desk.round(source()).kept == 1


def test_rows_are_read_page_by_page_to_the_end(desk: Desk) -> None:
    say_rows(desk, [["好评", "好评", "漏气了"], ["不错", ""], ["好评"]])
    tally = desk.round(reviews())
    assert (tally.asked, tally.new, tally.read, tally.kept, tally.rejected) == (3, 5, 6, 5, 1)
    assert sorted(one.text for one in desk.kept()) == ["不错", "好评", "好评", "好评", "漏气了"]


def test_pages_end_where_one_tells_nothing_new(desk: Desk) -> None:
    say_rows(desk, [["一"], ["二"], ["三"]])
    desk.round(reviews())
    desk.web.asked.clear()
    say_rows(desk, [["新"], ["一"], ["二"], ["三"]])
    assert desk.round(reviews()).kept == 1
    assert [ask.url for ask in desk.web.asked] == [page_of(1), page_of(2)]


def test_pages_are_read_to_the_end_where_the_source_says_so(desk: Desk) -> None:
    say_rows(desk, [["一"], ["二"], ["三"]])
    desk.round(reviews(PagingStop.END))
    say_rows(desk, [["新"], ["一"], ["二"], ["三"]])
    assert desk.round(reviews(PagingStop.END)).asked == 4


def test_no_more_pages_are_asked_than_are_allowed(desk: Desk) -> None:
    say_rows(desk, [[str(number)] for number in range(9)])
    assert desk.round(reviews(most=4)).asked == 4


def test_a_page_that_names_itself_as_the_next_ends_them(desk: Desk) -> None:
    desk.web.say(REVIEWS, {"rows": ["一"], "next": page_of(2)})
    desk.web.say(page_of(2), {"rows": ["二"], "next": page_of(2)})
    assert desk.round(reviews(PagingStop.END)).asked == 2


def test_rows_of_another_site_are_not_asked_and_learn_no_secret(desk: Desk) -> None:
    desk.web.say(REVIEWS, {"rows": ["一"], "next": "https://evil.example/?page=2"})
    desk.round(reviews(), headers=lambda _: {"authorization": "secret"})
    assert [(ask.url, dict(ask.headers)) for ask in desk.web.asked] == [
        (REVIEWS, {"authorization": "secret"})
    ]


def test_what_is_told_of_a_source_holds_no_letters_that_cannot_be_stored(desk: Desk) -> None:
    other = source(SourceKind.LIST, name="list", place=f"{SITE}/list")
    desk.web.say(other.place, [])
    desk.web.say(FEED, [])
    desk.round(source(), other, links=_no_links)
    health = {state.source: state.message for state in desk.store.source_states()}
    assert health == {"list": "no page: it begins with “\ufffd\ufffd”", "news": None}


def test_a_page_that_its_reader_breaks_on_is_the_trouble_of_its_source_alone(desk: Desk) -> None:
    desk.web.say(FEED, [])
    shop = reviews_named("shop")
    desk.web.say(shop.place, {"no": "rows"})
    desk.round(source(), shop)
    states = {state.source: state for state in desk.store.source_states()}
    assert (states["news"].health, states["shop"].error) == (Health.OK, "unreadable")
    assert "KeyError" in str(states["shop"].message)


def _no_links(*_: object) -> tuple[Lead, ...]:
    raise InputError("no page: it begins with “\0\ud800”")


def test_sitemaps_elsewhere_on_the_site_learn_no_secret(desk: Desk) -> None:
    index, own = f"{SITE}/index.xml", f"{SITE}/own.xml"
    others = [
        own.replace("https:", "http:"),
        own.replace("https://", "https://cdn."),
        own.replace(".example", ".example:8443"),
    ]
    desk.web.say(index, {"maps": dict.fromkeys([own, *others])})
    desk.round(source(SourceKind.SITEMAP, place=index), headers=lambda _: {"x-key": "secret"})
    told = {ask.url: bool(ask.headers) for ask in desk.web.asked}
    assert told == {index: True, own: True} | dict.fromkeys(others, False)


def test_sitemaps_inside_sitemaps_do_not_keep_a_round_for_ever(desk: Desk) -> None:
    index = f"{SITE}/index.xml"
    desk.web.pages = _Endless()
    desk.round(source(SourceKind.SITEMAP, place=index))
    assert len(desk.web.asked) <= MOST_ENTRIES + 1


class _Endless(dict[str, object]):
    """Every address is an index of fifty others."""

    def __contains__(self, url: object) -> bool:
        return True

    def __getitem__(self, url: str) -> object:
        return {"maps": {f"{url}/{number}": None for number in range(50)}}


def test_a_secret_that_is_not_set_is_the_trouble_of_its_source_alone(desk: Desk) -> None:
    desk.web.say(FEED, [])
    desk.round(source(), reviews_named("shop"), headers=_no_secret_of_shop)
    health = {state.source: (state.health, state.message) for state in desk.store.source_states()}
    assert health["news"] == (Health.OK, None)
    assert health["shop"] == (Health.FAILING, "SHOP_TOKEN is not set.")


def reviews_named(name: str) -> Source:
    return replace(reviews(), name=name)


def _no_secret_of_shop(one: Source) -> dict[str, str]:
    if one.name == "shop":
        raise SettingsError("SHOP_TOKEN is not set.")
    return {}


def test_after_pages_broke_off_they_are_read_to_the_end(desk: Desk) -> None:
    say_rows(desk, [["一"], ["二"], ["三"], ["四"]])
    desk.web.fail(page_of(3), Why.SERVER)
    desk.round(reviews())
    desk.web.ills.clear()
    assert desk.round(reviews()).kept == 2
    assert desk.round(reviews()).asked == 1


def test_of_a_customers_words_all_is_kept_and_an_article_as_it_was_heard(desk: Desk) -> None:
    say_rows(desk, [["好评", NAMES]])
    desk.round(reviews(), hears=_as_heard)
    assert [one.product for one in desk.kept()] == [None, None]
    desk.web.say(FEED, [{"url": f"{SITE}/1"}])
    desk.web.say(f"{SITE}/1", article(NAMES + "一"))
    desk.round(source(), hears=_as_heard)
    assert [one.product for one in desk.kept()].count("海苔") == 1


def test_rows_that_name_nothing_are_counted_where_only_mentions_are_kept(desk: Desk) -> None:
    say_rows(desk, [["好评", NAMES]])
    tally = desk.round(replace(reviews(), keep=Keep.MENTIONS))
    assert (tally.kept, tally.counted) == (1, 1)


def test_a_page_of_rows_that_cannot_be_read_is_a_failure(desk: Desk) -> None:
    say_rows(desk, [[""]])
    tally = desk.round(reviews())
    assert (tally.failed, tally.rejected) == ({Why.UNREADABLE: 1}, 1)
    say_rows(desk, [["好评"]])
    assert desk.round(reviews()).kept == 1


def _as_heard(raw: RawFeedback) -> RawFeedback | None:
    return replace(raw, product="海苔") if "玻璃" in raw.text else None


def test_folders_are_taken_in_by_their_own_way(desk: Desk) -> None:
    folder = source(SourceKind.FOLDER, place="/exports")
    day = SourceDay(source="news", day=NOW.date(), asked=1, new=3, read=3, kept=3)
    assert desk.round(folder, folder=lambda *_: day).kept == 3
    assert desk.store.source_states()[0].health is Health.OK


def test_nothing_is_asked_of_who_pushes(desk: Desk) -> None:
    assert desk.round(source(SourceKind.PUSH, place="")).asked == 0
    assert desk.store.source_states()[0].health is Health.NEW


def test_the_silence_of_who_pushed_before_is_noticed(desk: Desk) -> None:
    who = source(SourceKind.PUSH, place="")
    desk.round(who)
    for back in range(5, 60):
        day = SourceDay(
            source="news", day=(NOW - timedelta(days=back)).date(), new=9, read=9, kept=9
        )
        desk.store.take_items([], [day])
    (state,) = desk.store.source_states()
    pushed = NOW - timedelta(days=5)
    desk.store.keep_states([replace(state, health=Health.OK, succeeded_at=pushed, new_at=pushed)])
    desk.round(who, judge=partial(judge, zone=UTC))
    (state,) = desk.store.source_states()
    assert (state.health, state.failures, state.succeeded_at) == (Health.SILENT, 0, pushed)


def test_a_folder_that_cannot_be_read_says_so(desk: Desk) -> None:
    folder = source(SourceKind.FOLDER, place="/exports")
    day = SourceDay(source="news", day=NOW.date(), asked=1, failed=1)
    desk.round(folder, folder=lambda *_: day)
    (state,) = desk.store.source_states()
    assert (state.health, state.error) == (Health.FAILING, "unreadable")
    assert "/exports" in str(state.message)


def test_a_page_that_a_feed_told_of_before_is_watched_as_a_source_of_its_own(desk: Desk) -> None:
    url = f"{SITE}/1"
    desk.web.say(FEED, [{"url": url}])
    desk.web.say(url, article(NAMES))
    desk.round(source())
    page = source(SourceKind.PAGE, place=url, name="page")
    for _ in range(3):
        desk.clock.on(minutes=61)
        desk.round(source(), page)
    assert desk.web.times(url) == 4
    assert {state.source: state.health for state in desk.store.source_states()} == {
        "news": Health.OK,
        "page": Health.OK,
    }
    assert len(desk.kept()) == 1


def test_time_that_is_over_says_nothing_of_who_was_not_asked(desk: Desk) -> None:
    desk.web.say(FEED, [])
    desk.round(source(), limit_s=0.0)
    assert desk.store.source_states()[0].health is Health.NEW
    desk.round(source())
    desk.clock.on(hours=2)
    desk.round(source(), limit_s=0.0)
    assert desk.store.source_states()[0].health is Health.OK


def test_who_waits_longest_is_asked_first(desk: Desk) -> None:
    places = {name: f"https://{name}.example/feed.xml" for name in ("a", "b", "c")}
    for place in places.values():
        desk.web.say(place, [])
    first, second, third = (source(name=name, place=place) for name, place in places.items())
    desk.round(first)
    desk.clock.on(hours=1)
    desk.round(second)
    desk.web.asked.clear()
    desk.round(first, second, third)
    assert [ask.url for ask in desk.web.asked] == [places["c"], places["a"], places["b"]]


def test_a_source_that_another_round_asks_is_left_out(desk: Desk) -> None:
    desk.web.say(FEED, [])
    other = source(name="other", place="https://other.example/feed.xml")
    desk.web.say(other.place, [])
    with desk.store.source_locks(["news"]) as ours:
        assert ours == {"news"}
        tally = desk.round(source(), other)
    assert (tally.sources, tally.busy, tally.asked) == (1, 1, 1)
    assert desk.round(source(), other).busy == 0


@pytest.mark.parametrize("seconds", [0.0, 5.0])
def test_a_round_whose_time_is_over_ends_and_the_next_goes_on(desk: Desk, seconds: float) -> None:
    desk.web.say(FEED, [{"url": f"{SITE}/{number}"} for number in range(100)])
    for number in range(100):
        desk.web.say(f"{SITE}/{number}", article(f"{NAMES}{number}"))
    ticks = iter(range(10_000))
    tally = desk.round(source(), limit_s=seconds, timer=lambda: float(next(ticks)) / 3)
    assert tally.left
    assert tally.waiting == ("news",)
    assert tally.kept < 100
    desk.round(source())
    assert len(desk.kept()) == 100


def test_items_of_a_dead_feed_do_not_make_it_healthy(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": f"{SITE}/1"}])
    desk.web.say(f"{SITE}/1", article(NAMES))
    desk.round(source())
    desk.web.fail(FEED, Why.GONE)
    desk.clock.on(hours=2)
    desk.round(source())
    assert desk.web.times(f"{SITE}/1") == 2
    assert desk.store.source_states()[0].health is Health.FAILING


def test_many_unchanged_items_are_all_asked_in_one_round(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": f"{SITE}/{number}"} for number in range(300)])
    for number in range(300):
        desk.web.say(f"{SITE}/{number}", article(f"{NAMES}{number}"))
    desk.round(source())
    desk.clock.on(hours=2)
    assert desk.round(source()).unchanged == 301


def test_many_items_of_one_source_are_all_asked_in_shares(desk: Desk) -> None:
    desk.web.say(FEED, [{"url": f"{SITE}/{number}"} for number in range(300)])
    for number in range(300):
        desk.web.say(f"{SITE}/{number}", article(f"{NAMES}{number}"))
    assert desk.round(source()).kept == 300
