"""What ratings go with: points, quadrants, and what is not told."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.insight.drivers.effects import LEAST_ROWS, MOST_ISSUES
from voc.insight.drivers.importance import drivers
from voc.types.drivers import DriverIssue, Drivers, Judgement, Outcome, Quadrant, TopicDriver
from voc.types.issue import IssueId, IssueKind
from voc.types.opinion import Polarity

GOOD, BAD = Polarity.POSITIVE, Polarity.NEGATIVE
LEAK, CRUSHED = IssueId("D1"), IssueId("D2")
LEAKS = DriverIssue(id=LEAK, kind=IssueKind.DEFECT, topic="packaging")
CRUSHES = DriverIssue(id=CRUSHED, kind=IssueKind.DEFECT, topic="packaging")


def said(rating: float | None, *told: tuple[str, Polarity], **fields: object) -> Judgement:
    made = Judgement(
        channel="shop",
        product="nuts",
        author_key=None,
        rating=rating,
        score=0.0,
        told=told,
        issues=(),
    )
    return replace(made, **fields)


def crowd(seed: int = 7, n: int = 3000) -> list[Judgement]:
    """Taste: +0.3 told well, -1.5 badly; packaging -1 badly; service tells nothing of stars."""
    rng = np.random.default_rng(seed)
    made = []
    for _ in range(n):
        told = [("taste", GOOD)] * (rng.random() < 0.4) + [("taste", BAD)] * (rng.random() < 0.1)
        told += [("packaging", BAD)] * (rng.random() < 0.2)
        told += [("packaging", GOOD)] * (rng.random() < 0.1)
        told += [("service", GOOD if rng.random() < 0.8 else BAD)] * (rng.random() < 0.3)
        points = {("taste", GOOD): 0.3, ("taste", BAD): -1.5, ("packaging", BAD): -1.0}
        mean = 4.2 + sum(points.get(one, 0.0) for one in told)
        made.append(said(float(1 + rng.binomial(4, (mean - 1) / 4)), *told))
    return made


def topic(found: Drivers, name: str) -> TopicDriver:
    (one,) = [one for one in found.topics if one.topic == name]
    return one


def figures(found: Drivers) -> Iterator[float | None]:
    for one in found.topics:
        for estimate in (
            one.well.when_told,
            one.well.in_all,
            one.badly.when_told,
            one.badly.in_all,
            one.importance,
            one.satisfaction,
        ):
            if estimate:
                yield from (estimate.value, estimate.low, estimate.high)


CROWD = crowd()
FOUND = drivers(CROWD, ())


@pytest.mark.parametrize(
    ("name", "side", "points"),
    [
        ("taste", "well", 0.3),
        ("taste", "badly", -1.5),
        ("packaging", "badly", -1.0),
        ("packaging", "well", 0.0),
        ("service", "badly", 0.0),
    ],
)
def test_planted_points_lie_in_their_intervals(name: str, side: str, points: float) -> None:
    told = getattr(topic(FOUND, name), side).when_told
    assert told.low < points < told.high
    assert told.high - told.low < 0.6


def test_intervals_hold_the_truth_nineteen_times_in_twenty() -> None:
    """Of 60 crowds with 5 planted figures each, 285 are expected, 275 or more 98 times in 100."""
    true = {("taste", "well"): 0.3, ("taste", "badly"): -1.5, ("packaging", "badly"): -1.0}
    true |= {("packaging", "well"): 0.0, ("service", "well"): 0.0}
    held = 0
    for seed in range(60):
        found = drivers(crowd(seed, 400), ())
        for (name, side), points in true.items():
            told = getattr(topic(found, name), side).when_told
            held += told.low <= points <= told.high
    assert 275 <= held <= 297


def test_points_in_all_are_points_when_told_times_the_share_of_rows() -> None:
    badly = topic(FOUND, "taste").badly
    assert badly.in_all.value == pytest.approx(badly.when_told.value * badly.rows / 3000, rel=1e-4)


def test_what_is_at_stake_is_earned_by_good_words_and_lost_by_bad_ones() -> None:
    taste = topic(FOUND, "taste")
    gain, loss = taste.well.in_all.value, taste.badly.in_all.value
    assert taste.importance.value == pytest.approx(gain - loss, rel=1e-3)


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(order: random.Random) -> None:
    rows = CROWD[:600]
    shuffled = order.sample(rows, len(rows))
    assert drivers(shuffled, ()) == drivers(rows, ())


def test_a_better_product_of_which_more_is_told_is_no_driver() -> None:
    """Told of five-star nuts oftener than of three-star tea: within each it moves nothing."""
    nuts = [said(5.0 - n // 4 % 2, *([("taste", GOOD)] * (n % 4 < 3))) for n in range(400)]
    tea = [
        said(3.0 - n // 4 % 2, *([("taste", GOOD)] * (n % 4 == 0)), product="tea")
        for n in range(400)
    ]
    flat = [replace(one, product=None) for one in (*nuts, *tea)]
    assert topic(drivers(flat, ()), "taste").well.when_told.low > 0.5
    within = topic(drivers([*nuts, *tea], ()), "taste").well.when_told
    assert within.low < 0 < within.high


def issue_rows() -> list[Judgement]:
    bad = ("packaging", BAD)
    leaks = [said(1.0 + n % 2, bad, issues=(LEAK,)) for n in range(60)]
    crushed = [said(3.0 + n % 2, bad, issues=(CRUSHED, CRUSHED)) for n in range(40)]
    rest = [said(2.0 + n % 3, bad) for n in range(50)]
    return leaks + crushed + rest + [said(4.0 + n % 2) for n in range(400)]


def test_an_issue_costs_what_sets_it_apart_from_feedback_without_complaint() -> None:
    leak, crushed = drivers(issue_rows(), [CRUSHES, LEAKS]).issues
    assert leak.issue is LEAKS  # the dearest first
    assert leak.effect.when_told.value == pytest.approx(-3.0, abs=0.01)
    assert crushed.effect.when_told.value == pytest.approx(-1.0, abs=0.01)
    assert crushed.effect.rows == 40
    assert leak.effect.in_all.value == pytest.approx(-3.0 * 60 / 550, abs=0.01)


def test_topics_tell_the_same_whatever_issues_there_are() -> None:
    rows = issue_rows()
    assert drivers(rows, [LEAKS, CRUSHES]).topics == drivers(rows, ()).topics


def test_two_issues_of_the_same_people_cannot_be_told_apart() -> None:
    rows = [replace(one, issues=(LEAK, CRUSHED)) if one.issues else one for one in issue_rows()]
    for one in drivers(rows, [LEAKS, CRUSHES]).issues:
        assert one.effect.when_told is None
        assert "cannot be told apart" in one.effect.because


def test_an_issue_that_few_tell_is_too_little_data() -> None:
    rows = [*issue_rows(), said(1.0, issues=(IssueId("I9"),))]
    idea = DriverIssue(id=IssueId("I9"), kind=IssueKind.IDEA, topic="size")
    *_, last = drivers(rows, [idea, LEAKS, CRUSHES]).issues
    assert last.issue is idea
    assert last.effect.because == "too little data: 1 of 551 rows, 20 the least"


def test_of_very_many_issues_the_most_told_are_held_apart() -> None:
    issues = [replace(LEAKS, id=IssueId(f"D{n}")) for n in range(MOST_ISSUES + 1)]
    rows = [
        said(1.0 + n % 2, ("packaging", BAD), issues=(one.id,))
        for number, one in enumerate(issues)
        for n in range(LEAST_ROWS + 5 + (number > 0))
    ]
    rows += [said(4.0 + n % 2) for n in range(500)]
    untold = [one for one in drivers(rows, issues).issues if one.effect.when_told is None]
    assert [one.issue.id for one in untold] == ["D0"]
    assert "not held apart" in untold[0].effect.because


def test_verdicts_are_the_rating_in_words_and_no_driver() -> None:
    rows = [said(1.0 + n % 5, ("overall", GOOD), ("taste", GOOD)) for n in range(100)]
    assert [one.topic for one in drivers(rows, ()).topics] == ["taste"]


def test_a_person_who_says_the_same_again_counts_once() -> None:
    angry = [said(1.0, ("taste", BAD), author_key="a") for _ in range(30)]
    found = drivers([*CROWD[:500], *angry], ())
    assert (found.rows, found.repeats) == (501, 29)
    assert drivers([*CROWD[:500], angry[0]], ()).topics == found.topics


def test_unrated_rows_are_left_out_where_anything_is_rated() -> None:
    unrated = [said(None, ("taste", BAD), score=-1.0)] * 50
    found = drivers([*unrated, *CROWD], ())
    assert found.unrated == 50
    assert found.topics == FOUND.topics


def test_where_nothing_is_rated_points_are_of_the_sentiment_read() -> None:
    rows = [replace(one, rating=None, score=(one.rating - 3) / 2) for one in CROWD]
    found = drivers(rows, ())
    assert (found.outcome, found.unrated, found.rows) == (Outcome.SENTIMENT, 0, 3000)
    halved = topic(FOUND, "taste").badly.when_told.value / 2
    assert topic(found, "taste").badly.when_told.value == pytest.approx(halved, rel=1e-4)
    assert "nothing is rated" in found.because


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([], "too little data: 0 rows with a sentiment, 20 the least"),
        (CROWD[:19], "too little data: 19 rows with a rating, 20 the least"),
        ([said(5.0, ("taste", GOOD))] * 80, "too little data: all 80 rows have the same rating"),
        ([said(float("nan"))] * 50, "too little data: all 50 rows have the same sentiment"),
    ],
)
def test_too_little_data_is_said(rows: Sequence[Judgement], why: str) -> None:
    found = drivers(rows, [LEAKS])
    assert found.because == why
    assert (found.topics, found.issues, found.explained) == ((), (), None)


def test_products_of_one_review_each_are_held_together() -> None:
    rows = [replace(one, product=str(n)) for n, one in enumerate(CROWD)]
    found = drivers(rows, ())
    assert found.lone == 3000
    assert list(figures(found)) == list(figures(FOUND))


TOPICS = st.sampled_from(["taste", "packaging", "service", "price", "smell"])
ROWS = st.lists(
    st.builds(
        said,
        st.sampled_from([None, 1.0, 2.0, 5.0]),
        st.tuples(TOPICS, st.sampled_from(list(Polarity))),
        issues=st.sampled_from([(), (LEAK,), (LEAK, CRUSHED)]),
        product=st.sampled_from([None, "nuts", "tea"]),
        author_key=st.sampled_from([None, "a"]),
        score=st.sampled_from([-1.0, 0.0, 0.5]),
    ),
    max_size=60,
)


@settings(max_examples=60, deadline=None)
@given(ROWS, st.sampled_from([1, 12]))
def test_whatever_comes_figures_are_finite_and_lie_in_their_intervals(
    rows: list[Judgement], times: int
) -> None:
    found = drivers(rows * times, [LEAKS, CRUSHES])
    told = list(figures(found))
    for value, low, high in zip(told[::3], told[1::3], told[2::3], strict=True):
        assert low <= value <= high
    assert np.isfinite(told).all()


def rated_world() -> list[Judgement]:
    """Four topics, plainly one in each corner, each told by many."""
    rows = []
    for n in range(40_000):
        kind = n % 40
        taste = kind < 10
        service = 10 <= kind < 20
        price = 20 <= kind < 24
        smell = 24 <= kind < 28
        stars = 4.0 + (n // 40) % 2
        if taste:  # heavy, liked: 9 of 10 well
            rows.append(said(stars if kind else 1.0, ("taste", GOOD if kind else BAD)))
        elif service:  # heavy, not liked
            good = kind < 14
            rows.append(said(stars if good else 2.0, ("service", GOOD if good else BAD)))
        elif price:  # light, liked
            rows.append(said(stars, ("price", BAD if n % 400 == kind else GOOD)))
        elif smell:  # light, not liked
            rows.append(said(stars, ("smell", GOOD if n % 400 < 200 else BAD)))
        else:
            rows.append(said(stars))
    return rows


def test_each_quadrant_is_told_from_the_others() -> None:
    found = drivers(rated_world(), ())
    places = {one.topic: one.quadrant for one in found.topics}
    assert places == {
        "service": Quadrant.IMPROVE_FIRST,
        "taste": Quadrant.KEEP_UP,
        "price": Quadrant.POSSIBLE_OVERKILL,
        "smell": Quadrant.LOW_PRIORITY,
    }
    assert topic(found, "service").because.startswith("importance above the median")


def test_a_topic_whose_interval_holds_a_line_is_undecided() -> None:
    found = drivers(rated_world()[:800], ())
    undecided = [one for one in found.topics if one.quadrant is Quadrant.UNDECIDED]
    assert undecided
    assert all("holds the median" in one.because for one in undecided)


def test_three_topics_have_no_quadrants() -> None:
    assert FOUND.importance_line is None
    assert {one.quadrant for one in FOUND.topics} == {None}
    assert FOUND.topics[0].because == "3 topics can be told, 4 are the least"
