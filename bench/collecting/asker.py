"""One round of collecting in a process of its own, whose clock may jump.

    python -m bench.collecting.asker SOURCES.json CLOCK.json

SOURCES: rows of name, kind, address and what is kept. CLOCK: rows of seconds since the start and
what the clock is ahead by from then on. Settings as of any command. Prints the tally as JSON. A
command with a clock of its own would be a door for mistakes, so this one stands outside of voc.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.bootstrap.collecting import collect_tools
from voc.pipeline.collecting import run_round
from voc.types.feedback import FeedbackKind
from voc.types.source import Keep, Origin, Source, SourceKind


def main() -> int:
    sources, clock = Path(sys.argv[1]), Path(sys.argv[2])
    settings = settings_module.load()
    now = jumping(json.loads(clock.read_text(encoding="utf-8")))
    asked = tuple(source(*row) for row in json.loads(sources.read_text(encoding="utf-8")))
    store = wiring.open_store(settings)
    try:
        store.keep_sources(asked, now())
        tally = run_round(store, collect_tools(settings), asked, now)
    finally:
        store.close()
    print(json.dumps(asdict(tally), default=str))
    return 0


def source(name: str, kind: str, place: str, keep: str) -> Source:
    return Source(
        name=name,
        kind=SourceKind(kind),
        place=place,
        channel="web",
        tells=FeedbackKind.MEDIA,
        keep=Keep(keep),
        origin=Origin.FILE,
        digest=f"{kind} {place} {keep}",
    )


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
