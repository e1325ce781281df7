"""When what failed is asked again. Nothing here is asked more often for failing."""

from datetime import datetime, timedelta

from voc.types.fetching import Failed, Why

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
# By failures in a row. An hour without its host costs a page three asks, a week eleven.
_PASSING = (5 * _MINUTE, 15 * _MINUTE, _HOUR, 4 * _HOUR, *[_DAY] * 12, *[7 * _DAY] * 4)
# Moved or taken away: asked once more, for a server that is being mended says this too.
_GONE = (_DAY,)
# Robots.txt that cannot be asked counts as a no, and most often can be an hour later.
_ROBOTS = (_HOUR, 6 * _HOUR, _DAY, 7 * _DAY, 30 * _DAY)
_REFUSED = (_DAY, 7 * _DAY, 30 * _DAY)
LONGEST_WAIT = 30 * _DAY  # that a server may ask for


def again_at(failure: Failed, failures: int, at: datetime) -> datetime | None:
    """When to ask after ``failures`` in a row, this one among them; None: never again."""
    pauses = _pauses(failure.why)
    if failures > len(pauses):
        return None
    again = at + pauses[failures - 1]
    if failure.retry_at is not None:
        again = max(again, min(failure.retry_at, at + LONGEST_WAIT))
    return again


def _pauses(why: Why) -> tuple[timedelta, ...]:
    if why is Why.GONE:
        return _GONE
    if why is Why.ROBOTS:
        return _ROBOTS
    return _PASSING if why.passing else _REFUSED
