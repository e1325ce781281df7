from collections.abc import Callable
from datetime import timedelta

import numpy as np
import pytest

from tests.conformance.store.samples import (
    LATER,
    NEW_RECIPE,
    POSTED,
    RECIPE,
    STARTED,
    flag,
    opinion,
    reading,
)
from voc.errors import StoreError
from voc.ports.store import Store
from voc.types.appearance import Appearance
from voc.types.feedback import Feedback, FeedbackId
from voc.types.report import ReadingFact
from voc.types.scan import Scan

Stored = Callable[..., Feedback]
LONG_AGO = STARTED - timedelta(days=365)
LOW, HIGH = -(2**63), 2**63 - 1  # keys use all 64 bits


def first(of: Feedback, *keys: int) -> Appearance:
    return Appearance(feedback_id=of.id, copy_of=None, likeness=None, keys=keys)


def copy(of: Feedback, original: Feedback) -> Appearance:
    return Appearance(feedback_id=of.id, copy_of=original.id, likeness=0.8, keys=())


def holders(store: Store, *keys: int) -> list[tuple[int, Feedback]]:
    return list(store.holders(np.array(keys, dtype=np.int64)))


def unfiled(store: Store, **changed: object) -> list[FeedbackId]:
    asked = {"recipe_id": RECIPE.id, "after": 0, "limit": 100} | changed
    return [made.id for _, made in store.unfiled(**asked)]


def flags(store: Store) -> dict[FeedbackId, tuple[str, ...]]:
    return {fact.feedback_id: _names(fact) for fact in store.readings(LONG_AGO, LATER, None)}


def _names(fact: ReadingFact) -> tuple[str, ...]:
    return tuple(flag.name for flag in fact.flags)


@pytest.fixture
def read(store: Store, scan: Scan, stored: Stored) -> Callable[..., Feedback]:
    """Stores one feedback and what the scan read in it."""

    def keep(name: str, **fields: object) -> Feedback:
        made = stored(name)
        store.save(scan, [reading(made, opinion(), **fields)])
        return made

    return keep


def test_unfiled_is_what_this_recipe_read_page_by_page(
    store: Store, scan: Scan, stored: Stored, read: Stored
) -> None:
    stored("unread")
    b, a, other = read("b"), read("a"), read("other")
    store.save(store.open(NEW_RECIPE, LATER), [reading(other)])
    assert unfiled(store) == ["b", "a"]
    (page,) = store.unfiled(RECIPE.id, after=0, limit=1)
    assert page[1] == b
    assert unfiled(store, after=page[0]) == ["a"]
    store.file_appearances(scan, [first(a), first(b, 1)])
    assert unfiled(store) == []
    assert unfiled(store, recipe_id=NEW_RECIPE.id) == ["other"]


def test_first_appearances_are_found_by_any_key_each_once(
    store: Store, scan: Scan, read: Stored
) -> None:
    a, b = read("a"), read("b")
    store.file_appearances(scan, [first(b, HIGH, 7), first(a, LOW, 7)])
    assert holders(store, LOW, 7, 8) == [(scan.id, a), (scan.id, b)]
    assert holders(store, HIGH) == [(scan.id, b)]
    assert holders(store, 8) == []
    assert holders(store) == []


def test_keys_that_begin_or_end_alike_are_different_keys(
    store: Store, scan: Scan, read: Stored
) -> None:
    a = read("a")
    store.file_appearances(scan, [first(a, 7, LOW)])
    assert holders(store, 6, 8, 7 + 2**24, 7 + 2**63 - 2**62, LOW + 2**24, HIGH) == []
    assert holders(store, 7 + 2**24, 7, HIGH) == [(scan.id, a)]


def test_more_texts_than_one_statement_takes_hold_a_key(
    store: Store, scan: Scan, stored: Stored
) -> None:
    made = [stored(f"{number:04}") for number in range(1_100)]
    store.save(scan, [reading(one) for one in made])
    store.file_appearances(scan, [first(one, 7, number + 8) for number, one in enumerate(made)])
    assert holders(store, 7) == [(scan.id, one) for one in made]
    assert holders(store, 8, 1_107) == [(scan.id, made[0]), (scan.id, made[-1])]


def test_a_text_without_keys_is_held_by_none(store: Store, scan: Scan, read: Stored) -> None:
    a, b = read("a"), read("b")
    store.file_appearances(scan, [first(a), first(b, 0)])
    assert holders(store, 0) == [(scan.id, b)]


def test_a_copy_leaves_the_cleaned_denominators_and_is_counted(
    store: Store, scan: Scan, read: Stored
) -> None:
    a, b, c = read("a"), read("b"), read("c", flags=(flag("advert"),))
    store.file_appearances(scan, [first(a, 1), copy(b, a), copy(c, a)])
    assert flags(store) == {a.id: (), b.id: ("copy",), c.id: ("advert", "copy")}
    assert [fact.flagged for fact in store.facts(LONG_AGO, LATER, None)] == [False, True, True]
    assert store.annotated(scan).flagged == 2
    assert {voice.feedback_id for voice in store.loose_voices()} == {a.id}


def test_a_copy_read_again_is_still_one(store: Store, scan: Scan, read: Stored) -> None:
    a, b = read("a"), read("b")
    store.file_appearances(scan, [first(a, 1), copy(b, a)])
    again = store.open(NEW_RECIPE, LATER, reread=True)
    store.save(again, [reading(a), reading(b, flags=(flag("advert"),))])
    assert flags(store) == {a.id: (), b.id: ("advert", "copy")}
    assert unfiled(store, recipe_id=NEW_RECIPE.id) == []


def test_a_batch_that_names_an_unknown_feedback_stores_nothing(
    store: Store, scan: Scan, read: Stored
) -> None:
    a = read("a")
    ghost = Appearance(feedback_id=a.id, copy_of=FeedbackId("ghost"), likeness=0.9, keys=())
    with pytest.raises(StoreError, match="'ghost'"):
        store.file_appearances(scan, [ghost])
    assert unfiled(store) == ["a"]


def test_nothing_is_filed_twice(store: Store, scan: Scan, read: Stored) -> None:
    a, b = read("a"), read("b")
    store.file_appearances(scan, [first(a, 1)])
    with pytest.raises(StoreError, match="refused"):
        store.file_appearances(scan, [first(b, 2), first(a, 3)])
    assert unfiled(store) == ["b"]
    assert holders(store, 2, 3) == []


def test_an_empty_batch_is_fine(store: Store, scan: Scan) -> None:
    store.file_appearances(scan, [])


def test_a_story_is_told_by_each_of_its_places_the_first_appearance_first(
    store: Store, scan: Scan, read: Stored
) -> None:
    c, a, alone, b = read("c"), read("a"), read("alone"), read("b")
    store.file_appearances(scan, [first(a, 1), first(alone, 2), copy(c, a), copy(b, a)])
    places = (a, c, b)
    assert store.stories([b.id, alone.id, a.id]) == {b.id: places, a.id: places}
    assert store.stories([]) == {}


def test_appearances_are_the_places_of_copied_texts_by_arrival(
    store: Store, scan: Scan, read: Stored, stored: Stored
) -> None:
    b, a, alone = read("b"), read("a"), read("alone")
    store.file_appearances(scan, [first(a, 1), first(alone, 2), copy(b, a)])
    facts = {fact.id: fact for fact in store.facts(LONG_AGO, LATER, None)}
    assert [(one.first, one.fact) for one in store.appearances(LATER, None)] == [
        (a.id, facts[b.id]),
        (a.id, facts[a.id]),
    ]
    assert list(store.appearances(POSTED, None)) == []
    assert list(store.appearances(LATER, "another product")) == []
