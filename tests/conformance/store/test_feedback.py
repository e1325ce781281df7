from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.conformance.store.samples import TEXT, feedback
from voc.errors import StoreError
from voc.ports.store import Store
from voc.stores.feedback import OTHER_QUANTITY, OTHER_TEXT
from voc.types.document import Span
from voc.types.feedback import FeedbackId, FeedbackKind, Reject, Shipment
from voc.types.report import LotShipment
from voc.types.scan import Tally

BAD_ROW = Reject(where="评价.csv:7", reason="no text")


def test_what_is_stored_comes_back_equal(store: Store) -> None:
    full = feedback(
        "full",
        kind=FeedbackKind.FOLLOW_UP,
        text="又软了😡 'quoted' \\ %s\n第二行",
        external_id="88",
        sku="HT-40",
        lot="L20260312",
        produced_on=date(2026, 3, 12),
        rating=4.5,
        author_key="0f" * 16,
        region="上海",
        title="标题",
        url="https://shop.example/88?a=1",
        parent_id=FeedbackId("not stored"),
        passages=(Span(0, 3), Span(5, 20)),
    )
    bare = feedback("bare", posted_at=None, product=None, rating=None)
    store.add([full, bare], [])
    assert store.get([full.id, bare.id]) == {full.id: full, bare.id: bare}


def test_passages_come_back_by_every_way_to_a_text(store: Store) -> None:
    made = [
        feedback("a", passages=(Span(0, 5),)),
        feedback("b"),
        feedback("c", passages=(Span(0, 2), Span(3, 5))),
    ]
    store.add(made, [])
    assert [one for _, one in store.pending(since=None, after=0, limit=9)] == made
    assert [one for _, one in store.arrivals(after=0, limit=9)] == made
    assert list(store.everything()) == made[::-1]


def test_passages_are_no_part_of_what_a_text_is_known_by(store: Store) -> None:
    first = feedback("a", passages=(Span(0, 5),))
    store.add([first], [])
    assert store.add([feedback("a"), feedback("a", passages=(Span(1, 2),))], []).known == 2
    assert store.get([first.id]) == {first.id: first}


def test_a_second_import_changes_nothing(store: Store) -> None:
    batch = [feedback(str(n)) for n in range(5)]
    assert store.add(batch, [BAD_ROW]) == Tally(read=6, added=5, rejected=1)
    assert store.add(batch, [BAD_ROW]) == Tally(read=6, known=5, rejected=1)
    assert (store.count(), store.rejects(9)) == (5, [BAD_ROW])


def test_texts_come_the_last_to_arrive_first(store: Store) -> None:
    store.add([feedback("a", text="好吃"), feedback("b", text="太咸")], [])
    store.add([feedback("c", text="受潮")], [])
    assert [one.text for one in store.everything()] == ["受潮", "太咸", "好吃"]


def test_the_first_version_of_a_known_id_stays_and_another_is_a_reject(store: Store) -> None:
    first = feedback("a", text="好吃", external_id="88")
    store.add([first], [])
    other = feedback("a", text="难吃", external_id="88")
    for _ in range(2):
        assert store.add([other, first], [BAD_ROW]) == Tally(read=3, known=1, rejected=2)
    assert store.get([first.id]) == {first.id: first}
    assert store.rejects(9) == [Reject(where="shop 88", reason=OTHER_TEXT), BAD_ROW]


def test_one_id_with_two_texts_in_one_batch_is_a_reject_too(store: Store) -> None:
    batch = [feedback("a", text="好吃"), feedback("a", text="难吃"), feedback("a", text="好吃")]
    assert store.add(batch, []) == Tally(read=3, added=1, known=1, rejected=1)
    assert store.rejects(9) == [Reject(where="shop a", reason=OTHER_TEXT)]


def test_a_text_that_is_masked_now_and_was_not_then_is_known(store: Store) -> None:
    store.add([feedback("a", text="加微信abc")], [])
    assert store.add([feedback("a", text="加微信***")], []) == Tally(read=1, known=1)


def test_other_texts_are_found_in_a_batch_of_many(store: Store) -> None:
    store.add([feedback(str(n)) for n in range(2500)], [])
    again = [feedback(str(n), text="难吃" if n % 100 == 0 else TEXT) for n in range(2500)]
    assert store.add(again, []) == Tally(read=2500, known=2475, rejected=25)


def test_twice_in_one_batch_is_once_in_the_store(store: Store) -> None:
    assert store.add([feedback("a"), feedback("a")], []) == Tally(read=2, added=1, known=1)


def test_an_empty_batch_is_fine(store: Store) -> None:
    assert store.add([], []) == Tally()


def test_the_tally_adds_up_however_batches_overlap(store: Store) -> None:
    known: set[str] = set()

    @settings(max_examples=25, deadline=None)
    @given(st.lists(st.integers(0, 30).map(str), max_size=20), st.integers(0, 3))
    def offer(names: list[str], bad: int) -> None:
        tally = store.add([feedback(name) for name in names], [BAD_ROW] * bad)
        added = len(set(names) - known)
        known.update(names)
        assert tally.read == tally.added + tally.known + tally.rejected
        assert (tally.added, tally.rejected, store.count()) == (added, bad, len(known))

    offer()


def test_times_of_any_zone_come_back_as_the_same_moment_in_utc(store: Store) -> None:
    zones = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
    moments = st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1), timezones=zones)  # noqa: DTZ001 - hypothesis wants bounds without a zone

    @settings(max_examples=25, deadline=None)
    @given(moments)
    def keep(moment: datetime) -> None:
        made = feedback(moment.isoformat(), posted_at=moment)
        store.add([made], [])
        back = store.get([made.id])[made.id].posted_at
        assert back == moment
        assert back.tzinfo is UTC

    keep()


def test_a_time_without_a_zone_is_refused(store: Store) -> None:
    naive = datetime(2026, 10, 5, 8, 30)  # noqa: DTZ001 - what the test is about
    with pytest.raises(StoreError, match="has no zone"):
        store.add([feedback("a", posted_at=naive)], [])


@pytest.mark.parametrize("bad", ["null \0 inside", "half a pair \ud83d"])
def test_text_no_database_can_hold_fails_aloud_and_stores_nothing(store: Store, bad: str) -> None:
    with pytest.raises(StoreError, match="refused"):
        store.add([feedback("good"), feedback("bad", text=bad)], [])
    assert store.count() == 0


def test_a_batch_that_fails_in_the_middle_leaves_nothing(store: Store) -> None:
    with pytest.raises(StoreError):
        store.add([feedback("good"), feedback("bad", text="\0")], [Reject(where="a", reason="r")])
    assert (store.count(), store.rejects(9)) == (0, [])


def test_errors_do_not_show_what_customers_wrote(store: Store) -> None:
    with pytest.raises(StoreError) as caught:
        store.add([feedback("a", text="电话 13800000000 \0")], [])
    assert "13800000000" not in f"{caught.value} {caught.value.__cause__}"


def test_more_ids_than_one_statement_takes_are_found(store: Store) -> None:
    batch = [feedback(str(n)) for n in range(2500)]
    store.add(batch, [])
    assert len(store.get([made.id for made in batch] + [FeedbackId("unknown")])) == 2500


def test_rejects_come_newest_first_and_as_many_as_asked(store: Store) -> None:
    rows = [Reject(where=f"a.csv:{n}", reason="no text") for n in range(4)]
    store.add([], rows)
    assert store.rejects(2) == [rows[3], rows[2]]


def test_rejects_are_kept_whatever_letters_are_in_them(store: Store) -> None:
    store.add([], [Reject(where="a\0b", reason="\ud800 is no time")])
    assert store.rejects(1) == [Reject(where="ab", reason="? is no time")]


def test_shipments_are_summed_a_lot_and_known_ones_left_alone(store: Store) -> None:
    east = Shipment(product="栗子", lot="B2", quantity=100, region="华东")
    batch = [
        east,
        Shipment(product="栗子", lot="B2", quantity=50),
        Shipment(product="栗子", lot="B2", quantity=7, shipped_on=date(2026, 9, 1)),
        Shipment(product="栗子", lot="A1", quantity=3_000_000_000, produced_on=date(2026, 8, 1)),
    ]
    assert store.add_shipments(batch, [BAD_ROW]) == Tally(read=5, added=4, rejected=1)
    assert store.add_shipments([east, batch[1]], []) == Tally(read=2, known=2)
    assert store.shipments() == (
        LotShipment(product="栗子", lot="A1", quantity=3_000_000_000),
        LotShipment(product="栗子", lot="B2", quantity=157),
    )


def test_another_quantity_of_a_known_shipment_is_a_reject(store: Store) -> None:
    east = Shipment(
        product="栗子", lot="B2", quantity=100, region="华东", shipped_on=date(2026, 9, 1)
    )
    other = replace(east, quantity=999)
    assert store.add_shipments([east, other], []) == Tally(read=2, added=1, rejected=1)
    assert store.add_shipments([other, east], []) == Tally(read=2, known=1, rejected=1)
    assert store.rejects(9) == [Reject(where="栗子 B2 华东 2026-09-01", reason=OTHER_QUANTITY)]
    assert store.shipments() == (LotShipment(product="栗子", lot="B2", quantity=100),)


def test_a_shipment_stored_before_warehouses_were_gets_its_own(store: Store) -> None:
    bare = Shipment(product="栗子", lot="B2", quantity=100, region="华东")
    wuhan, canton = (replace(bare, warehouse=name) for name in ("武汉仓", "广州仓"))
    store.add_shipments([bare], [])
    assert store.add_shipments([wuhan, canton], []) == Tally(read=2, added=1, known=1)
    assert store.add_shipments([canton, wuhan], []) == Tally(read=2, known=2)
    assert {one.warehouse for one in store.shipments_of(["栗子"])} == {"武汉仓", "广州仓"}
    assert store.shipments() == (LotShipment(product="栗子", lot="B2", quantity=200),)


def test_shipments_are_ordered_alike_on_both_databases(store: Store) -> None:
    lots = ["b", "B", "a", "Ä", "栗", "10", "9", "_"]
    store.add_shipments([Shipment(product="x", lot=lot, quantity=1) for lot in lots], [])
    assert [row.lot for row in store.shipments()] == sorted(lots)
