"""Whether something is told more often than before, judged over many things at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scipy.stats import false_discovery_control

from voc.insight.change import LEAST_EVENTS, Direction, compare
from voc.types.idea import Rise

# Four weeks against the twelve before: weekdays stand in both alike, and a season shows.
DAYS_NOW, DAYS_BEFORE = 28, 84
# Of all that is called a rise or a fall at most so much may be chance.
MOST_FALSE = 0.05


@dataclass(frozen=True, slots=True)
class Days:
    """The days judged and the baseline, which ends where they start."""

    start: date
    end: date  # one past the last

    @classmethod
    def until(cls, last: date) -> "Days":
        end = last + timedelta(days=1)
        return cls(end - timedelta(days=DAYS_NOW), end)

    @property
    def baseline(self) -> date:
        """Its first day."""
        return self.start - timedelta(days=DAYS_BEFORE)

    def count(self, told: Mapping[date, int]) -> tuple[int, int]:
        """Told in these days, and in the baseline."""
        now = sum(n for day, n in told.items() if self.start <= day < self.end)
        before = sum(n for day, n in told.items() if self.baseline <= day < self.start)
        return now, before


def rise(
    told: Mapping[date, int], exposure: Mapping[date, int], days: Days
) -> tuple[Rise, float | None]:
    """One thing on its own and the p-value of its test, None where too few told of it for any.

    Whether it is tested hangs on how often it was told in all, never on what the test would say.
    """
    (now, before), (read, read_before) = days.count(told), days.count(exposure)
    change = compare(now, read, before, read_before)
    judged = Rise(
        direction=change.direction.value,
        start=days.start,
        end=days.end,
        count=now,
        before=before,
        ratio=change.ratio,
        low=change.low,
        high=change.high,
        q=None,
        because=change.because,
    )
    return judged, change.p if now + before >= LEAST_EVENTS else None


def together(judged: Sequence[tuple[Rise, float | None]]) -> list[Rise]:
    """The same with q-values; a change that many tests would bring by chance is none."""
    tested = [p for _, p in judged if p is not None]
    found = iter(false_discovery_control(tested)) if tested else iter(())
    return [one if p is None else _with_q(one, float(next(found))) for one, p in judged]


def _with_q(one: Rise, q: float) -> Rise:
    moved = one.direction in (Direction.UP, Direction.DOWN)
    if moved and q > MOST_FALSE:
        why = f"{one.because}; q = {q:.2g} over all tests: may be chance"
        return replace(one, q=q, direction=Direction.TOO_LITTLE.value, because=why)
    return replace(one, q=q, because=f"{one.because}; q = {q:.2g} over all tests")
