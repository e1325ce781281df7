"""One round of all sources in a process of its own, whose clock may jump.

    python -m bench.collecting.asker CLOCK.json

What `voc collect --once` does, with settings as any command has them. CLOCK: rows of seconds since
the start, and of what the clock is ahead by from then on. Prints the tally as JSON. A command with
a clock of its own would be a door for mistakes, so this one stands outside of voc.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from voc.bootstrap import settings as settings_module
from voc.bootstrap.collecting import collect


def main() -> int:
    now = jumping(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    tally = collect(settings_module.load(), (), now)
    print(json.dumps(asdict(tally), default=str))
    return 0


def jumping(jumps: Sequence[tuple[float, float]]) -> Callable[[], datetime]:
    """The machine's clock, ahead (or behind) by what the last jump so far says."""
    started = time.monotonic()

    def now() -> datetime:
        elapsed = time.monotonic() - started
        ahead = [ahead_s for after_s, ahead_s in jumps if after_s <= elapsed]
        return datetime.now(UTC) + timedelta(seconds=ahead[-1] if ahead else 0)

    return now


if __name__ == "__main__":
    sys.exit(main())
