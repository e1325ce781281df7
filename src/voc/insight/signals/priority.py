"""In which order to look at issues: a stated product of four figures, each shown.

priority = volume x severity x growth x rating loss

Each part is 1 where it says nothing, so that what is not known neither lifts nor sinks an issue.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from voc.types.opinion import Severity
from voc.types.signal import Burden, Signal, SignalState

# How many people a teller of this severity counts for; as reports rank issues (voc.report.cards).
SEVERITY_WEIGHTS: Mapping[Severity, int] = {
    Severity.NONE: 1,
    Severity.MINOR: 1,
    Severity.MAJOR: 2,
    Severity.CRITICAL: 10,
}
# A doubling that is sure to be one counts twice; beyond these a ratio of small counts says little.
LEAST_GROWTH, MOST_GROWTH = 0.25, 8.0
# As many ratings at the product's mean are added to an issue's own: two angry stars are no mean.
PRIOR_RATINGS = 5


_URGENCY = {SignalState.CRITICAL: 2, SignalState.NEW: 1, SignalState.RISING: 1}


@dataclass(frozen=True, slots=True, kw_only=True)
class Priority:
    volume: int  # distinct people in the last weeks
    severity: float  # mean weight of what they tell, 1 to 10
    growth: float  # the least that the 95 % interval leaves of it, see LEAST_GROWTH
    rating_loss: float  # 1 + the stars its tellers give less than others do

    @property
    def value(self) -> float:
        return self.volume * self.severity * self.growth * self.rating_loss


def priority(signal: Signal | None, burden: Burden | None) -> Priority:
    """``signal`` is that of the whole issue; None where there is none."""
    people = {} if burden is None else dict(burden.people)
    volume = sum(people.values())
    weight = sum(SEVERITY_WEIGHTS[severity] * count for severity, count in people.items())
    return Priority(
        volume=volume,
        severity=weight / volume if volume else 1.0,
        growth=_growth(signal),
        rating_loss=1.0 if burden is None else 1.0 + _stars_lost(burden),
    )


def rank(signal: Signal | None, found: Priority) -> tuple[float, float]:
    """Sorts the most urgent first: dangers, the surest of them first, then by priority."""
    return -_danger(signal), -found.value


def urgency(signal: Signal | None) -> int:
    """Higher is more urgent; 0 needs nobody."""
    return 0 if signal is None else _URGENCY.get(signal.state, 0)


def urgent(signals: Iterable[Signal]) -> tuple[Signal, ...]:
    """What was raised: dangers, the surest first since many are none, then the surest growth."""
    raised = [signal for signal in signals if signal.raised]
    return tuple(sorted(raised, key=lambda one: (-_danger(one), 1.0 if one.p is None else one.p)))


def _danger(signal: Signal | None) -> float:
    return 0.0 if signal is None or signal.danger is None else signal.danger


def _growth(signal: Signal | None) -> float:
    if signal is None or signal.low is None:
        return 1.0
    high = math.inf if signal.high is None else signal.high
    sure = max(signal.low, min(1.0, high))
    return min(MOST_GROWTH, max(LEAST_GROWTH, sure))


def _stars_lost(burden: Burden) -> float:
    if burden.rating is None or burden.usual is None:
        return 0.0
    trust = burden.rated / (burden.rated + PRIOR_RATINGS)
    return max(0.0, trust * (burden.usual - burden.rating))
