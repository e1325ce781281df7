"""Slopes and intervals of cells are those of the rows they stand for."""

from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from voc.insight.drivers.regression import Cells, Fit, fit

Derived = Callable[[np.ndarray], np.ndarray]


def cells_of(told: np.ndarray, stars: np.ndarray, group: np.ndarray) -> Cells:
    """Rows that are alike, as one cell."""
    keys, cell = np.unique(np.column_stack([group, told]), axis=0, return_inverse=True)
    return Cells(
        group=keys[:, 0].astype(np.intp),
        rows=np.bincount(cell.ravel()).astype(float),
        total=np.bincount(cell.ravel(), stars),
        squares=np.bincount(cell.ravel(), stars**2),
        told=csr_array(keys[:, 1:].astype(float)),
    )


def one_by_one(told: np.ndarray, stars: np.ndarray, group: np.ndarray) -> Fit:
    rows = Cells(
        group=group,
        rows=np.ones(len(stars)),
        total=stars,
        squares=stars**2,
        told=csr_array(told.astype(float)),
    )
    return fit(rows)


def made(seed: int, n: int = 300, columns: int = 4) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    told = rng.random((n, columns)) < rng.uniform(0.1, 0.6, columns)
    group = rng.integers(0, 3, n)
    stars = np.clip(np.round(4 + group / 2 - told @ np.arange(columns) + rng.normal(size=n)), 1, 5)
    return told, stars, group


def textbook(told: np.ndarray, stars: np.ndarray, group: np.ndarray) -> tuple[np.ndarray, ...]:
    """Least squares with a column a group, and HC3, as books write them."""
    design = np.column_stack([told, group[:, None] == np.arange(group.max() + 1)]).astype(float)
    inverse = np.linalg.inv(design.T @ design)
    slopes = inverse @ design.T @ stars
    leverage = np.einsum("ij,jk,ik->i", design, inverse, design)
    scaled = design * ((stars - design @ slopes) / (1 - leverage))[:, None]
    covariance = inverse @ scaled.T @ scaled @ inverse
    p = told.shape[1]
    return slopes[:p], covariance[:p, :p]


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32))
def test_cells_within_groups_are_the_textbook_on_rows(seed: int) -> None:
    rows = made(seed)
    found = fit(cells_of(*rows))
    slopes, covariance = textbook(*rows)
    np.testing.assert_allclose(found.slopes, slopes, rtol=1e-8, atol=1e-9)
    np.testing.assert_allclose(found.covariance, covariance, rtol=1e-7, atol=1e-10)


def test_rows_told_one_by_one_give_the_same() -> None:
    rows = made(1)
    np.testing.assert_allclose(one_by_one(*rows).covariance, fit(cells_of(*rows)).covariance)


@pytest.mark.parametrize("made_of", [lambda t: t[:, 0], lambda t: t[:, 0] & False])
def test_what_cannot_be_told_apart_is_not_told_and_the_rest_stays(
    made_of: Callable[[np.ndarray], np.ndarray],
) -> None:
    told, stars, group = made(2)
    further = made_of(told)
    found = fit(cells_of(np.column_stack([told, further]), stars, group))
    constant = not further.any()
    assert found.told.tolist() == [constant, True, True, True, False]
    alone = fit(cells_of(told, stars, group))
    np.testing.assert_allclose(found.slopes[1:4], alone.slopes[1:4])
    assert np.isfinite(found.covariance).all()


def test_a_column_that_is_the_product_itself_is_not_told() -> None:
    told, stars, group = made(3)
    found = fit(cells_of(np.column_stack([told, group == 1]), stars, group))
    assert found.told.tolist() == [True, True, True, True, False]


def test_how_many_rows_tell_a_column_alone() -> None:
    told = np.zeros((1000, 2), bool)
    told[:50, 0] = True
    told[48:98, 1] = True
    told[:48, 1] = True
    found = fit(cells_of(told, np.resize([1.0, 5.0, 4.0], 1000), np.zeros(1000, np.intp)))
    assert found.alone[0] == pytest.approx(50 * 50 / 100, rel=0.1)


def test_a_group_of_one_row_tells_nothing() -> None:
    told, stars, group = made(4)
    more = (
        np.vstack([told, [True] * 4]),
        np.append(stars, 1.0),
        np.append(group, 9),
    )
    _, dense = np.unique(more[2], return_inverse=True)
    np.testing.assert_allclose(
        one_by_one(more[0], more[1], dense).covariance, one_by_one(told, stars, group).covariance
    )


def test_nothing_told_and_ratings_all_alike_are_no_error() -> None:
    bare = fit(cells_of(np.zeros((5, 0), bool), np.ones(5), np.zeros(5, np.intp)))
    assert bare.slopes.shape == (0,)
    assert bare.explained == 0
