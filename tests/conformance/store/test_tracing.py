from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tests.conformance.store.samples import (
    LATER,
    RECIPE,
    STARTED,
    flag,
    lot,
    new_issue,
    opinion,
    reading,
    voice,
)
from voc.ports.store import Store
from voc.types.document import Entity
from voc.types.feedback import Feedback, FeedbackKind, Shipment
from voc.types.issue import Discovery, IssueId
from voc.types.opinion import Sentiment, SentimentLabel
from voc.types.scan import ScanTally
from voc.types.tracing import Crowd, Item, Teller, Week

D1 = IssueId("D1")
MONDAY = date(2026, 10, 5)  # the first moment of the samples' week
WEEK: Week = ("海苔脆", MONDAY)
SINCE = date(2026, 9, 7)
MADE = date(2026, 9, 1)
HAPPY = Sentiment(label=SentimentLabel.POSITIVE, score=0.9, confidence=0.9)
MIXED = Sentiment(label=SentimentLabel.MIXED, score=0.0, confidence=0.9)
Stored = Callable[..., Feedback]


def read(store: Store, *made: Feedback, **fields: Any) -> None:
    store.save(store.open(RECIPE, STARTED), [reading(one, opinion(), **fields) for one in made])


def told(store: Store, *made: Feedback) -> None:
    """All of it read, and one defect's."""
    read(store, *made)
    found = Discovery(joined=(), opened=(new_issue(*map(voice, made)),), single=())
    store.finish(store.open(RECIPE, STARTED), found, ScanTally(), LATER)


def item(**fields: Any) -> Item:
    made = Item(product="海苔脆", channel="shop", lot=None, produced_on=None, region=None)
    return replace(made, **fields)


def crowd(people: int, *, unhappy: bool = True, **fields: Any) -> Crowd:
    return Crowd(item=item(**fields), unhappy=unhappy, people=people)


def test_tellers_are_who_speaks_of_the_issue(store: Store, stored: Stored) -> None:
    known = stored("a", author_key="k", lot="A1", produced_on=MADE, region="华东")
    undated, unread = stored("b", posted_at=None), stored("c")
    told(store, known, undated)
    read(store, unread)
    goods = item(lot="A1", produced_on=MADE, region="华东")
    assert store.tellers(D1, SINCE) == (
        Teller(
            feedback_id=known.id, person="k", posted_at=known.posted_at, unhappy=True, item=goods
        ),
        Teller(feedback_id=undated.id, person="b", posted_at=None, unhappy=True, item=item()),
    )
    assert [one.feedback_id for one in store.tellers(D1, date(2026, 10, 6))] == ["b"]
    assert store.tellers(IssueId("D9"), SINCE) == ()


def test_copies_adverts_and_articles_are_no_people(store: Store, stored: Stored) -> None:
    seen, flagged = stored("a"), stored("b")
    article = stored("c", kind=FeedbackKind.MEDIA)
    told(store, seen, flagged, article)
    read(store, flagged, flags=(flag("copy"),))
    assert [one.feedback_id for one in store.tellers(D1, SINCE)] == ["a"]
    assert store.crowds(WEEK) == (crowd(1),)


def test_crowds_count_people_by_their_goods(store: Store, stored: Stored) -> None:
    often = [stored(name, author_key="k", lot="A1") for name in ("a", "b")]
    once = stored("c", lot="A1")
    read(store, *often, once)
    read(store, stored("d", lot="A1", region="华东"))
    read(store, stored("e", lot="A1"), sentiment=HAPPY)
    read(store, stored("f", channel="hotline"), sentiment=MIXED)
    found = sorted(store.crowds(WEEK), key=repr)
    expected = [
        crowd(2, lot="A1"),
        crowd(1, lot="A1", region="华东"),
        crowd(1, lot="A1", unhappy=False),
        crowd(1, channel="hotline"),
    ]
    assert found == sorted(expected, key=repr)


def test_what_texts_name_of_their_goods_comes_with_them(store: Store, stored: Stored) -> None:
    made = Entity(type="produced_on", value="2026-09-01", start=0, end=2)
    size = Entity(type="size", value="40g", start=0, end=2)
    read(store, stored("a"), entities=(lot("A1"), size))
    read(store, stored("b"), entities=(made,))
    read(store, stored("c"), entities=(size,))
    expected = [crowd(1), crowd(1, named=(lot("A1"),)), crowd(1, named=(made,))]
    assert sorted(store.crowds(WEEK), key=repr) == sorted(expected, key=repr)


def test_a_week_is_one_products_and_ends_before_the_next(store: Store, stored: Stored) -> None:
    moments = {
        "before": datetime(2026, 10, 4, 23, 59, 59, tzinfo=UTC),
        "first": datetime(2026, 10, 5, tzinfo=UTC),
        "last": datetime(2026, 10, 11, 23, 59, 59, tzinfo=UTC),
        "after": datetime(2026, 10, 12, tzinfo=UTC),
    }
    read(store, *(stored(name, posted_at=at, lot=name) for name, at in moments.items()))
    read(store, stored("other", product="栗子"), stored("none", product=None))
    read(store, stored("undated", posted_at=None))
    lots = {one.item.lot for one in store.crowds(WEEK)}
    assert lots == {"first", "last"}
    assert store.crowds(("栗子", MONDAY)) == (crowd(1, product="栗子"),)
    assert store.crowds((None, MONDAY)) == (crowd(1, product=None),)
    assert store.crowds(("海苔脆", None)) == (crowd(1),)


def test_shipments_come_row_by_row(store: Store) -> None:
    rows = [
        Shipment(product="海苔脆", lot="A1", quantity=5, plant="一厂", warehouse="武汉仓"),
        Shipment(product="海苔脆", lot="A1", quantity=7, region="华东", shipped_on=MADE),
        Shipment(product="栗子", lot="A1", quantity=9, produced_on=MADE),
    ]
    store.add_shipments(rows, [])
    assert sorted(store.shipments_of(["海苔脆"]), key=repr) == sorted(rows[:2], key=repr)
    assert store.shipments_of(["海苔脆"]) == store.shipments_of(["海苔脆"])
    assert store.shipments_of([]) == ()
