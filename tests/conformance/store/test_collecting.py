"""What is known of sources and items, on both databases."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random
from string import ascii_letters, digits

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from voc.errors import InputError, NotFoundError
from voc.ports.store import Store
from voc.text.web_addresses import LONGEST, canonical
from voc.types.collected import TimeCertainty, Told
from voc.types.feedback import Feedback, FeedbackKind
from voc.types.fetching import Validators
from voc.types.forgetting import Person
from voc.types.items import Entry, Item, ItemTaken, Lead
from voc.types.source import (
    FieldRule,
    Health,
    Keep,
    Origin,
    Paging,
    PagingStop,
    Source,
    SourceDay,
    SourceKind,
    SourceState,
    Spec,
)

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
TODAY = NOW.date()
FEED = "https://paper.example/feed"


def source(name: str = "paper", **told: object) -> Source:
    whole = Source(
        name=name,
        kind=SourceKind.FEED,
        place=f"https://{name}.example/feed",
        channel=name,
        tells=FeedbackKind.MEDIA,
        keep=Keep.MENTIONS,
        origin=Origin.FILE,
        digest="1",
    )
    return replace(whole, **told)


def entry(name: str = "paper", url: str = FEED, at: datetime = NOW) -> Entry:
    return Entry(
        source=name,
        url=url,
        validators=Validators(etag='"7"', last_modified="Mon, 02 Nov 2026 09:00:00 GMT"),
        digest="d",
        lastmod=NOW - HOUR,
        taken_at=at,
    )


def leads(*names: str) -> list[Lead]:
    return [Lead(url=f"https://paper.example/{name}", title=name) for name in names]


def day(name: str = "paper", on: date = TODAY, **counts: int) -> SourceDay:
    return SourceDay(source=name, day=on, **counts)


def taken(item: Item, at: datetime, due: datetime | None, **told: object) -> ItemTaken:
    whole = ItemTaken(
        url=item.url,
        version=item.version + 1,
        digest="text",
        validators=Validators(etag='"1"'),
        asked=1,
        failures=0,
        asked_at=at,
        due_at=due,
    )
    return replace(whole, **told)


def due(store: Store, at: datetime, *names: str) -> list[str]:
    found = store.due_items(names or ["paper"], at, 100)
    return [one.url.removeprefix("https://paper.example/") for one in found]


def test_a_source_comes_back_as_it_was_kept(store: Store) -> None:
    rich = source(
        "shop",
        kind=SourceKind.JSON,
        tells=FeedbackKind.REVIEW,
        keep=Keep.ALL,
        group="shops",
        every="15 min",
        secret_headers={"X-Key": "SHOP_KEY"},
        spec=Spec(
            rows="reviews",
            fields={"rating": FieldRule(path="stars", pattern=r"(\d+)", best=10.0)},
            constants={"product": "海苔脆片"},
            paging=Paging(parameter="page", most=3, stop=PagingStop.END),
        ),
    )
    store.keep_sources([rich, source()], NOW)
    assert store.sources() == (source(), rich)


def test_voc_toml_decides_which_of_its_sources_there_are(store: Store) -> None:
    store.add_sources([source("added", origin=Origin.STORE)], NOW)
    store.keep_sources([source("a"), source("b")], NOW)
    store.keep_sources([source("b"), source("c")], NOW)
    assert [one.name for one in store.sources()] == ["added", "b", "c"]


def test_a_name_of_voc_toml_that_was_added_before_is_refused(store: Store) -> None:
    store.add_sources([source(origin=Origin.STORE)], NOW)
    with pytest.raises(InputError, match="“paper”"):
        store.keep_sources([source("new"), source()], NOW)
    assert [one.name for one in store.sources()] == ["paper"]


def test_a_source_that_was_added_is_added_once(store: Store) -> None:
    added = [source(one, origin=Origin.STORE) for one in ("a", "b")]
    assert store.add_sources(added, NOW) == 2
    assert store.add_sources([*added, source("c", origin=Origin.STORE)], NOW) == 1
    with pytest.raises(InputError, match="“a”"):
        store.add_sources([source("a", origin=Origin.STORE, place="https://else.example/")], NOW)


def test_only_what_was_added_can_be_removed(store: Store) -> None:
    store.add_sources([source("added", origin=Origin.STORE)], NOW)
    store.keep_sources([source()], NOW)
    store.remove_source("added")
    with pytest.raises(InputError, match=r"voc\.toml"):
        store.remove_source("paper")
    with pytest.raises(NotFoundError, match="“added”"):
        store.remove_source("added")


def test_a_source_never_asked_is_new(store: Store) -> None:
    store.keep_sources([source()], NOW)
    (state,) = store.source_states()
    assert (state.source, state.health, state.since) == ("paper", Health.NEW, NOW)


def test_states_are_kept_and_those_of_sources_that_are_gone_let_go(store: Store) -> None:
    store.keep_sources([source()], NOW)
    state = SourceState(
        source="paper",
        health=Health.FAILING,
        since=NOW,
        because="4 rounds in a row failed.",
        asked_at=NOW,
        succeeded_at=NOW - HOUR,
        new_at=None,
        failures=4,
        error="timeout",
        message="no answer for 30 s",
        retry_at=NOW + HOUR,
        unchanged=2,
    )
    store.keep_states([state, replace(state, source="gone")])
    assert store.source_states() == (state,)


def test_an_entry_comes_back_with_what_it_is_asked_by(store: Store) -> None:
    store.keep_sources([source()], NOW)
    store.take_entry(entry(), [], day())
    further = replace(entry(url=f"{FEED}/2"), validators=Validators(), lastmod=None)
    store.take_entry(further, [], day())
    assert store.entries("paper") == (entry(), further)


def test_a_source_whose_digest_changed_is_taken_in_anew(store: Store) -> None:
    store.keep_sources([source()], NOW)
    store.take_entry(entry(), leads("a"), day())
    store.keep_sources([source(every="1 h")], NOW)
    assert store.entries("paper")
    store.keep_sources([source(digest="2")], NOW)
    assert store.entries("paper") == ()
    assert store.count_items() == 1


def test_a_lead_is_an_item_once_over_all_sources(store: Store) -> None:
    store.keep_sources([source(), source("other")], NOW)
    assert store.take_entry(entry(), leads("a", "b", "a"), day()) == 2
    assert store.take_entry(entry("other"), leads("b", "c"), day("other")) == 1
    assert (due(store, NOW), due(store, NOW, "other")) == (["a", "b"], ["c"])


def test_what_an_entry_told_of_an_item_is_kept(store: Store) -> None:
    store.keep_sources([source()], NOW)
    told = Told(at=NOW - HOUR, certainty=TimeCertainty.FEED)
    url = "https://paper.example/a"
    store.take_entry(entry(), [Lead(url=url, title="A", posted=told)], day())
    assert store.item(url) == Item(
        source="paper",
        url=url,
        title="A",
        posted=told,
        first_seen=NOW,
        version=0,
        digest=None,
        validators=Validators(),
        asked=0,
        failures=0,
        due_at=NOW,
    )


def test_a_title_that_no_database_takes_costs_nothing_else(store: Store) -> None:
    store.keep_sources([source()], NOW)
    told = [replace(lead, title="好\0吃\ud800") for lead in leads("a", "b")]
    assert store.take_entry(entry(), told, day()) == 2
    item = store.item(told[0].url)
    assert item is not None
    assert item.title == "好吃?"


def test_an_item_is_due_when_it_was_told_to_be(store: Store) -> None:
    store.keep_sources([source()], NOW)
    store.take_entry(entry(), leads("a", "b", "c"), day())
    a, b, c = store.due_items(["paper"], NOW, 3)
    after = [taken(a, NOW, NOW + 2 * HOUR), taken(b, NOW, NOW + HOUR), taken(c, NOW, None)]
    store.take_items(after, [day(read=3, kept=3)])
    assert due(store, NOW) == []
    assert due(store, NOW + HOUR) == ["b"]
    assert due(store, NOW + 99 * HOUR) == ["b", "a"]


def test_an_item_that_changed_since_it_was_asked_is_due_at_once(store: Store) -> None:
    store.keep_sources([source()], NOW)
    store.take_entry(entry(), leads("a", "b"), day())
    store.take_items([taken(one, NOW, None) for one in store.due_items(["paper"], NOW, 2)], [])
    old, new = leads("a", "b")
    later = NOW + HOUR
    told = [replace(old, changed=NOW - HOUR), replace(new, changed=NOW + HOUR / 2)]
    assert store.take_entry(entry(at=later), told, day()) == 0
    assert due(store, later) == ["b"]


def test_a_change_told_while_an_item_was_asked_is_not_lost(store: Store) -> None:
    store.keep_sources([source()], NOW)
    store.take_entry(entry(), leads("a"), day())
    (item,) = store.due_items(["paper"], NOW, 1)
    store.take_items([taken(item, NOW, None)], [])
    asked_at, later = NOW + 5 * HOUR, NOW + 6 * HOUR
    (lead,) = leads("a")
    store.take_entry(entry(at=later), [replace(lead, changed=later)], day())
    store.take_items([taken(item, asked_at, asked_at + 99 * HOUR)], [])
    assert due(store, later) == ["a"]
    store.take_items([taken(item, asked_at, None)], [])
    assert due(store, later) == ["a"]
    store.take_items([taken(item, later, None)], [])
    assert due(store, later) == []


def test_a_site_that_says_changed_of_all_its_pages_is_not_asked_each_time(store: Store) -> None:
    store.keep_sources([source()], NOW)
    store.take_entry(entry(), leads("a"), day())
    (item,) = store.due_items(["paper"], NOW, 1)
    store.take_items([taken(item, NOW, None, asked=5)], [])
    (lead,) = leads("a")
    soon = NOW + HOUR
    store.take_entry(entry(at=soon), [replace(lead, changed=soon)], day())
    assert due(store, soon) == []
    assert due(store, NOW + 16 * HOUR) == ["a"]


@pytest.mark.parametrize("gone", [True, False], ids=["gone", "paused"])
def test_an_item_whose_source_is_not_asked_goes_over_to_who_tells_of_it(
    store: Store, gone: bool
) -> None:
    store.keep_sources([source("first"), source("second"), source("third")], NOW)
    store.take_entry(entry("first"), leads("a"), day("first"))
    store.take_entry(entry("second"), leads("a"), day("second"))
    assert due(store, NOW, "second") == []
    if gone:
        store.keep_sources([source("second"), source("third")], NOW)
    else:
        (state, *_) = store.source_states()
        store.keep_states([replace(state, health=Health.PAUSED)])
    assert store.take_entry(entry("second"), leads("a"), day("second")) == 0
    store.take_entry(entry("third"), leads("a"), day("third"))
    assert (due(store, NOW, "second"), due(store, NOW, "third")) == (["a"], [])


def test_an_item_that_becomes_a_source_of_its_own_goes_over_to_it(store: Store) -> None:
    store.keep_sources([source("first"), source("second")], NOW)
    store.take_entry(entry("first"), leads("a", "b"), day("first"))
    (url, _) = (lead.url for lead in leads("a", "b"))
    assert store.take_entry(entry("second", url=url), leads("a"), day("second")) == 0
    assert (due(store, NOW, "first"), due(store, NOW, "second")) == (["b"], ["a"])


def test_a_title_is_kept_until_its_article_is_read(store: Store) -> None:
    """Then the feedback has it, masked."""
    store.keep_sources([source()], NOW)
    store.take_entry(entry(), leads("a", "b", "c", "d"), day())
    a, b, c, d = store.due_items(["paper"], NOW, 4)
    failed = taken(b, NOW, NOW + HOUR, asked=0, failures=1)
    given_up = taken(c, NOW, None, asked=0, failures=9)
    store.take_items([taken(a, NOW, NOW + HOUR), failed, given_up], [])
    kept = [store.item(one.url) for one in (a, b, c, d)]
    assert [one and one.title for one in kept] == [None, "b", None, "d"]
    store.keep_sources([], NOW)
    assert not any(one and one.title for one in map(store.item, (b.url, d.url)))


def test_a_source_that_was_mended_is_asked_at_its_own_pace(store: Store) -> None:
    store.keep_sources([source()], NOW)
    (state,) = store.source_states()
    store.keep_states([replace(state, failures=9, unchanged=9, health=Health.FAILING)])
    store.keep_sources([source(every="1 h")], NOW)
    assert store.source_states()[0].failures == 9
    store.keep_sources([source(digest="2")], NOW)
    (state,) = store.source_states()
    assert (state.failures, state.unchanged, state.health) == (0, 0, Health.FAILING)


def test_a_page_is_known_by_what_it_calls_itself(store: Store) -> None:
    store.keep_sources([source()], NOW)
    store.take_entry(entry(), leads("a?from=feed"), day())
    (item,) = store.due_items(["paper"], NOW, 1)
    store.take_items([taken(item, NOW, None, canonical_url="https://paper.example/a")], [])
    known = store.item("https://paper.example/a")
    assert known is not None
    assert known.url == item.url
    assert store.take_entry(entry(), leads("a", "b"), day()) == 1


def test_days_are_added_up(store: Store) -> None:
    store.keep_sources([source()], NOW)
    store.take_entry(entry(), leads("a", "b"), day(asked=1))
    store.take_entry(entry(), leads("b", "c"), day(asked=1))
    store.take_items([], [day(asked=3, read=3, kept=1, counted=1, rejected=1)])
    tomorrow = TODAY + timedelta(days=1)
    store.take_items([], [day(on=tomorrow, asked=1, failed=1), day("gone", asked=1)])
    whole = day(asked=5, new=3, read=3, kept=1, counted=1, rejected=1)
    assert store.source_days(TODAY) == (whole, day(on=tomorrow, asked=1, failed=1))
    assert store.source_days(TODAY, ["gone"]) == ()
    assert store.source_days(TODAY, ["paper"])[:1] == (whole,)
    assert store.source_days(tomorrow) == (day(on=tomorrow, asked=1, failed=1),)


def test_items_stay_known_when_their_source_goes(store: Store) -> None:
    added = source(origin=Origin.STORE)
    store.add_sources([added], NOW)
    store.take_entry(entry(), leads("a"), day())
    store.remove_source("paper")
    assert (store.source_days(TODAY), store.entries("paper")) == ((), ())
    store.add_sources([added], NOW)
    assert store.take_entry(entry(), leads("a", "b"), day()) == 1


def test_what_comes_of_a_source_that_was_removed_meanwhile_is_let_go(store: Store) -> None:
    assert store.take_entry(entry(), leads("a"), day(asked=1)) == 0
    assert store.count_items() == 0


def test_more_leads_than_a_statement_takes_are_taken(store: Store) -> None:
    store.keep_sources([source()], NOW)
    many = leads(*map(str, range(2_500)))
    assert store.take_entry(entry(), many, day()) == 2_500
    assert store.take_entry(entry(), many, day()) == 0
    assert len(store.due_items(["paper", *map(str, range(2_000))], NOW, 5_000)) == 2_500


@settings(
    max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(st.lists(st.lists(st.sampled_from("abcdef"), max_size=5), max_size=6))
def test_however_often_entries_are_taken_each_lead_is_new_once(
    store: Store, told: Sequence[Sequence[str]]
) -> None:
    store.keep_sources([], NOW)
    store.keep_sources([source()], NOW)
    before = store.count_items()
    new = sum(store.take_entry(entry(), leads(*names), day()) for names in told)
    assert store.count_items() == before + new
    again = [store.take_entry(entry(), leads(*names), day()) for names in told]
    assert not any(again)


KILLED = """
import os, sys
from datetime import UTC, datetime
from voc.stores.sql_store import SqlStore
from voc.types.items import Entry, Lead
from voc.types.source import SourceDay
import sqlalchemy as sa

store = SqlStore(sys.argv[1])
now = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)
counted = int(sys.argv[2])
def die(connection, cursor, statement, *rest):
    global counted
    counted -= statement.startswith(("INSERT", "UPDATE"))
    if not counted:
        os._exit(9)
sa.event.listen(store._database.engine, "after_cursor_execute", die)
leads = [Lead(url=f"https://paper.example/{name}") for name in "abc"]
entry = Entry(source="paper", url="https://paper.example/feed", digest="d", taken_at=now)
store.take_entry(entry, leads, SourceDay(source="paper", day=now.date(), asked=1))
"""


@pytest.mark.parametrize("write", [1, 2, 3])
def test_killed_while_an_entry_is_taken_none_of_it_is(
    store: Store, database: str, write: int
) -> None:
    """Else the cursor might stand behind leads that nobody stored."""
    store.keep_sources([source()], NOW)
    command = [sys.executable, "-c", KILLED, database, str(write)]
    assert subprocess.run(command, check=False).returncode == 9
    assert (store.entries("paper"), store.count_items()) == ((), 0)
    assert store.source_days(TODAY) == ()
    assert store.take_entry(entry(), leads("a", "b", "c"), day(asked=1)) == 3


def test_an_item_goes_with_its_feedback_and_does_not_come_back(
    store: Store, stored: Callable[..., Feedback]
) -> None:
    store.keep_sources([source()], NOW)
    store.take_entry(entry(), leads("a?from=feed", "b"), day())
    item, other = store.due_items(["paper"], NOW, 2)
    store.take_items([taken(item, NOW, None, canonical_url="https://paper.example/a")], [])
    stored("a", author_key="key", url=item.url, external_id=f"{item.url}#2")
    stored("points to it", author_key="key", url=other.url)
    person = Person(name="小鱼", key_on=lambda _: "key", key_anywhere="anywhere")
    store.forget(person, lambda _: "", {}, NOW)
    assert store.item(item.url) is None
    assert store.item("https://paper.example/a") is None
    assert store.take_entry(entry(), leads("a?from=feed", "a", "b"), day()) == 0
    assert due(store, NOW) == ["b"]


def test_the_longest_address_there_may_be_is_known(store: Store) -> None:
    """PostgreSQL takes 2,704 bytes into an index, after packing: these do not pack."""
    store.keep_sources([source()], NOW)
    rng = Random(7)
    path = "".join(rng.choices(ascii_letters + digits, k=LONGEST))
    url = canonical(f"https://paper.example/{path}"[:LONGEST])
    assert url is not None
    assert len(url) == LONGEST
    assert store.take_entry(entry(url=url), [Lead(url=url)], day()) == 1
    (item,) = store.due_items(["paper"], NOW, 1)
    store.take_items([taken(item, NOW, None, canonical_url=url[:-1])], [])
    assert store.take_entry(entry(url=url), [Lead(url=url), Lead(url=url[:-1])], day()) == 0


def test_one_source_is_asked_for_by_name(store: Store) -> None:
    store.keep_sources([source("paper"), source("radio")], NOW)
    assert store.source("radio") == source("radio")
    assert [state.source for state in store.source_states(["radio", "gone"])] == ["radio"]
    assert store.source_states([]) == ()
    with pytest.raises(NotFoundError, match="“gone”"):
        store.source("gone")
