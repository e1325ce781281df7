import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from voc.insight.themes import themes
from voc.types.issue import Vectors


def crowds(*sizes: int, seed: int = 0) -> tuple[Vectors, np.ndarray]:
    """Rows around one direction a crowd."""
    chance = np.random.default_rng(seed)
    truth = np.repeat(np.arange(len(sizes)), sizes)
    rows = np.eye(32)[truth] + chance.normal(scale=0.08, size=(len(truth), 32))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), truth


def test_crowds_are_themes_and_the_largest_is_the_first() -> None:
    vectors, truth = crowds(30, 60, 45)
    assert themes(vectors).tolist() == np.array([2, 0, 1])[truth].tolist()


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 50), st.integers(0, 999))
def test_every_row_has_a_theme_whatever_the_order(count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(count, 8)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    order = chance.permutation(count)
    labels = themes(rows)
    assert labels[order].tolist() == themes(rows[order]).tolist()
    assert sorted(set(labels.tolist())) == list(range(labels.max(initial=-1) + 1))


def test_texts_that_are_all_alike_are_one_theme() -> None:
    assert set(themes(np.ones((40, 4), dtype=np.float32) / 2).tolist()) == {0}
