import threading
import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.conformance.store.samples import (
    LATER,
    NEW_RECIPE,
    POSTED,
    RECIPE,
    STARTED,
    WISH,
    feedback,
    flag,
    new_issue,
    opinion,
    reading,
    voice,
)
from voc.errors import StoreError
from voc.ports.store import Store
from voc.stores import schema
from voc.stores.engine import Database
from voc.types.feedback import Feedback
from voc.types.issue import Discovery
from voc.types.scan import Scan, ScanState, ScanTally

Stored = Callable[..., Feedback]
NOTHING = Discovery(joined=(), opened=(), single=())


def pending(store: Store, **changed: object) -> list[str]:
    asked = {"since": None, "after": 0, "limit": 100} | changed
    return [made.id for _, made in store.pending(**asked)]


SOON = STARTED + timedelta(hours=2)


def test_a_scan_left_running_is_gone_on_with(store: Store, scan: Scan) -> None:
    assert store.open(RECIPE, SOON) == scan
    assert store.latest() == scan
    assert scan == Scan(
        id=scan.id,
        recipe_id=RECIPE.id,
        reread=False,
        started_at=STARTED,
        state=ScanState.RUNNING,
        tally=ScanTally(),
    )


def test_a_scan_left_running_for_days_is_closed_with_what_it_read(
    store: Store, scan: Scan, stored: Stored
) -> None:
    store.save(scan, [reading(stored("a"))])
    much_later = STARTED + timedelta(days=30)
    second = store.open(RECIPE, much_later)
    store.save(second, [reading(stored("undated", posted_at=None))])
    assert second.id > scan.id
    assert store.annotated(scan).read == 1
    assert store.last_counted_at() == much_later


def test_another_recipe_closes_what_was_left_and_opens_another_scan(
    store: Store, scan: Scan
) -> None:
    other = store.open(NEW_RECIPE, SOON)
    assert other.id > scan.id
    assert store.open(NEW_RECIPE, SOON) == other
    assert store.open(RECIPE, SOON).id > other.id


def test_a_store_without_scans_has_no_latest(store: Store) -> None:
    assert store.latest() is None


def test_a_finished_scan_keeps_its_tally_and_the_next_is_new(store: Store, scan: Scan) -> None:
    tally = ScanTally(read=3, annotated=3, opinions=5, voices=2, single=2)
    done = store.finish(scan, NOTHING, tally, LATER)
    assert done == replace(scan, state=ScanState.DONE, tally=tally)
    assert store.latest() == done
    assert store.open(RECIPE, LATER).id > scan.id


def test_finishing_twice_is_refused(store: Store, scan: Scan) -> None:
    store.finish(scan, NOTHING, ScanTally(), LATER)
    with pytest.raises(StoreError, match="finished already"):
        store.finish(scan, NOTHING, ScanTally(), LATER)


def test_pending_gives_the_unread_in_order_of_arrival_page_by_page(
    store: Store, scan: Scan
) -> None:
    batch = [feedback(name) for name in "dbca"]
    store.add(batch, [])
    store.save(scan, [reading(batch[1])])
    first = store.pending(since=None, after=0, limit=2)
    assert [made for _, made in first] == [batch[0], batch[2]]
    assert pending(store, after=first[-1][0]) == ["a"]


def test_since_keeps_what_is_later_or_undated(store: Store, stored: Stored) -> None:
    stored("before", posted_at=POSTED - timedelta(seconds=1))
    stored("at")
    stored("undated", posted_at=None)
    assert pending(store, since=POSTED) == ["at", "undated"]


def outdated(store: Store, **changed: object) -> list[str]:
    asked = {"since": None, "after": 0, "limit": 100} | changed
    return [made.id for _, made in store.outdated(NEW_RECIPE.id, **asked)]


def test_outdated_is_what_another_recipe_read(store: Store, scan: Scan, stored: Stored) -> None:
    b, a, new = (stored(name) for name in ("b", "a", "new"))
    stored("unread")
    store.save(scan, [reading(a), reading(b)])
    store.save(store.open(NEW_RECIPE, LATER), [reading(new)])
    assert pending(store) == ["unread"]
    assert outdated(store) == ["b", "a"]
    first = store.outdated(NEW_RECIPE.id, since=None, after=0, limit=1)
    assert [made for _, made in first] == [b]
    assert outdated(store, after=first[-1][0]) == ["a"]
    assert store.count_outdated(NEW_RECIPE.id, since=None) == 2
    assert store.count_outdated(RECIPE.id, since=None) == 1


def test_outdated_since_a_day_keeps_what_is_later_or_undated(
    store: Store, scan: Scan, stored: Stored
) -> None:
    made = [stored("before", posted_at=POSTED - timedelta(seconds=1)), stored("at")]
    made.append(stored("undated", posted_at=None))
    store.save(scan, [reading(one) for one in made])
    assert outdated(store, since=POSTED) == ["at", "undated"]
    assert store.count_outdated(NEW_RECIPE.id, since=POSTED) == 2


def test_a_rereading_and_a_scan_of_what_is_new_stand_side_by_side(store: Store, scan: Scan) -> None:
    again = store.open(RECIPE, SOON, reread=True)
    assert again.reread
    assert again.id > scan.id
    assert (store.latest(), store.latest(reread=True)) == (scan, again)
    assert store.open(RECIPE, SOON) == scan
    assert store.open(RECIPE, LATER).id > again.id


def test_a_rereading_is_taken_up_however_long_ago_it_was_cut_off(store: Store) -> None:
    again = store.open(NEW_RECIPE, STARTED, reread=True)
    assert store.open(NEW_RECIPE, LATER, reread=True) == again
    other = store.open(RECIPE, LATER, reread=True)
    assert other.id > again.id
    assert store.open(NEW_RECIPE, LATER, reread=True).id > other.id


def test_annotated_counts_what_the_scan_saved_in_any_run(
    store: Store, scan: Scan, stored: Stored
) -> None:
    store.save(scan, [reading(stored("a"), opinion(), opinion(WISH))])
    store.save(scan, [reading(stored("b"), opinion(), flags=(flag("copy"),))])
    store.save(scan, [reading(stored("c"), deep=True), reading(stored("d"), deep=True)])
    expected = ScanTally(read=4, annotated=4, deep=2, flagged=1, opinions=3)
    assert store.annotated(scan) == expected
    assert store.annotated(store.open(NEW_RECIPE, LATER)) == ScanTally()


def test_saving_again_replaces_reading_and_opinions(
    store: Store, scan: Scan, stored: Stored
) -> None:
    made = stored("a")
    store.save(scan, [reading(made, opinion(), opinion(WISH))])
    store.save(scan, [reading(made, opinion(topic="taste"))])
    assert store.annotated(scan) == ScanTally(read=1, annotated=1, opinions=1)
    assert [found.topic for found in store.loose_voices()] == ["taste"]


def test_undated_feedback_stays_in_the_period_of_its_first_scan(
    store: Store, scan: Scan, stored: Stored
) -> None:
    made = stored("a", posted_at=None)
    store.save(scan, [reading(made)])
    again = store.open(NEW_RECIPE, LATER)
    store.save(again, [reading(made)])
    assert store.last_counted_at() == STARTED
    assert (store.annotated(scan).read, store.annotated(again).read) == (0, 1)


def test_a_reading_remembers_the_scan_that_took_the_feedback_up(
    store: Store, scan: Scan, stored: Stored, database: str
) -> None:
    made = stored("a")
    again = store.open(NEW_RECIPE, LATER)
    store.save(scan, [reading(made)])
    store.save(again, [reading(made)])
    opened = Database(database)
    with opened.reading() as connection:
        query = sa.select(schema.readings.c.first_scan_id, schema.readings.c.scan_id)
        assert connection.execute(query).all() == [(scan.id, again.id)]
    opened.engine.dispose()


def test_a_batch_with_an_unknown_feedback_stores_nothing(
    store: Store, scan: Scan, stored: Stored
) -> None:
    known = reading(stored("a"), opinion())
    with pytest.raises(StoreError, match="'ghost'"):
        store.save(scan, [known, reading(feedback("ghost"))])
    with pytest.raises(StoreError, match="refused"):
        store.save(scan, [reading(stored("b")), replace(known, opinions=(opinion(topic="\0"),))])
    assert store.annotated(scan) == ScanTally()


def test_an_empty_batch_of_readings_is_fine(store: Store, scan: Scan) -> None:
    store.save(scan, [])
    assert store.annotated(scan) == ScanTally()


def test_a_finish_that_fails_leaves_the_scan_running_and_the_ledger_empty(
    store: Store, scan: Scan, stored: Stored
) -> None:
    good, ghost = new_issue(voice(stored("a"))), new_issue(voice(feedback("ghost")))
    with pytest.raises(StoreError, match="'ghost'"):
        store.finish(
            scan, Discovery(joined=(), opened=(good, ghost), single=()), ScanTally(), LATER
        )
    assert store.latest() == scan
    assert store.issues() == ()


def test_only_one_scan_at_a_time_holds_the_lock(store: Store) -> None:
    with store.lock():
        with pytest.raises(StoreError, match="another scan is running"), store.lock():
            pass
        store.add([feedback("a")], [])  # imports go on
    with store.lock():
        pass


def test_a_lock_that_is_taken_is_waited_for_as_long_as_asked(store: Store) -> None:
    with ExitStack() as holding:
        holding.enter_context(store.lock())
        start = time.monotonic()
        with pytest.raises(StoreError, match="another scan is running"), store.lock(0.3):
            pass
        assert time.monotonic() - start >= 0.3
        freed = threading.Timer(0.2, holding.pop_all().close)
        freed.start()
        with store.lock(60):
            pass
        freed.join()


def test_only_one_rereading_at_a_time_and_scans_beside_it(store: Store) -> None:
    with store.reread_lock():
        with pytest.raises(StoreError, match="being read again already"), store.reread_lock():
            pass
        with store.lock():
            pass
    with store.reread_lock():
        pass


def test_the_lock_is_freed_when_the_scan_fails(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.lock():
        _ = 1 / 0
    with store.lock():
        pass
