"""What of an outbox is sent now, and as what: order, pauses, quiet hours, digests, rates.

Urgent messages are a lane of their own: they wait neither for a digest nor for the morning. Within
a lane nothing overtakes. What was once packed together stays so, however often it is tried.
"""

from collections.abc import Sequence
from datetime import datetime, time, timedelta

from voc.types.alert import Message, Rate, Target, Try

# So many that wait are told one by one; more at once are a digest: nobody reads ten rings.
ONE_BY_ONE = 3
MOST_IN_ONE = 100
# A lease that is longer than any was given by a clock that was wrong.
LONGEST_LEASE = timedelta(minutes=10)

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=15), timedelta(hours=1)
LONGEST_ASKED = timedelta(hours=6)  # of what a receiver asks for
MOST_TRIES = 32  # a day and more


def choose(
    target: Target, waiting: Sequence[Message], tries: Sequence[Try], now: datetime
) -> tuple[Message, ...]:
    """The next parcel; () where nothing is to be sent now.

    ``waiting`` is all that waits for ``target``, ``tries`` those of the time its rate looks at.
    """
    free = left(target.rate, tries, now)
    if free <= 0:
        return ()
    for urgent in (True, False):
        lane = sorted((one for one in waiting if one.new.urgent == urgent), key=lambda one: one.seq)
        chosen = _of_lane(target, lane, free, now, urgent=urgent)
        if chosen:
            return chosen
    return ()


def left(rate: Rate, tries: Sequence[Try], now: datetime) -> int:
    """How many tries the rate still allows."""
    return rate.most - sum(now - rate.per < one.at <= now for one in tries)


def pause(tries: int, asked_s: float | None) -> timedelta | None:
    """After so many tries failed; None: no more."""
    if tries >= MOST_TRIES:
        return None
    doubled: int = 2 ** min(tries - 1, 20)
    own = min(FIRST_PAUSE * doubled, LONGEST_PAUSE)
    if asked_s is None or not asked_s > 0:
        return own
    return max(own, min(timedelta(seconds=min(asked_s, 1e6)), LONGEST_ASKED))


def is_quiet(target: Target, now: datetime) -> bool:
    if target.quiet is None:
        return False
    start, end = target.quiet
    clock = now.astimezone(target.zone).time()
    return start <= clock < end if start <= end else clock >= start or clock < end


def last_digest(target: Target, at: time, now: datetime) -> datetime:
    """The latest moment, not after now, at which a digest was due."""
    local = now.astimezone(target.zone)
    due = local.replace(hour=at.hour, minute=at.minute, second=0, microsecond=0)
    return due if due <= local else due - timedelta(days=1)


def _of_lane(
    target: Target, lane: Sequence[Message], free: int, now: datetime, *, urgent: bool
) -> tuple[Message, ...]:
    if not lane or (not urgent and is_quiet(target, now)):
        return ()
    packed = next((one for one in lane if one.parcel is not None), None)
    if packed is not None:
        if _is_leased(packed, now) or _pauses(packed, now):
            return ()
        return tuple(one for one in lane if one.parcel == packed.parcel)
    if target.digest is not None and not urgent:
        due = last_digest(target, target.digest, now)
        return tuple(one for one in lane if one.new.at <= due)[:MOST_IN_ONE]
    few = len(lane) <= min(ONE_BY_ONE, free)
    return tuple(lane[: 1 if few else MOST_IN_ONE])


def _is_leased(message: Message, now: datetime) -> bool:
    lease = message.lease_until
    return lease is not None and now < lease <= now + LONGEST_LEASE


def _pauses(message: Message, now: datetime) -> bool:
    due = message.due_at
    return due is not None and now < due <= now + LONGEST_ASKED
