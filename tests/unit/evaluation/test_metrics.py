import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from voc.evaluation.gates import misses
from voc.evaluation.metrics import accuracy, calibration_error, macro_f1, micro_f1

LABELS = st.sampled_from(["a", "b", "c"])
SETS = st.frozensets(LABELS)


@given(st.lists(st.tuples(LABELS, LABELS), min_size=1))
def test_macro_f1_is_the_mean_over_the_labels_that_occur(pairs: list[tuple[str, str]]) -> None:
    true, read = zip(*pairs, strict=True)
    theirs = f1_score(true, read, average="macro", labels=sorted(set(true)), zero_division=0)
    assert macro_f1(true, read) == pytest.approx(theirs)


@given(st.lists(SETS))
def test_reading_what_is_true_is_perfect(true: list[frozenset[str]]) -> None:
    assert micro_f1(true, true).value == (1.0 if any(true) else 0.0)


@given(st.lists(st.tuples(SETS, SETS)))
def test_swapping_truth_and_reading_swaps_precision_and_recall(
    pairs: list[tuple[frozenset[str], frozenset[str]]],
) -> None:
    one = micro_f1([t for t, _ in pairs], [r for _, r in pairs])
    other = micro_f1([r for _, r in pairs], [t for t, _ in pairs])
    assert (one.precision, one.recall, one.value) == (other.recall, other.precision, other.value)


def test_nothing_measured_is_zero() -> None:
    assert accuracy([], []) == macro_f1([], []) == calibration_error([], []) == 0.0


def test_confidence_that_comes_true_as_often_has_no_error() -> None:
    assert calibration_error(np.full(4, 0.75), [True, True, True, False]) == pytest.approx(0)


def test_confidence_that_never_comes_true_is_all_error() -> None:
    assert calibration_error([0.9, 1.0], [False, False]) == pytest.approx(0.95)


def test_a_figure_below_its_floor_is_a_miss_and_says_so() -> None:
    found = misses({"a": 0.5, "b": 0.9}, {"b": 0.8, "a": 0.6, "c": 0.1})
    assert [str(miss) for miss in found] == [
        "a is 0.5000, its floor is 0.6000",
        "c was not measured, its floor is 0.1000",
    ]


def test_a_figure_at_its_floor_passes() -> None:
    assert misses({"a": 0.5}, {"a": 0.5}) == ()
