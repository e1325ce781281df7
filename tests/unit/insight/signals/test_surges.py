"""Planted on axes of their own: complaints of one axis tell alike, of two they do not."""

from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.insight.packing import pack
from voc.insight.signals.emergence import WEEKS
from voc.insight.signals.exposure import Exposure
from voc.insight.signals.surges import LEVEL, Surge, surges, told_before
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId
from voc.types.signal import Complaint, Complaints

AXES = 24
SAME_EVERY_WEEK = Exposure(weeks=np.full(WEEKS, 50.0), unit="feedback")


def about(axis: int, seed: int = 0) -> bytes:
    """A vector near one axis; no two the same."""
    vector = np.random.default_rng(1000 * axis + seed).normal(0, 0.03, AXES)
    vector[axis] += 1
    unit = (vector / np.linalg.norm(vector)).astype(np.float32)
    return pack(unit[np.newaxis])[0].tobytes()


def complaint(name: str, axis: int, week: int, issue: str | None = "D1") -> Complaint:
    return Complaint(
        feedback_id=FeedbackId(name),
        person=f"by {name}",
        week=week,
        lot=None,
        issue_id=issue and IssueId(issue),
        vector=about(axis, sum(map(ord, name))),
    )


def usual() -> list[Complaint]:
    """Two complaints a week, each week of other things, none of the first axis."""
    return [
        complaint(f"usual {week} {turn}", 1 + (2 * week + turn) % (AXES - 1), week, "D9")
        for week in range(WEEKS)
        for turn in range(2)
    ]


def story(people: int, *issues: str | None) -> list[Complaint]:
    """Of the first axis, in the last two weeks, spread over ``issues``."""
    return [
        complaint(f"story {n}", 0, n % 2, issues[n % len(issues)] if issues else "D1")
        for n in range(people)
    ]


def found(
    told: list[Complaint],
    exposure: Exposure = SAME_EVERY_WEEK,
    lots: dict[str, tuple[int, ...]] | None = None,
) -> list[Surge]:
    return list(surges(Complaints(product="海苔", told=tuple(told), lots=lots or {}), exposure))


def test_people_who_tell_alike_are_one_surge_whichever_issues_they_stand_in() -> None:
    (surge,) = found([*usual(), *story(6, "D1", "D2", "D2", None)])
    assert set(surge.voices) == {f"story {n}" for n in range(6)}
    assert (surge.issue_id, surge.held) == ("D2", 3)
    assert (surge.count, surge.before) == (6, 0)
    assert surge.chance < LEVEL


def test_what_was_told_as_often_before_is_none() -> None:
    often = [complaint(f"often {week} {n}", 0, week) for week in range(WEEKS) for n in range(3)]
    assert not found([*usual(), *often])


def test_one_author_of_many_posts_is_one_person() -> None:
    angry = [replace(one, person="the same") for one in story(12)]
    assert not found([*usual(), *angry])


def test_an_angry_author_lends_no_voice_to_two_others() -> None:
    angry = [replace(one, person="the same") for one in story(12)]
    two = [complaint(f"other {n}", 0, 0) for n in range(2)]
    assert not found([*usual(), *angry, *two])
    assert found([*usual(), *angry, *two, complaint("third", 0, 1), complaint("fourth", 0, 1)])


def test_more_feedback_of_everything_is_no_surge() -> None:
    """A promotion: ten times the complaints out of ten times the feedback."""
    weeks = np.full(WEEKS, 50.0)
    weeks[:2] = 500
    before = [complaint(f"before {n}", 0, 2 + n) for n in range(8)]
    told = [*usual(), *before, *story(6)]
    assert found(told)
    assert not found(told, Exposure(weeks=weeks, unit="feedback"))


def test_a_large_product_is_held_against_a_sample_and_counted_over_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = [complaint(f"before {n}", 0, 4 + n) for n in range(8)]
    told = [*usual(), *before, *story(12)]
    monkeypatch.setattr("voc.insight.signals.surges.MOST_OLDER", 30)
    (surge,) = found(told)
    assert {f"story {n}" for n in range(12)} == set(surge.voices)
    assert surge.before == 8


def test_what_has_stopped_is_not_told_anew() -> None:
    past = [replace(one, week=one.week + 1) for one in story(6)]
    assert not found([*usual(), *past])


def test_a_young_store_has_nothing_to_compare_with() -> None:
    weeks = np.zeros(WEEKS)
    weeks[:4] = 50
    assert not found(story(9), Exposure(weeks=weeks, unit="feedback"))


def test_complaints_that_tell_nothing_are_not_alike() -> None:
    empty = [replace(one, vector=bytes(AXES)) for one in story(6)]
    assert not found([*usual(), *empty])


def test_a_second_voice_without_a_lot_hides_no_lot() -> None:
    lots = {f"L{n}": tuple([2] * WEEKS) for n in range(40)}
    told = [replace(one, lot="L7") for one in story(6)]
    again = [replace(one, feedback_id=FeedbackId(f"z {one.feedback_id}"), lot=None) for one in told]
    (surge,) = found([*usual(), *told, *again], lots=lots)
    assert surge.lot == "L7"


def test_single_voices_alone_point_at_no_issue() -> None:
    assert not found([*usual(), *story(6, None)])


def test_a_shared_lot_makes_up_for_few_people() -> None:
    """Three people are too few by their number, but not with one rare lot on all their packs."""
    few = story(3)
    told = [*usual(), *(complaint(f"early {n}", 0, 6 + 4 * n) for n in range(2))]
    lots = {f"L{n}": tuple([2] * WEEKS) for n in range(40)}
    assert not found([*told, *few], lots=lots)
    (surge,) = found([*told, *(replace(one, lot="L7") for one in few)], lots=lots)
    assert surge.lot == "L7"


def test_two_stories_at_once_are_two_surges_of_two_issues() -> None:
    other = [replace(complaint(f"other {n}", 5, n % 2, "D3")) for n in range(6)]
    told = [one for one in usual() if one.vector != about(5)]
    assert {one.issue_id for one in found([*told, *story(6), *other])} == {"D1", "D3"}


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_complaints_changes_nothing(rng: Random) -> None:
    told = [*usual(), *story(6, "D1", "D2")]
    mixed = list(told)
    rng.shuffle(mixed)
    assert found(mixed) == found(told)


@pytest.mark.parametrize("seed", range(5))
def test_complaints_without_a_story_seldom_surge(seed: int) -> None:
    """100 products of chance alone: as many surges as the level of two windows allows, and few."""
    rng = Random(seed)
    raised = 0
    for product in range(20):
        told = [
            complaint(f"{product} {n}", rng.randrange(AXES), rng.randrange(WEEKS), "D1")
            for n in range(60)
        ]
        raised += bool(found(told))
    assert raised <= 3


def test_half_of_the_voices_again_are_the_same_surge() -> None:
    (surge,) = found([*usual(), *story(6)])
    names = [FeedbackId(f"story {n}") for n in range(6)]
    assert told_before(surge, [frozenset(names[:3])])
    assert not told_before(surge, [frozenset(names[:2]), frozenset(names[2:4])])


@pytest.mark.parametrize("told", [[], story(1), story(2)])
def test_too_few_people_are_no_surge(told: list[Complaint]) -> None:
    assert not found(told)
