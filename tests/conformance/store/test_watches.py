from collections.abc import Callable
from datetime import timedelta

import pytest

from tests.conformance.store.samples import POSTED, feedback
from voc.errors import StoreError
from voc.ports.store import Store
from voc.types.feedback import Feedback, FeedbackId
from voc.types.forgetting import Person
from voc.types.watch import Watch, WatchCount, WatchKind

Stored = Callable[..., Feedback]
DAY = timedelta(days=1)


def watch(name: str, digest: str = "1") -> Watch:
    return Watch(name=name, query="q", kind=WatchKind.ALL, digest=digest)


def counts(store: Store) -> dict[str, int]:
    return {name: count.matches for name, count in store.watch_counts(POSTED).items()}


def test_arrivals_are_all_feedback_page_by_page_read_or_not(store: Store, stored: Stored) -> None:
    b, a, c = stored("b"), stored("a"), stored("c")
    (first, second) = store.arrivals(after=0, limit=2)
    assert (first[1], second[1]) == (b, a)
    assert [one for _, one in store.arrivals(after=second[0], limit=2)] == [c]


def test_what_is_kept_is_exactly_what_was_asked_for(store: Store, stored: Stored) -> None:
    a = stored("a")
    assert store.keep_watches([watch("one"), watch("two"), watch("three")]) == {
        "one": 0,
        "two": 0,
        "three": 0,
    }
    store.file_matches({"one": [a.id], "two": [a.id], "three": []}, asked_to=7)
    changed = [watch("one"), watch("two", "2"), watch("four")]
    assert store.keep_watches(changed) == {"one": 7, "two": 0, "four": 0}
    assert counts(store) == {"one": 1, "two": 0, "four": 0}


def test_thousands_of_queries_are_filed_together(store: Store, stored: Stored) -> None:
    a = stored("a")
    many = [watch(str(n)) for n in range(2_000)]
    store.keep_watches(many)
    store.file_matches({one.name: [a.id] for one in many}, asked_to=1)
    assert set(store.keep_watches(many).values()) == {1}
    assert sum(counts(store).values()) == 2_000


def test_matches_are_counted_by_when_they_were_posted(store: Store, stored: Stored) -> None:
    early, late = stored("early", posted_at=POSTED - DAY), stored("late", posted_at=POSTED + DAY)
    store.keep_watches([watch("one"), watch("none")])
    store.file_matches({"one": [early.id, late.id], "none": []}, asked_to=2)
    assert store.watch_counts(POSTED) == {
        "one": WatchCount(digest="1", matches=2, recent=1, first=POSTED - DAY, last=POSTED + DAY),
        "none": WatchCount(digest="1", matches=0, recent=0, first=None, last=None),
    }
    assert store.matched("one", 5) == [late, early]
    assert store.matched("one", 1) == [late]
    assert store.matched("unknown", 5) == []


def test_the_undated_count_from_their_import_on(store: Store, stored: Stored) -> None:
    undated, dated = stored("undated", posted_at=None), stored("dated")
    store.keep_watches([watch("one")])
    store.file_matches({"one": [undated.id, dated.id]}, asked_to=2)
    (count,) = store.watch_counts(POSTED + DAY).values()
    assert (count.recent, count.first) == (1, POSTED)
    assert count.last is not None
    assert count.last > POSTED
    assert store.matched("one", 1) == [undated]


def test_a_batch_that_names_an_unknown_feedback_stores_nothing(
    store: Store, stored: Stored
) -> None:
    a = stored("a")
    store.keep_watches([watch("one")])
    with pytest.raises(StoreError, match="'ghost'"):
        store.file_matches({"one": [a.id, FeedbackId("ghost")]}, asked_to=9)
    assert counts(store) == {"one": 0}
    assert store.keep_watches([watch("one")]) == {"one": 0}


def test_a_match_goes_with_the_person_who_is_forgotten(store: Store) -> None:
    hers, other = feedback("hers", author_key="key shop"), feedback("other")
    store.add([hers, other], [])
    store.keep_watches([watch("one")])
    store.file_matches({"one": [hers.id, other.id]}, asked_to=2)
    person = Person(name="x", key_on=lambda on: f"key {on}", key_anywhere="key")
    store.forget(person, lambda issue, voices: (), {}, POSTED)
    assert counts(store) == {"one": 1}
    assert store.matched("one", 5) == [other]
