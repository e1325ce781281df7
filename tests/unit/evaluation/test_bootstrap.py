import numpy as np
import pytest

from voc.evaluation.bootstrap import difference, estimate
from voc.evaluation.metrics import Figure, constant, ratio

RIGHT = np.array([1] * 80 + [0] * 20)


def share(right: np.ndarray) -> Figure:
    return ratio(right, np.ones(len(right)))


def test_the_interval_of_a_share_is_that_of_the_normal_approximation() -> None:
    found = estimate(share(RIGHT))
    assert found.value == 0.8
    assert found.low == pytest.approx(0.8 - 1.96 * 0.04, abs=0.015)
    assert found.high == pytest.approx(0.8 + 1.96 * 0.04, abs=0.015)


def test_the_same_texts_give_the_same_interval() -> None:
    assert estimate(share(RIGHT)) == estimate(share(RIGHT))


def test_what_is_hard_for_both_falls_out_of_their_difference() -> None:
    better = RIGHT.copy()
    better[80:85] = 1
    found = difference(share(better), share(RIGHT))
    assert found.value == pytest.approx(0.05)
    assert 0 < found.low < 0.05 < found.high < 0.1


def test_readers_who_answer_alike_do_not_differ() -> None:
    found = difference(share(RIGHT), share(RIGHT))
    assert (found.low, found.value, found.high) == (0, 0, 0)


def test_a_constant_has_no_interval() -> None:
    found = estimate(constant(1.5, 30))
    assert (found.low, found.high) == pytest.approx((1.5, 1.5))
