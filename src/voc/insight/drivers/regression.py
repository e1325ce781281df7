"""Least squares on what many rows tell, within groups, with intervals that lean on no model.

Rows are told as cells: all rows of one group that tell the same things. A million rows make some
ten thousand cells, and figures come out as if each row stood alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

# Columns of length one, of which some sum up to less than this, say the same (relative to rounding
# of 1e-16 and to sums over a million rows, far from either).
_ALIKE = 1e-9
# Share of such a sum above which a column is a part of it.
_PART = 1e-6
# Numbers in one dense block of cells: 32 MB.
_BLOCK = 4_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """(c,) each, but ``told``."""

    group: Ints  # 0 … groups - 1
    rows: Floats  # how many rows the cell stands for
    total: Floats  # of their outcomes
    squares: Floats  # of their outcomes, summed
    told: csr_array  # (c, p) ones: what the rows tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """Coefficients of p columns; of those not ``told`` they mean nothing."""

    slopes: Floats  # (p,) points of the outcome
    covariance: Floats  # (p, p)
    told: NDArray[np.bool_]  # (p,) whether the column is no sum of others and groups
    # (p,) how many rows' worth of telling is the column's alone: of a rare one near its rows, less
    # by what others tell with it.
    alone: Floats
    explained: float  # 0 to 1, of the variance within groups


def fit(cells: Cells) -> Fit:
    """Slopes within groups (each has its own mean), covariance after HC3.

    HC3 (MacKinnon & White, Journal of Econometrics 29, 1985) holds where spread differs from row
    to row, as with stars, which have none at the top; Long & Ervin (The American Statistician 54,
    2000) advise it for few rows. Where the truth bends, the slopes are its straightest likeness.
    """
    within = _Within(cells)
    moment, lean = within.moments()
    inverse, told = _inverse(moment)
    slopes = inverse @ lean
    meat, left, whole = within.residuals(inverse, slopes)
    return Fit(
        slopes=slopes,
        covariance=inverse @ meat @ inverse,
        told=told,
        alone=np.where(told, 1 / np.where(told, np.diag(inverse), 1), 0),
        explained=1 - left / whole if whole > 0 else 0.0,
    )


class _Within:
    """Cells less the mean of their group."""

    def __init__(self, cells: Cells) -> None:
        self._cells, self._columns = cells, cells.told.shape[1]
        groups = int(cells.group.max()) + 1
        self._sizes = np.bincount(cells.group, cells.rows, groups)
        self._outcomes = np.bincount(cells.group, cells.total, groups) / self._sizes
        members = csr_array((cells.rows, (cells.group, np.arange(len(cells.rows)))))
        self._means: Floats = (members @ cells.told).toarray() / self._sizes[:, None]

    def moments(self) -> tuple[Floats, Floats]:
        """(p, p) and (p,): sums of products of columns with columns, and with the outcome."""
        moment, lean = np.zeros((self._columns, self._columns)), np.zeros(self._columns)
        for part, centred in self._blocks():
            group, rows = self._cells.group[part], self._cells.rows[part]
            moment += (centred * rows[:, None]).T @ centred
            lean += centred.T @ (self._cells.total[part] - rows * self._outcomes[group])
        return moment, lean

    def residuals(self, inverse: Floats, slopes: Floats) -> tuple[Floats, float, float]:
        """The middle of HC3's sandwich; squares left by the fit, and of all."""
        meat = np.zeros_like(inverse)
        left = whole = 0.0
        for part, centred in self._blocks():
            group = self._cells.group[part]
            fitted = self._outcomes[group] + centred @ slopes
            squares = self._squares(part, fitted)
            leverage = 1 / self._sizes[group] + ((centred @ inverse) * centred).sum(axis=1)
            # A row that alone decides a slope lies on it: nothing is left, and 0 / 0 is nothing.
            free = np.where(leverage < 1 - _PART, 1 - leverage, np.inf)
            meat += (centred * (squares / free**2)[:, None]).T @ centred
            left += float(squares.sum())
            whole += float(self._squares(part, self._outcomes[group]).sum())
        return meat, left, whole

    def _squares(self, part: slice, fitted: Floats) -> Floats:
        """Of outcomes less ``fitted``, summed a cell."""
        cells = self._cells
        found = cells.squares[part] - 2 * fitted * cells.total[part] + fitted**2 * cells.rows[part]
        return np.maximum(found, 0)

    def _blocks(self) -> Iterator[tuple[slice, Floats]]:
        step = max(1, _BLOCK // max(1, self._columns))
        for start in range(0, len(self._cells.rows), step):
            part = slice(start, min(start + step, len(self._cells.rows)))
            told = self._cells.told[part].toarray()
            yield part, told - self._means[self._cells.group[part]]


def _inverse(moment: Floats) -> tuple[Floats, NDArray[np.bool_]]:
    """Pseudo-inverse, and which columns are no sum of others.

    A slope can be told only where no direction that the rows leave open has a part in it.
    """
    size = np.sqrt(np.diag(moment))
    varies = size > _PART
    scale = np.where(varies, 1 / np.where(varies, size, 1), 0)
    values, vectors = np.linalg.eigh(moment * np.outer(scale, scale))
    open_ = values < _ALIKE
    kept = vectors[:, ~open_]
    inverse = (kept / values[~open_]) @ kept.T * np.outer(scale, scale)
    told = varies & (np.abs(vectors[:, open_]) < _PART**0.5).all(axis=1)
    return inverse, told
