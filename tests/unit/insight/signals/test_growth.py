from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binomtest

from voc.insight.signals.false_discoveries import adjusted
from voc.insight.signals.growth import Pair, grown, spread_of

PAIR = Pair(now=8, exposure=28, before=4, exposure_before=520, spread=1)
pairs = st.builds(
    Pair,
    now=st.integers(1, 200),
    exposure=st.floats(1, 1e6),
    before=st.integers(0, 2_000),
    exposure_before=st.floats(1, 1e6),
    spread=st.floats(1, 20),
)
chances = st.floats(0, 1)


def test_few_people_are_tested_by_the_exact_conditional_test_of_two_poisson_rates() -> None:
    (growth,) = grown([PAIR])
    told = binomtest(8, 12, 28 / 548, alternative="greater")
    interval = binomtest(8, 12, 28 / 548).proportion_ci(0.95)
    assert growth.rise == pytest.approx(told.pvalue)
    assert growth.low == pytest.approx(interval.low / (1 - interval.low) * 520 / 28)
    assert growth.high == pytest.approx(interval.high / (1 - interval.high) * 520 / 28)
    assert growth.expected == pytest.approx(4 * 28 / 520)
    assert growth.ratio == pytest.approx(8 / growth.expected)


def test_what_bursts_by_itself_must_burst_more_to_be_sure() -> None:
    steady, bursting = grown([PAIR, replace(PAIR, spread=3)])
    assert bursting.rise > steady.rise
    assert bursting.low < steady.low


def test_of_what_nobody_told_before_growth_is_unbounded_and_has_a_least() -> None:
    (growth,) = grown([replace(PAIR, before=0)])
    assert (growth.ratio, growth.high) == (None, None)
    assert growth.low > 1


@settings(max_examples=30)
@given(st.lists(pairs, max_size=8), st.floats(1e-3, 1e3))
def test_the_unit_of_exposure_changes_nothing(told: list[Pair], unit: float) -> None:
    scaled = [
        replace(one, exposure=one.exposure * unit, exposure_before=one.exposure_before * unit)
        for one in told
    ]
    for one, other in zip(grown(told), grown(scaled), strict=True):
        assert other.rise == pytest.approx(one.rise, rel=1e-6, abs=1e-12)
        assert other.low == pytest.approx(one.low, rel=1e-6, abs=1e-12)


@settings(max_examples=30)
@given(st.lists(pairs, min_size=1, max_size=8))
def test_every_figure_is_a_possible_one(told: list[Pair]) -> None:
    for one in grown(told):
        assert 0 <= one.rise <= 1
        assert 0 <= one.fall <= 1
        assert one.least_rise <= one.rise * (1 + 1e-6) + 1e-12
        assert one.ratio is None or one.low <= one.ratio * (1 + 1e-9)
        assert one.ratio is None or one.high is None or one.ratio <= one.high * (1 + 1e-9)


@settings(max_examples=30)
@given(st.lists(pairs, min_size=2, max_size=8))
def test_no_pair_changes_what_is_told_of_another(told: list[Pair]) -> None:
    assert grown(told[::-1])[-1].rise == pytest.approx(grown(told[:1])[0].rise, rel=1e-9)


def test_weeks_that_differ_as_chance_has_it_are_poisson() -> None:
    assert spread_of([3, 2, 4, 3, 3], [100] * 5) == 1
    assert spread_of([3, 6, 9], [100, 200, 300]) == 1
    assert spread_of([0, 0, 30, 0, 0], [100] * 5) > 5


@pytest.mark.parametrize("weeks", [[], [3], [0, 0, 0]])
def test_of_too_few_weeks_or_people_no_spread_is_claimed(weeks: list[int]) -> None:
    assert spread_of(weeks, [100.0] * len(weeks)) == 1


def test_a_week_without_exposure_says_nothing_of_the_spread() -> None:
    assert spread_of([3, 2, 4, 0], [100, 100, 100, 0]) == spread_of([3, 2, 4], [100] * 3)


@settings(max_examples=30)
@given(st.lists(st.tuples(chances, chances).map(sorted), max_size=20))
def test_q_is_never_below_p(told: list[list[float]]) -> None:
    tests = [(p, least) for least, p in told]
    for (p, _), q in zip(tests, adjusted(tests, 0.05), strict=True):
        assert p <= q + 1e-12
        assert q <= 1


def test_tests_that_could_tell_nothing_weaken_no_other() -> None:
    able = [(0.001, 1e-9), (0.5, 1e-9)]
    unable = [(0.9, 0.4)] * 500
    assert adjusted([*able, *unable], 0.05)[:2] == adjusted(able, 0.05)
    assert set(adjusted([*able, *unable], 0.05)[2:]) == {1.0}
