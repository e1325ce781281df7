"""When an attempt that failed is made again."""

from datetime import timedelta

from voc.types.schedule import Run

FIRST, LONGEST = timedelta(seconds=30), timedelta(minutes=15)


def pause_after(run: Run, attempts: int) -> timedelta | None:
    """Twice as long each time; None where it was tried ``attempts`` times."""
    made = run.attempts_made
    return None if made >= attempts else min(FIRST * 2 ** (max(made, 1) - 1), LONGEST)
