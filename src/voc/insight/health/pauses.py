"""When a source is asked again, and when an item is."""

from datetime import datetime, timedelta
from hashlib import blake2b

from voc.types.source import SourceState

DAY = timedelta(days=1)
MOST_PATIENT = 8  # times its own pause
PATIENCE = 4  # rounds without news after which the pause doubles
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
_SPREAD = 0.1  # of a pause, by address: what came together is not asked together


def next_pause(state: SourceState, base: timedelta) -> timedelta:
    """``base`` as long as it tells news; up to eight times as long where it does not.

    For want of news no pause grows beyond a day; ``base`` itself may be longer.
    """
    doubled = min(MOST_PATIENT, 1 << min(state.unchanged // PATIENCE, 8))
    return max(base, min(base * doubled, DAY))


def next_asking(url: str, asked: int, now: datetime) -> datetime | None:
    """When an item is asked again that gave the same text ``asked`` times; None: never."""
    if not 1 <= asked <= len(PLAN):
        return None
    return now + PLAN[asked - 1] * (1 + _SPREAD * _share(url))


def _share(url: str) -> float:
    """0 to 1, the same for the same address."""
    return int.from_bytes(blake2b(url.encode(), digest_size=4).digest()) / 2**32
