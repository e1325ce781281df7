import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from voc.insight.discovery.packing import (
    centre,
    cosine,
    pack,
    stacked,
    total,
    total_bytes,
    total_from,
    unpacked,
)


def some(count: int, seed: int = 3) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    rows = np.random.default_rng(seed).standard_normal((count, 300)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def test_packed_vectors_keep_their_cosines() -> None:
    vectors = some(50)
    back = unpacked(pack(vectors))
    np.testing.assert_allclose(back @ back.T, vectors @ vectors.T, atol=0.01)


@given(st.permutations(range(9)))
def test_a_sum_is_the_same_in_any_order(order: list[int]) -> None:
    packed = pack(some(9))
    np.testing.assert_array_equal(total(packed[order]), total(packed))


def test_a_row_times_a_centre_is_its_mean_cosine() -> None:
    vectors = some(20)
    mean = centre(total(pack(vectors)), len(vectors))
    np.testing.assert_allclose(vectors @ mean, (vectors @ vectors.T).mean(axis=1), atol=0.01)


def test_what_tells_nothing_stays_nothing() -> None:
    nothing = np.zeros((2, 5), dtype=np.float32)
    assert not unpacked(pack(nothing)).any()
    assert cosine(total(pack(nothing)), total(pack(nothing))) == 0
    assert not centre(total(pack(nothing)), 0).any()


def test_bytes_come_back() -> None:
    packed = pack(some(3))
    np.testing.assert_array_equal(stacked([row.tobytes() for row in packed]), packed)
    np.testing.assert_array_equal(total_from(total_bytes(total(packed))), total(packed))
    assert stacked([]).shape == (0, 1)
    assert cosine(total(packed), total(packed)) == pytest.approx(1)
