"""How long to wait before asking again. Pure: time and chance are arguments."""

import random
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"\d{1,9}")
_LONGEST_S = 10 * 365.0 * 86_400


def retry_after(told: str | None, now: datetime) -> float | None:
    """Seconds that the header Retry-After asks for, in either of its forms; None where none."""
    text = (told or "").strip()
    if _SECONDS.fullmatch(text):
        return min(float(text), _LONGEST_S)
    try:
        at = parsedate_to_datetime(text)
    except (ValueError, IndexError, OverflowError):
        return None
    if at.tzinfo is None:
        at = at.replace(tzinfo=UTC)
    return min(max(0.0, (at - now).total_seconds()), _LONGEST_S)


def backoff(tries: int, first_s: float, rng: random.Random) -> float:
    """Doubled with each try and spread by a half, so that many do not come back together."""
    return first_s * 2.0 ** min(tries, 10) * rng.uniform(0.5, 1.5)
