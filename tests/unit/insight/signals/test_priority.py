from dataclasses import replace
from datetime import date

import pytest

from voc.insight.signals.priority import MOST_GROWTH, Priority, priority, rank, urgent
from voc.types.issue import IssueId
from voc.types.opinion import Severity
from voc.types.signal import Burden, Signal, SignalState

BURDEN = Burden(
    issue_id=IssueId("D1"),
    people=((Severity.MINOR, 3), (Severity.MAJOR, 1)),
    rating=2.0,
    rated=5,
    usual=4.0,
)
SIGNAL = Signal(
    issue_id=IssueId("D1"), state=SignalState.RISING, raised=True, product=None, channel=None,
    region=None, first_seen=None, start=date(2026, 10, 5), end=date(2026, 10, 12), count=4,
    before=2, expected=1.0, ratio=4.0, low=2.0, high=9.0, p=0.001, q=0.01, danger=None, because="",
)  # fmt: skip


def test_priority_is_the_product_of_its_parts() -> None:
    found = priority(SIGNAL, BURDEN)
    assert found == Priority(volume=4, severity=1.25, growth=2.0, rating_loss=2.0)
    assert found.value == pytest.approx(20)


@pytest.mark.parametrize(
    ("low", "high", "growth"),
    [(None, None, 1), (0.5, 3.0, 1), (0.1, 0.6, 0.6), (0.0, 0.1, 0.25), (90.0, None, MOST_GROWTH)],
)
def test_growth_counts_as_far_as_it_is_sure(
    low: float | None, high: float | None, growth: float
) -> None:
    assert priority(replace(SIGNAL, low=low, high=high), BURDEN).growth == growth


def test_what_is_not_known_neither_lifts_nor_sinks() -> None:
    unknown = replace(BURDEN, rating=None, rated=0)
    assert priority(None, unknown) == Priority(volume=4, severity=1.25, growth=1, rating_loss=1)
    assert priority(None, None).value == 0


def test_stars_above_the_usual_are_no_loss() -> None:
    assert priority(SIGNAL, replace(BURDEN, rating=5.0)).rating_loss == 1


def test_dangers_come_first_and_the_surest_of_them() -> None:
    much = priority(SIGNAL, BURDEN)
    little = replace(much, volume=1)
    sure, less = (replace(SIGNAL, state=SignalState.CRITICAL, danger=d) for d in (0.9, 0.3))
    listed = [(SIGNAL, much), (less, much), (sure, little), (None, little)]
    assert sorted(listed, key=lambda one: rank(*one)) == [
        (sure, little), (less, much), (SIGNAL, much), (None, little),
    ]  # fmt: skip
    quiet = replace(SIGNAL, raised=False)
    assert urgent([SIGNAL, less, quiet, sure]) == (sure, less, SIGNAL)
