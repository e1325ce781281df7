"""Has a source been silent for longer than is its habit?

Counted in days that told anything new, not in items: a site that puts up thirty pages at once and
then rests for a week has one such day. For each weekday the share of its days that told something
is estimated from the weeks before the silence, drawn towards the share of all days, so that a
Monday paper is not missed on a Sunday. The chance of the silence is the product of the chances of
its days to tell nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import prod

HABIT = timedelta(weeks=8)
LEAST_DAYS = 14  # asked, that make a habit
LEAST_TELLING = 5  # of these: that told something new
# Each weekday is seen eight times at most. One more day as all days are leaves room for doubt.
# Simulated with 1, 2 and 4 (bench/collecting/silence.py): at 1 a Monday paper is missed after 18
# days instead of 32, and no source is called silent for nothing more than 0.3 times a year.
DRAWN = 1.0
LEVEL = 0.001
# Days are not silent independently of each other: whole holidays are.
LEAST_SILENT = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """How long a source has told nothing new, and how likely that is by its habit."""

    days: int  # whole days that it was asked and told nothing
    chance: float
    telling: int  # days of its habit that told something new …
    of: int  # … of so many

    @property
    def unusual(self) -> bool:
        return self.days >= LEAST_SILENT and self.chance < LEVEL


def silence(telling: Iterable[date], asked: Iterable[date], today: date) -> Silence | None:
    """Of whole days before ``today``; None where there is no habit to judge by, or no silence.

    ``telling`` are days on which something new was told, ``asked`` those on which it answered: of
    a day that it was not asked, or failed, nothing is known.
    """
    told = {day for day in telling if day < today}
    known = sorted(told | {day for day in asked if day < today})
    if not told:
        return None
    last = max(told)
    habit = [day for day in known if last - HABIT < day <= last]
    silent = [day for day in known if day > last]
    within = [day for day in habit if day in told]
    if len(habit) < LEAST_DAYS or len(within) < LEAST_TELLING or not silent:
        return None
    shares = _shares(habit, within)
    chance = prod(1 - shares[day.weekday()] for day in silent)
    return Silence(days=len(silent), chance=chance, telling=len(within), of=len(habit))


def _shares(habit: Sequence[date], telling: Sequence[date]) -> list[float]:
    """By weekday, how likely it is to tell something. Never 0 or 1: both were never seen."""
    overall = (len(telling) + 0.5) / (len(habit) + 1)
    return [
        (_on(telling, weekday) + DRAWN * overall) / (_on(habit, weekday) + DRAWN)
        for weekday in range(7)
    ]


def _on(days: Sequence[date], weekday: int) -> int:
    return sum(day.weekday() == weekday for day in days)
