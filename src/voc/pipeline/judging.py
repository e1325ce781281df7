"""What a scan judges of the issues it filed: which are new, growing, gone or dangerous."""

from datetime import UTC, datetime, time, timedelta, tzinfo
from functools import partial

from voc.insight.discovery.dangers import Tell, critical, opened
from voc.ports.signals import Judge
from voc.ports.store import Store
from voc.types.issue import Discovery
from voc.types.signal import DAYS_A_WEEK

# A critical voice keeps its issue critical for so long; a scan later than that raises it anew.
RECENT_DAYS = 28


def judge_of(store: Store, zone: tzinfo, now: datetime, least_sure: float) -> Judge:
    """Weeks end with the last day that has feedback, the scan's own at the latest.

    An export of last month is judged by its own last days, and what a wrong clock dates after
    ``now`` by none. Of a danger the text must be at least ``least_sure`` to tell.
    """
    from voc.insight.signals.emergence import SOLD, WEEKS, judge

    tomorrow = _midnight(now, zone, 1)
    last = store.last_posted(tomorrow)
    end = tomorrow if last is None else _midnight(last, zone, 1)
    edges = [_midnight(end, zone, -DAYS_A_WEEK * week) for week in range(SOLD + 1)]
    return Judge(
        edges=tuple(edge.astimezone(UTC) for edge in edges[: WEEKS + 1]),
        days=tuple(edge.date() for edge in edges),
        recent=_midnight(end, zone, -RECENT_DAYS).astimezone(UTC),
        least_sure=least_sure,
        decide=partial(judge, end=end),
    )


def _midnight(moment: datetime, zone: tzinfo, days: int) -> datetime:
    """Of the day so many days after the moment's: days are 23 to 25 hours long in some zones."""
    day = moment.astimezone(zone).date() + timedelta(days=days)
    return datetime.combine(day, time(), zone)


def open_dangers(store: Store, tell: Tell, discovery: Discovery, least_sure: float) -> Discovery:
    """Open issues for single critical voices whose whole text is as sure to tell of danger."""
    ids = sorted({one.voice.feedback_id for one in critical(discovery)})
    sure = {id_ for id_, confidence in store.danger_of(ids).items() if confidence >= least_sure}
    return opened(discovery, sure, tell)
