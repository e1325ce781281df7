"""When a source is asked again, and when an item is."""

from datetime import datetime, timedelta
from hashlib import blake2b

from voc.types.source import SourceState

DAY = timedelta(days=1)
MOST_PATIENT = 8  # times its own pause
PATIENCE = 4  # rounds without news, or that failed, after which the pause doubles
# An article is mended in its first hours and hardly ever after a month. So an edit is seen within
# an hour of the first day's, and within two months at the latest.
PLAN = (
    timedelta(hours=1),
    timedelta(hours=6),
    timedelta(days=1),
    timedelta(days=3),
    timedelta(days=7),
    timedelta(days=30),
)
# An article that was old when it was first heard of has its hours of mending behind it: pauses much
# shorter than its age then are left out, and of an archive nothing is asked twice.
_OLD = 8  # times a pause
# What an entry says of a change is believed, but not as often as a site likes that stamps all its
# pages with the time of asking: each asking that found the same text doubles the wait.
_BELIEVED = timedelta(hours=1)
_SPREAD = 0.1  # of a pause, by address: what came together is not asked together


def next_pause(state: SourceState, base: timedelta) -> timedelta:
    """``base`` as long as it tells news; up to eight times as long where it does not, or fails.

    No pause grows beyond a day for it; ``base`` itself may be longer, and so may what the server
    asked for.
    """
    vain = max(state.unchanged, state.failures)
    doubled = min(MOST_PATIENT, 1 << min(vain // PATIENCE, 8))
    asked_for = timedelta()
    if state.retry_at is not None and state.asked_at is not None:
        asked_for = state.retry_at - state.asked_at
    return max(base, min(base * doubled, DAY), asked_for)


def next_asking(
    url: str, asked: int, now: datetime, age: timedelta = timedelta()
) -> datetime | None:
    """When an item is asked again that gave the same text ``asked`` times; None: never.

    ``age`` is how long it had been posted when it was first heard of.
    """
    plan = [pause for pause in PLAN if pause * _OLD >= age]
    if not 1 <= asked <= len(plan):
        return None
    return now + plan[asked - 1] * (1 + _SPREAD * _share(url))


def said_to_change(asked: int, asked_at: datetime, now: datetime) -> datetime:
    """When an item is asked again of which an entry says now that it changed since."""
    doublings = min(max(asked - 1, 0), 16)  # seven years
    return max(now, asked_at + _BELIEVED * (1 << doublings))


def _share(url: str) -> float:
    """0 to 1, the same for the same address."""
    return int.from_bytes(blake2b(url.encode(), digest_size=4).digest()) / 2**32
