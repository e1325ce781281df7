"""Points of one regression: which things it holds apart, and what goes with each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import isfinite, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array, diags_array
from scipy.stats import t

from voc.insight.change import CONFIDENCE
from voc.insight.drivers.judgements import BADLY, ISSUE, Mark, Sheet
from voc.insight.drivers.regression import Cells, Floats, Ints, fit
from voc.types.drivers import DriverIssue, Effect, Estimate, Outcome

# Rows that tell a thing, and no other with it, below which its points are not told. By
# bench/discovery/drivers.py intervals hold the truth from twenty rows on; of fewer they would be
# wider than anything that could be said.
LEAST_ROWS = 20

# Issues that are held apart; voices of the others stay with the bad words of their topic. More
# columns than this share too few rows with one another, and nobody reads further.
MOST_ISSUES = 60

# Best less worst. Thirty people of one mind show no spread, and yet the next may be of another:
# each interval has room for one row more, as far off as the scale goes. Without it, of things that
# one in thirty damns and all others love, intervals of 50 rows held 0.76 of truths; with it 0.998
# (600 draws of 50 among 20,000, once),
# and of things that split people they are wider by a tenth at 30 rows, by a thirtieth at 100.
_SCALES = {Outcome.RATING: 4.0, Outcome.SENTIMENT: 2.0}

Kept = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """What one regression holds apart."""

    marks: tuple[Mark, ...]  # by column, in order of name
    cells: Cells


def apart(sheet: Sheet, issues: Sequence[DriverIssue]) -> Columns:
    """Topics, and the most told of ``issues``, each where enough rows tell it.

    Bad words of a topic are those that belong to none of these issues. What too few rows tell is
    left out: kept in, the line would run through these rows and their spread would not be seen.
    """
    kept = _kept(sheet, _most_told(sheet, issues))
    rows = _rows(sheet, kept)
    marks = tuple(sorted(m for m, n in zip(sheet.marks, rows, strict=True) if n >= LEAST_ROWS))
    places = {mark: place for place, mark in enumerate(marks)}
    column = np.array([places.get(mark, -1) for mark in sheet.marks], np.intp)[sheet.codes]
    kept &= column >= 0
    where = (sheet.owner[kept], column[kept])
    told = csr_array((np.ones(kept.sum()), where), (len(sheet.group), len(marks)))
    rows, total, squares = sheet.figures.T
    cells = Cells(group=sheet.group, rows=rows, total=total, squares=squares, told=told)
    return Columns(marks=marks, cells=cells)


def _rows(sheet: Sheet, kept: Kept | slice = slice(None)) -> Floats:
    """Rows that tell each mark."""
    weights = sheet.figures[sheet.owner[kept], 0]
    return np.bincount(sheet.codes[kept], weights, len(sheet.marks)).astype(np.float64)


def _most_told(sheet: Sheet, issues: Sequence[DriverIssue]) -> list[DriverIssue]:
    rows = dict(zip(sheet.marks, _rows(sheet), strict=True))
    enough = [one for one in issues if rows.get((ISSUE, one.id), 0) >= LEAST_ROWS]
    return sorted(enough, key=lambda one: (-rows[ISSUE, one.id], one.id))[:MOST_ISSUES]


def _kept(sheet: Sheet, issues: Sequence[DriverIssue]) -> Kept:
    """Of all that is told: good words, these issues, and bad words that belong to none of them."""
    number = {mark: code for code, mark in enumerate(sheet.marks)}
    kept = np.array([mark[0] != ISSUE for mark in sheet.marks], bool)[sheet.codes]
    for issue in issues:
        its = sheet.codes == number[ISSUE, issue.id]
        kept |= its
        bad = number.get((BADLY, issue.topic))
        if bad is not None:
            telling = np.zeros(len(sheet.group), bool)
            telling[sheet.owner[its]] = True
            kept &= ~((sheet.codes == bad) & telling[sheet.owner])
    return kept


class Effects:
    """A fitted regression, asked for the points of one thing at a time."""

    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self.counts: Mapping[Mark, int] = {
            mark: round(rows) for mark, rows in zip(sheet.marks, _rows(sheet), strict=True)
        }
        self.places = {mark: place for place, mark in enumerate(columns.marks)}
        self._scale = _SCALES[sheet.outcome]
        self._fit = fit(columns.cells)
        self.explained = self._fit.explained
        self._all = float(columns.cells.rows.sum())
        told = columns.cells.told
        # (p, p) share of rows that tell both; on the diagonal, that tell the one.
        self._shares: Floats = (told.T @ diags_array(columns.cells.rows) @ told).toarray()
        self._shares /= self._all

    def effect(self, mark: Mark) -> Effect:
        count = self.counts.get(mark, 0)
        place, why = self._place(mark)
        if place is None:
            return Effect(rows=count, when_told=None, in_all=None, because=why)
        one = np.array([place])
        return Effect(
            rows=count,
            when_told=self._estimate(one, np.ones(1)),
            in_all=self._in_all(one, np.ones(1)),
            because=why,
        )

    def stake(self, well: Mark, badly: Mark) -> Estimate | None:
        """Points of the mean that good words earn and bad words lose; None where neither is told.

        Of a side that is not told itself, each row may move the mean by all the scale there is.
        """
        sides = ((self._place(well)[0], well, 1.0), (self._place(badly)[0], badly, -1.0))
        told = [(place, sign) for place, _, sign in sides if place is not None]
        if not told:
            return None
        places, signs = np.array([p for p, _ in told]), np.array([sign for _, sign in told])
        untold = sum(self.counts.get(mark, 0) for place, mark, _ in sides if place is None)
        found = self._in_all(places, signs)
        return replace(found, high=tidy(found.high + untold * self._scale / self._all))

    def _place(self, mark: Mark) -> tuple[int | None, str]:
        """Its column, None where its points cannot be told; and why."""
        count, place = self.counts.get(mark, 0), self.places.get(mark)
        rows = f"{count:,} of {self._all:,.0f} rows"
        if count < LEAST_ROWS:
            return None, f"too little data: {rows}, {LEAST_ROWS} the least"
        if place is None:
            return None, f"{rows}; not held apart, the {MOST_ISSUES} most told issues are"
        alone = self._fit.alone[place]
        if alone < LEAST_ROWS:
            return None, f"{rows}; cannot be told apart from what else these tell, or who tells it"
        return place, f"{rows}, worth {alone:,.0f} that tell it alone"

    def _in_all(self, places: Ints, signs: Floats) -> Estimate:
        """Slopes by shares: both are of a sample, so both add to the interval (delta method)."""
        slopes, shares = self._fit.slopes[places] * signs, self._shares[np.ix_(places, places)]
        told = np.diag(shares)
        points = float(slopes @ told)
        spread = float(slopes @ shares @ slopes) - points**2
        return self._estimate(places, signs * told, spread / self._all)

    def _estimate(self, places: Ints, weights: Floats, further: float = 0.0) -> Estimate:
        """Of weighted slopes. Student's degrees after the rarest: its rows tell the spread.

        So Imbens & Kolesar, Review of Economics and Statistics 98, 2016, of a rare column.
        """
        value = float(self._fit.slopes[places] @ weights)
        variance = float(weights @ self._fit.covariance[np.ix_(places, places)] @ weights)
        alone = self._fit.alone[places]
        variance += float((self._scale / alone) ** 2 @ weights**2) + further
        reach = float(t.ppf((1 + CONFIDENCE) / 2, alone.min() - 1)) * sqrt(max(0.0, variance))
        return Estimate(value=tidy(value), low=tidy(value - reach), high=tidy(value + reach))


def tidy(value: float) -> float:
    """Six significant digits: enough for any reader, and free of the order rows came in."""
    if not isfinite(value):
        raise ValueError(f"{value} is no figure to tell")
    return float(f"{value:.6g}")
