import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voc.insight.whitening import Whitening
from voc.types.issue import Vectors


def lopsided(count: int, seed: int = 0) -> Vectors:
    """Rows that differ in the first direction far more than in the others."""
    rows = np.random.default_rng(seed).normal(size=(count, 4)) * [16, 1, 1, 1] + 3
    return rows.astype(np.float32)


def test_wide_directions_count_less_and_still_more_than_thin_ones() -> None:
    vectors = lopsided(4_000)
    white = Whitening.of(vectors)
    spread = ((vectors - white.centre) @ white.turn).std(axis=0)
    assert 3.7 < spread.max() / spread.min() < 4.3  # 16, before


@given(st.integers(0, 30), st.integers(0, 99))
def test_rows_come_out_of_unit_length_and_never_as_nan(count: int, seed: int) -> None:
    vectors = lopsided(count, seed)
    lengths = np.linalg.norm(Whitening.of(vectors).apply(vectors), axis=1)
    assert np.isclose(lengths, 1, atol=1e-4).all()


def test_what_is_all_alike_stays_at_the_centre() -> None:
    same = np.ones((5, 3), dtype=np.float32)
    assert not Whitening.of(same).apply(same).any()


def test_the_order_of_rows_does_not_change_the_fit() -> None:
    vectors = lopsided(50)
    assert (Whitening.of(vectors).turn == Whitening.of(vectors[::-1]).turn).all()
