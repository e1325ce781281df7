"""How long the daily scan of a large store takes, by stage, and how that grows with the store.

    voc bench discovery daily [--reviews N …] [--new 10000] [--work DIR] [--out FILE]

A store with N reviews (bench/discovery/stocked.py) is made once and kept; on a copy of it one day's
new reviews are imported and scanned by the product with its own models, in a process of its own.
Seconds of a stage are counted from its first call of the store to the first one of the next.
"""

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path
from random import Random
from typing import Any, cast

from bench import measure
from bench.discovery import volume
from bench.discovery.stocked import FIGURES, SAMPLE, TODAY, made
from voc.bootstrap import settings as settings_module
from voc.bootstrap import wiring
from voc.bootstrap.settings import cores
from voc.evaluation.market import Review, moment
from voc.pipeline.scan import run_scan
from voc.ports.models import PhraseEncoder
from voc.ports.store import Store
from voc.types.issue import Vectors, Wording

OUT = Path(__file__).parents[2] / "proof" / "discovery-daily.json"
SIZES = (50_000, 200_000, 1_000_000)
NEW = 10_000
SEED = 20261124
MOST_SECONDS = 90
_STAGES = {  # of a scan, by the first thing each asks of the store
    "lock": "finding what is new",
    "open": "reading",
    "unfiled": "copies",
    "untraced": "paid reviews",
    "reread_voices": "finding voices",
    "known_issues": "filing",
    "annotated": "counting",
    "last_posted": "writing and judging",
}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="voc bench discovery daily", description=__doc__)
    parser.add_argument("--reviews", type=int, nargs="*", default=SIZES, help="in the store")
    parser.add_argument("--new", type=int, default=NEW, help="of the day")
    parser.add_argument("--sample", type=int, default=SAMPLE, help="read for the store")
    parser.add_argument("--work", type=Path, help="of made stores; default VOC_HOME/bench/daily")
    parser.add_argument("--make", type=int, help="only make the store of so many reviews")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, default=OUT)
    given = parser.parse_args(arguments)
    if given.one:
        print(json.dumps(day(given.one, given.new)))
        return 0
    work = given.work or settings_module.load().home / "bench" / "daily"
    if given.make:
        made(work, given.make, given.sample)
        return 0
    sizes = [size(work, reviews, given.sample, given.new) for reviews in given.reviews]
    met = sizes[-1]["seconds"] <= MOST_SECONDS
    result = {
        "machine": measure.machine(),
        "recipe": wiring.recipe_in_force(settings_module.load()).id,
        "new_reviews": given.new,
        "floor": {"seconds": MOST_SECONDS, "met": met},
        "sizes": sizes,
    }
    measure.write(given.out, result)
    return 0 if met else 1


def size(work: Path, reviews: int, sample: int, new: int) -> dict[str, Any]:
    """One day on a store of that size."""
    _apart("--make", str(reviews), "--sample", str(sample), "--work", str(work))
    home = made(work, reviews, sample)
    with tempfile.TemporaryDirectory(dir=work) as folder:
        copy = Path(folder) / "home"
        shutil.copytree(home, copy)
        found = json.loads(_apart("--one", str(copy), "--new", str(new)))
    known = json.loads((home / FIGURES).read_text(encoding="utf-8"))
    return {"reviews": reviews, "store": known} | found


def _apart(*arguments: str) -> str:
    """Run in a process of its own: a peak of memory does not fall."""
    command = [sys.executable, __file__, *arguments]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def day(home: Path, new: int) -> dict[str, Any]:
    """Imports and scans one day's reviews; seconds and processor seconds by stage."""
    settings = settings_module.load().with_home(home)
    store = wiring.open_store(settings)
    rows = home / "day.jsonl"
    volume.write(_of_today(new), rows)
    now = datetime.combine(TODAY, time_of_day(), UTC) + timedelta(days=1)
    watch = Stages("import")
    wiring.import_feedback_file(store, settings, rows, now=now)
    watch.enter("loading")
    tools = wiring.scan_tools(settings)
    encoder = Watched(tools.encoder, watch)
    run_scan(
        cast(Store, _Told(store, watch)),
        replace(tools, encoder=encoder),
        wiring.recipe_in_force(settings),
        now,
    )
    watch.enter("")
    scan = store.latest()
    store.close()
    return figures(watch, encoder) | ({"tally": asdict(scan.tally)} if scan else {})


def figures(watch: "Stages", encoder: "Watched") -> dict[str, Any]:
    return {
        "clauses_encoded": encoder.clauses,
        "clauses_per_s": round(encoder.clauses / max(watch.wall["encoding"], 1e-3)),
        "seconds": round(sum(watch.wall.values()), 1),
        "processor_s": round(sum(watch.used.values()), 1),
        "peak_mib": _peak_mib(),
        "stages": {
            stage: {"seconds": round(watch.wall[stage], 1), "processor_s": round(used, 1)}
            for stage, used in watch.used.items()
        },
    }


def _of_today(count: int) -> list[Review]:
    rng = Random(SEED)
    made = volume.reviews(volume.pools(volume.labelled()), count, SEED)
    return [
        replace(one, id=f"today{number}", posted_at=moment(TODAY, rng))
        for number, one in enumerate(made)
    ]


def _peak_mib() -> int:
    """Of this process and, at the most, of all workers at once."""
    own, child = (
        resource.getrusage(who).ru_maxrss
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    )
    return (own + cores() * child) // 1024


class Stages:
    """A watch that runs for one stage at a time."""

    def __init__(self, first: str) -> None:
        self.wall: dict[str, float] = defaultdict(float)
        self.used: dict[str, float] = defaultdict(float)
        self.stage = first
        self._since = _clocks()

    def enter(self, stage: str) -> str:
        """Gives the stage that ends."""
        now, ended = _clocks(), self.stage
        self.wall[ended] += now[0] - self._since[0]
        self.used[ended] += now[1] - self._since[1]
        self.stage, self._since = stage, now
        return ended


def _clocks() -> tuple[float, float]:
    """Seconds of the wall, and of the processors with those of finished workers."""
    spent = os.times()
    return time.perf_counter(), sum(spent[:4])


@dataclass(frozen=True, slots=True)
class _Told:
    """The store; that a stage begins is told to the watch."""

    store: Store
    watch: Stages

    def __getattr__(self, name: str) -> Any:
        if name in _STAGES:
            self.watch.enter(_STAGES[name])
        return getattr(self.store, name)


class Watched:
    """The encoder, with its time apart."""

    def __init__(self, encoder: PhraseEncoder, watch: Stages) -> None:
        self._encoder, self._watch = encoder, watch
        self.name = encoder.name
        self.clauses = 0

    def encode(self, phrases: Sequence[Wording]) -> Vectors:
        before = self._watch.enter("encoding")
        vectors = self._encoder.encode(phrases)
        self.clauses += len(phrases)
        self._watch.enter(before)
        return vectors


if __name__ == "__main__":
    sys.exit(main())
