import pytest

from voc.evaluation.bootstrap import Estimate
from voc.evaluation.gates import FEW_TEXTS, Line, Measured, is_met, misses

MANY = FEW_TEXTS


def around(value: float) -> Estimate:
    return Estimate(value=value, low=value - 0.05, high=value + 0.05)


def line(**promised: float) -> Line:
    return Line(task="sentiment", figure="set.sentiment.accuracy", **promised)


@pytest.mark.parametrize(("value", "met"), [(0.90, True), (0.89, False)])
def test_many_texts_keep_a_floor_by_their_value(value: float, met: bool) -> None:
    assert is_met(line(floor=0.9), Measured(texts=MANY, figure=around(value))) is met


@pytest.mark.parametrize(("value", "met"), [(0.86, True), (0.84, False)])
def test_few_texts_keep_a_floor_where_their_interval_reaches_it(value: float, met: bool) -> None:
    assert is_met(line(floor=0.9), Measured(texts=MANY - 1, figure=around(value))) is met


@pytest.mark.parametrize(("value", "met"), [(0.05, True), (0.06, False)])
def test_a_ceiling_is_kept_from_below(value: float, met: bool) -> None:
    assert is_met(line(ceiling=0.05), Measured(texts=MANY, figure=around(value))) is met


@pytest.mark.parametrize(("over", "met"), [(0.02, True), (0.01, False)])
def test_a_lead_is_counted_from_the_baseline(over: float, met: bool) -> None:
    found = Measured(texts=MANY, figure=around(0.95), over_baseline=around(over))
    assert is_met(line(floor=0.9, over_baseline=0.02), found) is met


def test_without_a_baseline_there_is_no_lead() -> None:
    assert not is_met(line(over_baseline=0.0), Measured(texts=MANY, figure=around(1.0)))


def test_every_promise_of_a_line_counts() -> None:
    found = Measured(texts=MANY, figure=around(0.85), over_baseline=around(0.5))
    assert not is_met(line(floor=0.9, over_baseline=0.1), found)


def test_a_figure_below_its_floor_is_a_miss_and_says_so() -> None:
    found = misses({"a": 0.5, "b": 0.9}, {"b": 0.8, "a": 0.6, "c": 0.1})
    assert [str(miss) for miss in found] == [
        "a is 0.5000, its floor is 0.6000",
        "c was not measured, its floor is 0.1000",
    ]


def test_a_figure_at_its_floor_passes() -> None:
    assert misses({"a": 0.5}, {"a": 0.5}) == ()
