from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

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
from voc.types.opinion import SentimentLabel
from voc.types.paid_reviews import LONG, Subject, Suspicion, Trace
from voc.types.scan import Scan

Stored = Callable[..., Feedback]
LONG_AGO = STARTED - timedelta(days=365)
HIGH = 2**63 - 1


def traced(of: Feedback, **fields: object) -> Trace:
    made = Trace(
        feedback_id=of.id,
        posted_at=of.posted_at,
        product=1,
        author=None,
        praise=True,
        hollow=False,
        weight=LONG,
        same=None,
        frame=None,
    )
    return replace(made, **fields)


def suspicion(of: Feedback, name: str = "suspected_paid", because: str = "x") -> Suspicion:
    return Suspicion(feedback_id=of.id, flag=replace(flag(name), because=because))


def untraced(store: Store, recipe_id: str = RECIPE.id) -> list[FeedbackId]:
    return [told.feedback.id for _, told in store.untraced(recipe_id, after=0, limit=100)]


def gathered(store: Store, scan: Scan, subject: Subject, least: int = 1) -> list[list[str]]:
    return [[one.feedback_id for one in known] for known in store.histories(scan, subject, least)]


def flags(store: Store) -> dict[FeedbackId, tuple[str, ...]]:
    facts = store.readings(LONG_AGO, LATER, None)
    return {fact.feedback_id: tuple(flag.name for flag in fact.flags) for fact in facts}


@pytest.fixture
def read(store: Store, scan: Scan, stored: Stored) -> Callable[..., Feedback]:
    """Stores one feedback and what the scan read in it."""

    def keep(name: str, **fields: object) -> Feedback:
        made = stored(name)
        store.save(scan, [reading(made, opinion(), **fields)])
        return made

    return keep


def test_untraced_is_what_this_recipe_read_page_by_page(
    store: Store, scan: Scan, stored: Stored, read: Stored
) -> None:
    stored("unread")
    b, a = read("b", flags=(flag("advert"),)), read("a")
    ((place, told),) = store.untraced(RECIPE.id, after=0, limit=1)
    assert (told.feedback, told.sentiment, told.flags) == (b, SentimentLabel.NEGATIVE, ("advert",))
    assert [one.feedback for _, one in store.untraced(RECIPE.id, after=place, limit=9)] == [a]
    store.file_traces(scan, [traced(a), traced(b)])
    assert untraced(store) == []


def test_copies_have_the_words_of_their_first_appearance(
    store: Store, scan: Scan, read: Stored
) -> None:
    a, b, c = read("a"), read("b"), read("c")
    first = Appearance(feedback_id=a.id, copy_of=None, likeness=None, keys=())
    copy = Appearance(feedback_id=c.id, copy_of=a.id, likeness=0.9, keys=())
    store.file_appearances(scan, [first, copy])
    words = {t.feedback.id: t.first for _, t in store.untraced(RECIPE.id, after=0, limit=9)}
    assert words[c.id] == words[a.id] != words[b.id]


def test_a_history_holds_older_traces_of_what_the_scan_names(
    store: Store, scan: Scan, read: Stored
) -> None:
    a, b, c = read("a"), read("b"), read("c")
    later = store.open(NEW_RECIPE, LATER)
    store.file_traces(scan, [traced(a, product=HIGH), traced(b, product=2)])
    store.file_traces(later, [traced(c, product=HIGH, author=3)])
    assert gathered(store, later, Subject.PRODUCT) == [["a", "c"]]
    assert gathered(store, later, Subject.PRODUCT, least=3) == []
    assert gathered(store, later, Subject.AUTHOR) == [["c"]]
    assert gathered(store, later, Subject.FRAME) == []
    (known,) = store.histories(later, Subject.PRODUCT, 2)
    assert known[1] == traced(c, product=HIGH, author=3)
    assert known[0].posted_at == POSTED


def test_short_texts_are_not_gathered_by_their_words(
    store: Store, scan: Scan, read: Stored
) -> None:
    a, b = read("a"), read("b")
    store.file_traces(scan, [traced(a, same=5, weight=LONG - 1), traced(b, same=6)])
    assert gathered(store, scan, Subject.SAME) == [["b"]]


def test_a_suspect_leaves_the_cleaned_denominators_and_is_counted(
    store: Store, scan: Scan, read: Stored
) -> None:
    a, b, c = read("a"), read("b"), read("c", flags=(flag("template_praise"),))
    store.suspect([suspicion(b), suspicion(c)])
    assert flags(store) == {
        a.id: (),
        b.id: ("suspected_paid",),
        c.id: ("template_praise", "suspected_paid"),
    }
    assert [fact.flagged for fact in store.facts(LONG_AGO, LATER, None)] == [False, True, True]
    assert store.annotated(scan).flagged == 2
    assert {voice.feedback_id for voice in store.loose_voices()} == {a.id}


def test_suspected_again_changes_nothing_and_another_flag_is_added(
    store: Store, read: Stored
) -> None:
    a = read("a")
    store.suspect([suspicion(a)])
    store.suspect([suspicion(a, because="another reason")])
    store.suspect([suspicion(a, name="copied_template")])
    assert flags(store) == {a.id: ("suspected_paid", "copied_template")}


def test_a_suspect_read_again_is_still_one(store: Store, scan: Scan, read: Stored) -> None:
    a, b = read("a"), read("b")
    store.file_traces(scan, [traced(a), traced(b)])
    store.suspect([suspicion(b)])
    again = store.open(NEW_RECIPE, LATER, reread=True)
    store.save(again, [reading(a), reading(b, flags=(flag("advert"),))])
    assert flags(store) == {a.id: (), b.id: ("advert", "suspected_paid")}
    assert untraced(store, NEW_RECIPE.id) == []


def test_a_batch_that_names_an_unknown_feedback_stores_nothing(store: Store, read: Stored) -> None:
    a = read("a")
    ghost = Suspicion(feedback_id=FeedbackId("ghost"), flag=flag("suspected_paid"))
    with pytest.raises(StoreError, match="'ghost'"):
        store.suspect([suspicion(a), ghost])
    assert flags(store) == {a.id: ()}


def test_empty_batches_are_fine(store: Store, scan: Scan) -> None:
    store.file_traces(scan, [])
    store.suspect([])
