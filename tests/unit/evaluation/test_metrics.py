from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import f1_score

from voc.evaluation.metrics import (
    Answer,
    Figure,
    accuracy,
    by_label,
    calibration_error,
    confusion,
    constant,
    f1,
    macro_f1,
    pooled,
    precision,
    recall,
)

LABELS = st.sampled_from(["a", "b", "c"])
SETS = st.frozensets(LABELS)
PAIRS = st.lists(st.tuples(SETS, SETS), min_size=1)


def one_label_each(labels: str) -> list[Answer]:
    return [frozenset(label) for label in labels]


@given(st.lists(st.tuples(LABELS, LABELS), min_size=1))
def test_macro_f1_is_the_mean_over_the_labels_that_occur(pairs: list[tuple[str, str]]) -> None:
    true, read = zip(*pairs, strict=True)
    theirs = f1_score(true, read, average="macro", labels=sorted(set(true)), zero_division=0)
    ours = macro_f1(one_label_each("".join(true)), one_label_each("".join(read)))
    assert ours.value == pytest.approx(theirs)


@given(st.lists(SETS, min_size=1))
def test_reading_what_is_true_is_perfect(true: list[Answer]) -> None:
    assert f1(true, true).value == (1.0 if any(true) else 0.0)
    assert accuracy(true, true).value == 1.0


@given(PAIRS)
def test_swapping_truth_and_reading_swaps_precision_and_recall(
    pairs: list[tuple[Answer, Answer]],
) -> None:
    true, read = zip(*pairs, strict=True)
    assert precision(true, read).value == recall(read, true).value
    assert f1(true, read).value == f1(read, true).value


@given(PAIRS, st.data())
def test_a_part_of_the_texts_has_the_figure_it_would_have_alone(
    pairs: list[tuple[Answer, Answer]], data: st.DataObject
) -> None:
    rows = data.draw(st.lists(st.integers(0, len(pairs) - 1), min_size=1))
    true, read = zip(*pairs, strict=True)
    alone = f1([true[row] for row in rows], [read[row] for row in rows])
    assert f1(true, read).of(rows).value == alone.value


def test_pooled_sets_count_by_their_texts() -> None:
    right = accuracy(one_label_each("aab"), one_label_each("aab"))
    wrong = accuracy(one_label_each("a"), one_label_each("b"))
    assert pooled([right, wrong]).value == 0.75


@pytest.mark.parametrize("metric", [accuracy, f1, precision, recall, macro_f1])
def test_nothing_measured_is_zero(metric: Callable[..., Figure]) -> None:
    assert metric([], []).value == 0.0


def test_confidence_that_comes_true_as_often_has_no_error() -> None:
    error = calibration_error(np.full(4, 0.75), [True, True, True, False])
    assert error.value == pytest.approx(0)


def test_confidence_that_never_comes_true_is_all_error() -> None:
    assert calibration_error([0.9, 1.0], [False, False]).value == pytest.approx(0.95)


def test_errors_of_different_bins_do_not_mend_each_other() -> None:
    assert calibration_error([0.6, 0.9], [True, False]).value == pytest.approx((0.4 + 0.9) / 2)


def test_a_label_is_told_by_itself() -> None:
    true: Sequence[Answer] = [frozenset("ab"), frozenset("a"), frozenset()]
    read: Sequence[Answer] = [frozenset("a"), frozenset("c"), frozenset("a")]
    told = by_label(true, read)
    assert told["a"] == {"precision": 0.5, "recall": 0.5, "f1": 0.5, "texts": 2}
    assert told["c"] == {"precision": 0.0, "recall": 0.0, "f1": 0.0, "texts": 0}


def test_confusion_counts_what_was_taken_for_what() -> None:
    told = confusion(one_label_each("aab"), one_label_each("abb"))
    assert told == {"a": {"a": 1, "b": 1}, "b": {"a": 0, "b": 1}}


def test_a_constant_is_the_same_of_any_texts() -> None:
    assert constant(1.5, 3).of([0]).value == constant(1.5, 3).value == 1.5
