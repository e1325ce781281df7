import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.insight.change import (
    LEAST_EVENTS,
    Direction,
    compare,
    mean_interval,
    share_interval,
)

counts = st.integers(0, 400)
exposures = st.floats(0.5, 1e6)


def test_three_to_six_is_too_little_to_tell() -> None:
    change = compare(6, 7, 3, 7)
    assert change.direction is Direction.TOO_LITTLE
    assert "6 of 7 against 3 of 7" in change.because


def test_eight_reports_and_none_before_are_still_too_little() -> None:
    assert compare(LEAST_EVENTS - 1, 7, 0, 7).direction is Direction.TOO_LITTLE


def test_a_doubling_of_hundreds_is_a_rise_and_names_its_test() -> None:
    change = compare(400, 7, 200, 7)
    assert change.direction is Direction.UP
    assert change.ratio == pytest.approx(2)
    assert change.because.startswith("exact conditional test of two Poisson rates: 400 of 7")


def test_a_rise_from_nothing_has_no_ratio_but_a_lower_bound() -> None:
    change = compare(20, 1000, 0, 1000)
    assert change.direction is Direction.UP
    assert change.ratio is None
    assert change.high is None
    assert change.low is not None
    assert change.low > 4


def test_twice_the_complaints_of_twice_the_feedback_are_no_change() -> None:
    assert compare(200, 2000, 100, 1000).direction is Direction.STEADY


def test_no_difference_seen_in_little_data_is_not_called_steady() -> None:
    assert compare(6, 100, 6, 100).direction is Direction.TOO_LITTLE
    assert compare(60, 1000, 60, 1000).direction is Direction.STEADY


def test_figures_agree_with_the_published_example() -> None:
    """Two Poisson rates as in R's poisson.test(c(11, 6+8+7), c(800, 1083+1050+878))."""
    change = compare(11, 800, 21, 3011)
    assert change.p == pytest.approx(0.07967, abs=5e-6)
    assert change.ratio == pytest.approx(1.971488, abs=5e-7)
    assert change.low == pytest.approx(0.8584264, abs=5e-7)
    assert change.high == pytest.approx(4.2772659, abs=5e-7)


@pytest.mark.parametrize("arguments", [(0, 7, 0, 7), (9, 0, 12, 7), (9, 7, 12, 0), (0, 0, 0, 0)])
def test_nothing_to_compare_is_said_to_be_too_little(
    arguments: tuple[int, int, int, int],
) -> None:
    change = compare(*arguments)
    assert change.direction is Direction.TOO_LITTLE
    assert change.p is None


@pytest.mark.parametrize("arguments", [(-1, 7, 0, 7), (1, math.nan, 0, 7), (1, 7, 0, math.inf)])
def test_impossible_figures_are_refused(arguments: tuple[int, float, int, float]) -> None:
    with pytest.raises(ValueError, match="finite and not negative"):
        compare(*arguments)


def test_large_exposures_are_written_out() -> None:
    assert "30 of 1234567 against 30 of 1234567" in compare(30, 1234567, 30, 1234567).because


@given(counts, exposures, counts, exposures)
def test_the_interval_holds_the_ratio(now: int, e_now: float, before: int, e_before: float) -> None:
    change = compare(now, e_now, before, e_before)
    if change.ratio is not None:
        assert change.low is not None
        assert change.low <= change.ratio * (1 + 1e-9)
        assert change.high is None or change.ratio <= change.high * (1 + 1e-9)


@given(counts, exposures, counts, exposures)
def test_looking_back_in_time_turns_the_direction_around(
    now: int, e_now: float, before: int, e_before: float
) -> None:
    turned = {Direction.UP: Direction.DOWN, Direction.DOWN: Direction.UP}
    forth = compare(now, e_now, before, e_before).direction
    back = compare(before, e_before, now, e_now).direction
    assert back is turned.get(forth, forth)


def test_a_share_of_none_still_has_an_upper_bound() -> None:
    low, high = share_interval(0, 10)
    assert low == 0
    assert high == pytest.approx(0.2775, abs=1e-4)


def test_a_share_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="n"):
        share_interval(0, 0)


def test_the_interval_of_a_mean_is_students() -> None:
    assert mean_interval([1, 2, 3, 4, 5] * 2) == pytest.approx((3 - 1.0664, 3 + 1.0664), abs=1e-4)


@pytest.mark.parametrize("values", [[], [4], [1, 5], [1, 2, 3, 4, 5, 1, 2, 3, 4], [5] * 40])
def test_few_values_and_values_all_alike_have_no_interval(values: list[float]) -> None:
    assert mean_interval(values) is None
