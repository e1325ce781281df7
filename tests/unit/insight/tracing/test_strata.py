import math
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest, fisher_exact
from scipy.stats.contingency import odds_ratio

from voc.insight.tracing.strata import (
    Chance,
    among_people,
    among_units,
    at_least,
    ratio_of,
    together,
)

few = st.integers(0, 12)
Week = tuple[int, int, int, int]
weeks = st.lists(st.tuples(few, few, few, few), min_size=1, max_size=4)


def chance(tables: list[Week]) -> Chance:
    return together([among_people(a + b, a + c, a + b + c + d) for a, b, c, d in tables])


@given(few, few, few, few)
def test_one_week_is_fishers_exact_test(a: int, b: int, c: int, d: int) -> None:
    p = fisher_exact([[a, b], [c, d]], alternative="greater").pvalue
    assert at_least(a, chance([(a, b, c, d)])) == pytest.approx(p, abs=1e-12)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(1, 12), st.integers(1, 12))
def test_one_week_has_the_conditional_odds_ratio_and_its_exact_interval(
    a: int, b: int, c: int, d: int
) -> None:
    expected = odds_ratio(np.array([[a, b], [c, d]]))
    interval = expected.confidence_interval(0.95)
    ratio = ratio_of(a, chance([(a, b, c, d)]))
    assert (ratio.value, ratio.low, ratio.high) == pytest.approx(
        (expected.statistic, interval.low, interval.high), rel=1e-6
    )


@given(st.integers(0, 9), st.integers(1, 9), st.floats(0.05, 0.95))
def test_one_week_of_units_is_the_binomial_test(hits: int, misses: int, share: float) -> None:
    drawn = hits + misses
    expected = binomtest(hits, drawn, share, alternative="greater").pvalue
    assert at_least(hits, together([among_units(drawn, share)])) == pytest.approx(expected)


@given(weeks, st.randoms())
def test_the_order_of_weeks_changes_nothing(tables: list[Week], random: Random) -> None:
    mixed = list(tables)
    random.shuffle(mixed)
    hits = sum(a for a, *_ in tables)
    assert at_least(hits, chance(mixed)) == pytest.approx(at_least(hits, chance(tables)))


@given(weeks)
def test_chances_add_up_to_one_and_an_interval_holds_its_ratio(tables: list[Week]) -> None:
    hits, found = sum(a for a, *_ in tables), chance(tables)
    assert found.weights.sum() == pytest.approx(1)
    assert at_least(found.least, found) == pytest.approx(1)
    ratio = ratio_of(hits, found)
    value = math.inf if ratio.value is None else ratio.value
    high = math.inf if ratio.high is None else ratio.high
    assert 0 <= ratio.low <= value * (1 + 1e-9)
    assert value <= high * (1 + 1e-9)


def test_weeks_apart_do_not_accuse_what_is_merely_new() -> None:
    """In each week half of both sides have it; only most of the issue falls in the second."""
    early, late = (1, 9, 10, 90), (20, 5, 40, 10)
    assert at_least(21, chance([early, late])) > 0.5
    assert at_least(21, chance([(21, 14, 50, 100)])) < 0.01
