"""Vectors of voices and issues: kept once, right after every change, gone with the feedback."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from tests.conformance.store.samples import (
    DAMP,
    LATER,
    NEW_RECIPE,
    RECIPE,
    STARTED,
    WISH,
    feedback,
    new_issue,
    opinion,
    reading,
    voice,
)
from voc.errors import StoreError
from voc.insight.discovery.packing import total
from voc.ports.store import Store
from voc.types.feedback import Feedback
from voc.types.forgetting import Person
from voc.types.issue import (
    By,
    Discovery,
    Happening,
    IssueId,
    IssueKind,
    Mark,
    Merge,
    Move,
    NewIssue,
    NewName,
    Shelf,
    Single,
    Voice,
    Why,
)
from voc.types.scan import ScanTally

D1, D2, D3 = (IssueId(name) for name in ("D1", "D2", "D3"))
SPACE = "words 1"
CRISPS = Shelf(kind=IssueKind.DEFECT, product="海苔脆")


def row(name: str) -> np.ndarray[tuple[int], np.dtype[np.int8]]:
    """A vector that tells one name from others."""
    return np.array([ord(name[0]) % 100, 3, -2], dtype=np.int8)


def told(store: Store, *names: str, author: str | None = None) -> list[Voice]:
    made = [feedback(name, author_key=author) for name in names]
    store.add(made, [])
    store.save(store.open(RECIPE, STARTED), [reading(one, opinion()) for one in made])
    voices = [voice(one) for one in made]
    keep(store, voices)
    return voices


def keep(store: Store, voices: Sequence[Voice], space: str = SPACE) -> None:
    store.keep_vectors(space, [(one, row(one.feedback_id).tobytes()) for one in voices])


def finish(store: Store, opened: Sequence[NewIssue] = (), **found: object) -> None:
    parts = {"joined": (), "single": ()} | found
    discovery = Discovery(opened=tuple(opened), **parts)  # type: ignore[arg-type]  # by name
    store.finish(store.open(RECIPE, STARTED), discovery, ScanTally(), LATER)


def sums(store: Store, space: str = SPACE) -> dict[str, tuple[int, list[int]]]:
    return {one.issue.id: (one.voices, one.total.tolist()) for one in store.known_issues(space)}


def summed(*names: str) -> tuple[int, list[int]]:
    return len(names), total(np.stack([row(name) for name in names])).tolist()


def whats(store: Store, issue_id: IssueId) -> list[tuple[str, By]]:
    return [(event.what, event.by) for event in store.events(issue_id)]


def test_voices_without_a_vector_come_by_arrival_page_by_page(store: Store) -> None:
    made = [feedback(name) for name in "zam"]
    store.add(made, [])
    scan = store.open(RECIPE, STARTED)
    store.save(scan, [reading(one, opinion(WISH), opinion(DAMP)) for one in made])
    (first, second) = store.unvectored(SPACE, after=0, limit=2)
    assert [one.feedback_id for one in (*first[1], *second[1])] == ["z", "z", "a", "a"]
    keep(store, first[1])
    assert [own[0].feedback_id for _, own in store.unvectored(SPACE, after=0, limit=9)] == [
        "a", "m",
    ]  # fmt: skip
    assert [seq for seq, _ in store.unvectored(SPACE, after=second[0], limit=9)] > [second[0]]
    assert len(store.unvectored("words 2", after=0, limit=9)) == 3


def test_loose_voices_come_with_their_vector_and_none_without(store: Store) -> None:
    (known,) = told(store, "a", author="she")
    other = feedback("b")
    store.add([other], [])
    store.save(store.open(RECIPE, STARTED), [reading(other, opinion())])
    (one,) = store.loose(SPACE)
    assert (one.voice, one.packed, one.issue) == (known, row("a").tobytes(), None)
    assert one.voice.person == "she"
    assert list(store.loose("words 2")) == []


def test_the_sum_of_an_issue_follows_who_comes_and_goes(store: Store) -> None:
    a, b, c, d = told(store, *"abcd")
    finish(store, [new_issue(a, b)])
    assert sums(store) == {"D1": summed("a", "b")}
    finish(store, [new_issue(c)], joined=((D1, d),))
    assert sums(store) == {"D1": summed("a", "b", "d"), "D2": summed("c")}
    finish(store, moved=(Move(voice=d, source=D1, target=D2),))
    assert sums(store) == {"D1": summed("a", "b"), "D2": summed("c", "d")}
    assert [one.voice for one in store.filed(CRISPS, SPACE) if one.issue == D2] == [c, d]
    assert store.filed_counts() == {CRISPS: 4}
    assert whats(store, D1)[-1] == ("moved", By.CLUSTERING)
    store.merge(D2, D1, LATER)
    assert sums(store) == {"D1": summed("a", "b", "c", "d")}


def test_what_is_forgotten_leaves_the_sums_and_the_vectors(store: Store) -> None:
    theirs = told(store, "a", author="she")
    others = told(store, "b", "c")
    (loose,) = told(store, "d", author="she")
    finish(store, [new_issue(*theirs, *others)])
    person = Person(name="她", key_on=lambda _: "she", key_anywhere="x", channel="shop")
    store.forget(person, lambda issue, _: issue.terms, {}, LATER)
    assert sums(store) == {"D1": summed("b", "c")}
    (known,) = store.known_issues(SPACE)
    assert known.named.tolist() == summed("b", "c")[1]
    assert [one.voice.feedback_id for one in store.filed(CRISPS, SPACE)] == ["b", "c"]
    assert loose not in [one.voice for one in store.loose(SPACE)]


def test_another_space_takes_the_sums_over_once_its_vectors_are_there(store: Store) -> None:
    voices = told(store, "a", "b")
    finish(store, [new_issue(*voices)])
    ((_, own), *_) = store.unvectored_members("words 2", after=0, limit=9)
    assert own == (voices[0],)
    keep(store, voices, "words 2")
    assert sums(store, "words 2") == {}
    store.settle_vectors("words 2")
    assert sums(store, "words 2") == {"D1": summed("a", "b")}
    assert sums(store) == {}


def test_an_issue_that_tells_nothing_has_an_empty_sum(store: Store) -> None:
    (mute,) = told(store, "a")
    finish(store, [new_issue(mute)])
    store.keep_vectors("words 2", [(mute, bytes(3))])
    store.settle_vectors("words 2")
    assert sums(store, "words 2") == {"D1": (0, [0])}
    (late,) = told(store, "b")
    keep(store, [late], "words 2")
    finish(store, joined=((D1, late),))
    assert sums(store, "words 2") == {"D1": summed("b")}


def test_single_voices_say_why_until_they_join(store: Store) -> None:
    a, b = told(store, "a", "b")
    finish(store, single=(Single(voice=a, why=Why.ALONE), Single(voice=b, why=Why.VERDICT)))
    assert [(one.voice, one.why) for one in store.singles()] == [(a, Why.ALONE), (b, Why.VERDICT)]
    finish(store, [new_issue(a)], single=(Single(voice=b, why=Why.FEW),))
    assert [(one.voice, one.why) for one in store.singles()] == [(b, Why.FEW)]


def test_clustering_splits_an_issue_and_both_tell_so(store: Store) -> None:
    a, b, c = told(store, *"abc")
    finish(store, [new_issue(a, b)])
    off = replace(new_issue(b, c), taken=((D1, b),), split_from=D1, because="apart")
    finish(store, [off])
    assert sums(store) == {"D1": summed("a"), "D2": summed("b", "c")}
    for issue_id, detail in ((D1, "into D2"), (D2, "from D1")):
        event = store.events(issue_id)[-1]
        assert (event.what, event.by) == ("split", By.CLUSTERING)
        assert event.detail.startswith(detail)
        assert event.detail.endswith("apart")


def test_clustering_merges_and_the_old_id_redirects(store: Store) -> None:
    a, b = told(store, "a", "b")
    finish(store, [new_issue(a), new_issue(b)])
    finish(store, merged=(Merge(source=D2, target=D1, because="alike"),))
    assert store.issue(D2).id == D1
    assert not store.issue(D1).settled
    assert sums(store) == {"D1": summed("a", "b")}
    assert whats(store, D2)[-1] == ("merged", By.CLUSTERING)


@pytest.mark.parametrize("said", ["pin", "dismiss"])
def test_what_a_person_said_meanwhile_stands(store: Store, said: str) -> None:
    a, b, c = told(store, *"abc")
    finish(store, [new_issue(a, c), new_issue(b)])
    getattr(store, said)(D1, True, LATER)
    finish(
        store,
        [replace(new_issue(c), taken=((D1, c),), split_from=D1)],
        merged=(Merge(source=D1, target=D2, because="alike"),),
        moved=(Move(voice=a, source=D1, target=D2),),
    )
    assert sums(store) == {"D1": summed("a", "c"), "D2": summed("b")}
    assert len(store.issues()) == 2


def test_a_persons_merge_and_split_settle_both_sides(store: Store) -> None:
    voices = told(store, *"abc")
    finish(store, [new_issue(*voices[:2]), new_issue(voices[2])])
    assert store.merge(D2, D1, LATER).settled
    off = replace(new_issue(voices[1]), because="a person took out “咸”")
    made = store.split(D1, off, ("软",), LATER)
    assert (made.id, made.settled, made.terms) == (D3, True, ("受潮", "不脆"))
    assert (store.issue(D1).terms, store.issue(D1).settled) == (("软",), True)
    assert sums(store) == {"D1": summed("a", "c"), "D3": summed("b")}
    assert [one.feedback_id for one in store.voices(D3)] == ["b"]
    assert whats(store, D3) == [("split", By.PERSON)]
    assert whats(store, D1)[-1] == ("split", By.PERSON)


def test_a_split_of_voices_that_are_not_there_changes_nothing(store: Store) -> None:
    a, b = told(store, "a", "b")
    finish(store, [new_issue(a), new_issue(b)])
    with pytest.raises(StoreError, match="changed meanwhile"):
        store.split(D1, new_issue(a, b), ("软",), LATER)
    assert sums(store) == {"D1": summed("a"), "D2": summed("b")}


def test_a_drifted_issue_is_named_anew_by_what_it_tells_now(store: Store) -> None:
    a, b = told(store, "a", "b")
    finish(store, [new_issue(a)])
    finish(
        store,
        joined=((D1, b),),
        renamed=(NewName(issue_id=D1, terms=("软",)),),
        happened=(Happening(issue_id=D1, what="drifted", because="by 0.5"),),
    )
    (known,) = store.known_issues(SPACE)
    assert known.issue.terms == ("软",)
    assert known.named.tolist() == known.total.tolist()
    assert whats(store, D1)[-1] == ("drifted", By.CLUSTERING)


def test_a_shelf_has_one_mark(store: Store) -> None:
    nowhere = Shelf(kind=IssueKind.DEFECT, product=None)
    for voices in (3, 9):
        finish(
            store,
            marks=tuple(
                Mark(shelf=s, voices=voices, alike=0.1, basis="now") for s in (CRISPS, nowhere)
            ),
        )
    assert set(store.marks()) == {
        Mark(shelf=shelf, voices=9, alike=0.1, basis="now") for shelf in (CRISPS, nowhere)
    }


def test_feedback_read_again_is_told_anew_and_members_keep_their_vector(store: Store) -> None:
    member, loose = told(store, "a", "b")
    finish(store, [new_issue(member)])
    stored: dict[str, Feedback] = dict(store.get([member.feedback_id, loose.feedback_id]))
    scan = store.open(NEW_RECIPE, LATER, reread=True)
    store.save(scan, [reading(one, opinion(WISH)) for one in stored.values()])
    assert [one.packed for one in store.filed(CRISPS, SPACE)] == [row("a").tobytes()]
    assert list(store.loose(SPACE)) == []
    assert [len(own) for _, own in store.unvectored(SPACE, after=0, limit=9)] == [1, 1]
    found = Discovery(joined=(), opened=(), single=(), left=(member,))
    store.finish(scan, found, ScanTally(), LATER)
    assert sums(store)["D1"][0] == 0
