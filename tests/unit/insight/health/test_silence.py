"""Silence by habit, held against sources whose silence is known."""

from datetime import date, timedelta

import numpy as np
import pytest

from voc.insight.health.silence import silence

START = date(2026, 1, 5)  # a Monday
DAY = timedelta(days=1)
Week = tuple[float, float, float, float, float, float, float]
EVEN: Week = (1, 1, 1, 1, 1, 1, 1)
WORKDAYS: Week = (1, 1, 1, 1, 1, 0.05, 0.05)
MONDAYS: Week = (1, 0, 0, 0, 0, 0, 0)


def days(count: int, start: date = START) -> list[date]:
    return [start + DAY * n for n in range(count)]


def test_a_daily_source_is_missed_after_three_days() -> None:
    known = days(56)
    assert silence(known[:-1], known, known[-1] + DAY) is not None
    quiet = silence(known[:-2], known, known[-1] + DAY)
    assert quiet is not None
    assert not quiet.unusual
    quiet = silence(known[:-3], known, known[-1] + DAY)
    assert quiet is not None
    assert (quiet.days, quiet.unusual) == (3, True)


def test_a_monday_paper_is_not_missed_before_its_monday_and_then_it_is() -> None:
    known = days(7 * 12)
    mondays = [day for day in known if day.weekday() == 0]
    sunday = silence(mondays, known, mondays[-1] + 7 * DAY)
    assert sunday is not None
    assert not sunday.unusual
    further = days(7 * 20)
    late = silence(mondays, further, further[-1])
    assert late is not None
    assert late.unusual


def test_days_on_which_nobody_asked_are_no_silence() -> None:
    known = days(40)
    assert silence(known, known, known[-1] + 20 * DAY) is None


@pytest.mark.parametrize("telling", [0, 4])
def test_without_a_habit_nothing_is_silent(telling: int) -> None:
    known = days(60)
    assert silence(known[:telling], known, known[-1]) is None


def false_alarms(rate: float, week: Week, years: int, seed: int) -> float:
    """Beginnings of silence a year, of a source that never fell silent."""
    rng = np.random.default_rng(seed)
    known = days(365 * years + 56)
    weights = np.array([week[day.weekday()] for day in known])
    told = rng.poisson(rate * weights * 7 / sum(week)) > 0
    telling = [day for day, tells in zip(known, told, strict=True) if tells]
    alarms, before, at = 0, False, 0
    for number in range(56, len(known)):
        while at < len(telling) and telling[at] < known[number]:
            at += 1
        quiet = silence(
            telling[max(0, at - 80) : at], known[max(0, number - 200) : number], known[number]
        )
        now = quiet is not None and quiet.unusual and not told[number]
        alarms += now and not before
        before = bool(now)
    return alarms / years


@pytest.mark.parametrize("week", [EVEN, WORKDAYS, MONDAYS], ids=["even", "workdays", "mondays"])
@pytest.mark.parametrize("rate", [0.15, 1.0, 10.0])
def test_a_source_that_goes_on_is_seldom_called_silent(rate: float, week: Week) -> None:
    assert false_alarms(rate, week, years=8, seed=1) <= 0.5


def delay(rate: float, week: Week, seed: int) -> int | None:
    """Days after the last of 18 weeks until a source is missed that stopped then."""
    rng = np.random.default_rng(seed)
    known = days(126)
    weights = np.array([week[day.weekday()] for day in known])
    told = rng.poisson(rate * weights * 7 / sum(week)) > 0
    telling = [day for day, tells in zip(known, told, strict=True) if tells]
    for number in range(1, 60):
        seen = days(126, START + number * DAY)
        quiet = silence([day for day in telling if day >= seen[0]], seen, seen[-1] + DAY)
        if quiet is not None and quiet.unusual:
            return number
    return None


@pytest.mark.parametrize(
    ("rate", "week", "most"),
    [(0.3, EVEN, 35), (1.0, EVEN, 12), (10.0, EVEN, 3), (10.0, WORKDAYS, 5), (10.0, MONDAYS, 21)],
)
def test_a_source_that_stopped_is_missed_in_time(rate: float, week: Week, most: int) -> None:
    found = sorted(delay(rate, week, seed) or 99 for seed in range(10))
    assert found[8] <= most
