"""Importance x satisfaction: what to keep up, and what to improve first."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from voc.types.drivers import Estimate, Quadrant, TopicDriver

# Topics of which fewer are known have no middle worth cutting at.
LEAST_TOPICS = 4

_CORNERS = {
    (True, True): Quadrant.KEEP_UP,
    (True, False): Quadrant.IMPROVE_FIRST,
    (False, True): Quadrant.POSSIBLE_OVERKILL,
    (False, False): Quadrant.LOW_PRIORITY,
}


def placed(
    topics: Sequence[TopicDriver],
) -> tuple[tuple[TopicDriver, ...], float | None, float | None]:
    """Topics in their quadrants (Martilla & James, Journal of Marketing 41, 1977), and both lines.

    The lines are medians over topics: shares of good words lie high, so that a fixed line would
    call everything liked. A topic is undecided while one of its intervals holds a line.
    """
    known = [one for one in topics if one.importance and one.satisfaction]
    if len(known) < LEAST_TOPICS:
        because = f"{len(known)} topics can be told, {LEAST_TOPICS} are the least"
        return tuple(replace(one, because=because) for one in topics), None, None
    weight = median(one.importance.value for one in known if one.importance)
    liking = median(one.satisfaction.value for one in known if one.satisfaction)
    return tuple(_placed(one, weight, liking) for one in topics), weight, liking


def _placed(topic: TopicDriver, weight: float, liking: float) -> TopicDriver:
    if topic.importance is None or topic.satisfaction is None:
        return replace(topic, because="too little data")
    weighty = _side(topic.importance, weight)
    liked = _side(topic.satisfaction, liking)
    open_ = [
        name for name, side in (("importance", weighty), ("satisfaction", liked)) if side is None
    ]
    if weighty is None or liked is None:
        because = f"the interval of {' and of '.join(open_)} holds the median of all topics"
        return replace(topic, quadrant=Quadrant.UNDECIDED, because=because)
    because = (
        f"importance {'above' if weighty else 'below'} the median {weight:.3g}, "
        f"satisfaction {'above' if liked else 'below'} the median {liking:.0%}"
    )
    return replace(topic, quadrant=_CORNERS[weighty, liked], because=because)


def _side(estimate: Estimate, line: float) -> bool | None:
    """Above the line, below it, or not known."""
    if estimate.low <= line <= estimate.high:
        return None
    return estimate.low > line
