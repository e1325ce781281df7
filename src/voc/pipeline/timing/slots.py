"""The times at which a job is due.

Slots of one rhythm are the same in every process and after every restart, so that a slot names a
run. Of slots that were missed the last one counts, once.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from cronsim import CronSim

from voc.types.schedule import Cron, Every, Job, QuietHours, Rhythm, Schedule

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY = timedelta(days=1)
# How far back the last slot is sought, a further step where none was found: a rhythm by the minute
# must not be told over a year, and the 29th of February comes in eight years.
_LOOK_BACK = (timedelta(hours=1), DAY, 8 * DAY, 32 * DAY, 366 * DAY, 3_000 * DAY)


def due(job: Job, since: datetime, latest: datetime | None, now: datetime) -> datetime | None:
    """The time ``job`` is due for at ``now``; None: it is not.

    ``since`` is when it was heard of first and ``latest`` the time it was last due for. What was
    never done and comes every so often is due at once; what goes by the clock, at its next time.
    """
    schedule = job.schedule
    if is_quiet(job, now):
        return None
    slot = _last_slot(schedule.rhythm, schedule, now - offset(job))
    if slot is None:
        return None
    at = _after_quiet(schedule, slot + offset(job))
    if at > now:
        return None
    if latest is None:
        return at if isinstance(schedule.rhythm, Every) or at > since else None
    return at if at > latest and at >= latest + _pause(job) else None


def is_quiet(job: Job, now: datetime) -> bool:
    """Whether nothing of it is begun now."""
    return _quiet_end(job.schedule, now) is not None


def next_due(job: Job, since: datetime, latest: datetime | None, now: datetime) -> datetime:
    """When there will be something to do, as things stand; ``now`` where there is."""
    schedule, shift = job.schedule, offset(job)
    begin = _after_quiet(schedule, now)
    if due(job, since, latest, begin) is not None:
        return begin
    earliest = begin if latest is None else max(begin, latest + _pause(job))
    # A slot in quiet hours may be past and its time yet to come.
    first = _last_slot(schedule.rhythm, schedule, earliest - shift) or earliest - shift
    for slot in _slots(schedule.rhythm, schedule, first - timedelta(seconds=1)):
        at = _after_quiet(schedule, slot + shift)
        if at >= earliest and at > begin and (latest is None or at > latest):
            return at
    return datetime.max.replace(tzinfo=UTC)  # not reached: a rhythm that ends is refused


def offset(job: Job) -> timedelta:
    """How much later than others of its rhythm, within its jitter: the same for ever."""
    most = job.schedule.jitter
    if isinstance(job.schedule.rhythm, Every):
        most = min(most, job.schedule.rhythm.distance)
    if not most:
        return timedelta()
    share = int.from_bytes(blake2b((job.beat or job.name).encode(), digest_size=4).digest())
    return timedelta(seconds=int(most.total_seconds() * share / 2**32))


def _pause(job: Job) -> timedelta:
    # Who writes cron says exactly when.
    return job.pause or timedelta() if isinstance(job.schedule.rhythm, Every) else timedelta()


def _last_slot(rhythm: Rhythm, schedule: Schedule, now: datetime) -> datetime | None:
    if isinstance(rhythm, Every):
        return EPOCH + (now - EPOCH) // rhythm.distance * rhythm.distance
    for back in _LOOK_BACK:
        last = None
        for slot in _slots(rhythm, schedule, now - back):
            if slot > now:
                break
            last = slot
        if last is not None:
            return last
    return None


def _slots(rhythm: Rhythm, schedule: Schedule, after: datetime) -> Iterator[datetime]:
    """Those later than ``after``, in order."""
    match rhythm:
        case Every(distance=distance):
            number = (after - EPOCH) // distance + 1
            while True:
                yield EPOCH + number * distance
                number += 1
        case Cron(expression=expression):
            for slot in CronSim(expression, after.astimezone(schedule.zone)):
                # In spring two times may fall on the end of the missing hour; in autumn the one
                # that comes next by the wall clock may be past.
                if (at := slot.astimezone(UTC)) > after:
                    yield (after := at)


def _after_quiet(schedule: Schedule, at: datetime) -> datetime:
    return _quiet_end(schedule, at) or at


def _quiet_end(schedule: Schedule, at: datetime) -> datetime | None:
    """When the quiet hours end that ``at`` is in; None: it is in none."""
    if schedule.quiet is None:
        return None
    for day in (at.astimezone(schedule.zone).date() - DAY, at.astimezone(schedule.zone).date()):
        start, end = _quiet_of(schedule.quiet, day, schedule.zone)
        if start <= at < end:
            return end
    return None


def _quiet_of(quiet: QuietHours, day: date, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """The quiet hours that begin on ``day``."""
    last = day if quiet.end > quiet.start else day + DAY
    start, end = datetime.combine(day, quiet.start), datetime.combine(last, quiet.end)
    return start.replace(tzinfo=zone).astimezone(UTC), end.replace(tzinfo=zone).astimezone(UTC)
