"""Two schedulers on one PostgreSQL, killed at random: every due run takes effect exactly once.

    python -m bench.collecting.schedule --out proof/collect-schedule.json

A table holds the time, all processes read it, and it goes faster than a clock: a tick is a minute
of it. It stands still while a living process is held up by the machine, for then nothing but the
machine would be measured. Runs write down when they begin, and under their fence what they do.
With ``--real`` a process is killed by the real clock too, with leases as they are shipped.
"""

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import sqlalchemy as sa

from bench.collecting.results import databases, write
from voc.bootstrap import benches
from voc.schedule.loop import Pace, Scheduler
from voc.schedule.work import Action, Outcome, in_thread
from voc.stores import schema
from voc.stores.engine import Clock, database_time
from voc.stores.sql_store import SqlStore
from voc.types.schedule import Cron, Every, Job, Rhythm, Run, RunState, Schedule

START = datetime(2026, 11, 2, tzinfo=UTC)
TICK = timedelta(minutes=1)
STEP = timedelta(seconds=2)
TAKEN_WITHIN_S = 60
HELD_UP_S = 0.25  # a process that is silent for so long makes the clock wait
WORK_S = (1, 25)  # of the fast clock

TABLES = """
CREATE TABLE fast_clock (now timestamptz NOT NULL);
CREATE TABLE pulses (worker text PRIMARY KEY, at timestamptz NOT NULL);
CREATE TABLE spans (
    id serial PRIMARY KEY, run_id bigint, job text, due_at timestamptz, attempt int, worker text,
    began timestamptz, began_real timestamptz, ended_real timestamptz);
CREATE TABLE effects (job text, due_at timestamptz, attempt int, PRIMARY KEY (job, due_at));
"""


def jobs() -> list[Job]:
    def job(name: str, rhythm: Rhythm, **more: Any) -> Job:
        return Job(name=name, schedule=Schedule(rhythm=rhythm, zone=ZoneInfo("UTC")), **more)

    every = [Every(distance=times * TICK) for times in (1, 1, 2, 3)]
    group = [job(f"collect:{n}", Every(distance=TICK), together=True, alone=True) for n in range(4)]
    plain = [job(f"plain:{n}", rhythm) for n, rhythm in enumerate(every)]
    # What kills its process is no fault of a run here: none is ever given up.
    return [
        replace(one, attempts=1_000)
        for one in [*group, *plain, job("cron", Cron(expression="*/5 * * * *"))]
    ]


# --- a process ---


def fast(connection: sa.Connection) -> datetime:
    now: datetime = connection.execute(sa.text("SELECT now FROM fast_clock")).scalar_one()
    return now.astimezone(UTC)


def worker(url: str, name: str, *, real: bool) -> None:
    clock: Clock = database_time if real else fast
    store = SqlStore(url, clock)
    engine = store._database.engine
    threading.Thread(target=partial(pulse, engine, name), daemon=True).start()
    work = in_thread(partial(do, engine, clock, name))
    actions: dict[str, Action] = {job.kind: work for job in jobs()}
    # The lease is as shipped, by the fast clock; heartbeats and looks are a few steps apart.
    pace = Pace() if real else Pace(heartbeat_s=0.12, poll_s=0.1, refresh_s=3_600, keep=1_000_000)
    scheduler = Scheduler(store, jobs, actions, holder=name, say=print, pace=pace)
    signal.signal(signal.SIGTERM, lambda *_: scheduler.stop())
    scheduler.run()
    os._exit(0)  # pulses have connections of their own


def pulse(engine: sa.Engine, name: str) -> None:
    beat = sa.text(
        "INSERT INTO pulses VALUES (:name, clock_timestamp()) "
        "ON CONFLICT (worker) DO UPDATE SET at = clock_timestamp()"
    )
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        while True:
            connection.execute(beat, {"name": name})
            time.sleep(HELD_UP_S / 10)


def do(engine: sa.Engine, clock: Clock, name: str, runs: Sequence[Run]) -> Outcome:
    """Runs of one go take a while together, then each has its effect."""
    rng = random.Random(f"{runs[0].job} {runs[0].due_at} {runs[0].attempt}")
    spans = [begin(engine, clock, name, run) for run in runs]
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        until = clock(connection) + timedelta(seconds=rng.uniform(*WORK_S))
        while clock(connection) < until:
            time.sleep(0.06)
    for run, span in zip(runs, spans, strict=True):
        take_effect(engine, run, span)
    return Outcome(tally={"runs": len(runs)})


def begin(engine: sa.Engine, clock: Clock, name: str, run: Run) -> int:
    statement = sa.text(
        "INSERT INTO spans (run_id, job, due_at, attempt, worker, began, began_real) "
        "VALUES (:run, :job, :due, :attempt, :worker, :began, clock_timestamp()) RETURNING id"
    )
    with engine.begin() as connection:
        row = {"run": run.id, "job": run.job, "due": run.due_at, "attempt": run.attempt,
               "worker": name, "began": clock(connection)}  # fmt: skip
        number: int = connection.execute(statement, row).scalar_one()
        return number


def take_effect(engine: sa.Engine, run: Run, span: int) -> None:
    """Under the fence: whoever was taken over has no effect, and a second one changes nothing."""
    table = schema.runs
    held = sa.select(table.c.id).where(
        table.c.id == run.id, table.c.attempt == run.attempt,
        table.c.state == RunState.RUNNING.value,
    ).with_for_update()  # fmt: skip
    effect = sa.text(
        "INSERT INTO effects VALUES (:job, :due, :attempt) ON CONFLICT (job, due_at) DO NOTHING"
    )
    with engine.begin() as connection:
        if connection.execute(held).first() is not None:
            row = {"job": run.job, "due": run.due_at, "attempt": run.attempt}
            connection.execute(effect, row)
        done = sa.text("UPDATE spans SET ended_real = clock_timestamp() WHERE id = :id")
        connection.execute(done, {"id": span})


# --- who starts and kills them ---


@dataclass(frozen=True)
class Kill:
    worker: str
    at: datetime  # of the fast clock, or the real one
    at_real: datetime
    held: tuple[int, ...]  # runs
    alone: bool  # nobody else was alive


class Floor:
    """Two places for processes, and a hand that kills."""

    def __init__(self, url: str, *, real: bool = False) -> None:
        self.url, self.real = url, real
        self.engine = sa.create_engine(
            sa.make_url(url).set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        self.number = 0
        self.alive: dict[str, subprocess.Popen[bytes]] = {}
        self.kills: list[Kill] = []
        self.clock: Clock = database_time if real else fast

    def start(self) -> None:
        self.number += 1
        name = f"worker-{self.number}"
        command = [sys.executable, "-m", "bench.collecting.schedule", "--worker", name,
                   "--url", self.url, *(["--real-clock"] if self.real else [])]  # fmt: skip
        self.alive[name] = subprocess.Popen(command, stdout=subprocess.DEVNULL)

    def kill(self, name: str) -> None:
        process = self.alive.pop(name)
        process.send_signal(signal.SIGKILL)
        process.wait()
        with self.engine.connect() as connection:
            held = connection.execute(
                sa.select(schema.runs.c.id).where(
                    schema.runs.c.holder == name, schema.runs.c.state == RunState.RUNNING.value
                )
            ).scalars()
            self.kills.append(
                Kill(name, self.clock(connection), database_time(connection), tuple(held),
                     alone=not self.ready(connection))
            )  # fmt: skip
            connection.execute(sa.text("DELETE FROM pulses WHERE worker = :w"), {"w": name})

    def ready(self, connection: sa.Connection) -> set[str]:
        found = connection.execute(sa.text("SELECT worker FROM pulses")).scalars()
        return set(found) & set(self.alive)

    def held_up(self, connection: sa.Connection) -> bool:
        age = sa.text("SELECT max(extract(epoch FROM clock_timestamp() - at)) FROM pulses")
        oldest = connection.execute(age).scalar_one()
        return oldest is None or float(oldest) > HELD_UP_S

    def stop(self) -> None:
        for process in self.alive.values():
            process.send_signal(signal.SIGTERM)
        for process in self.alive.values():
            process.wait(timeout=60)
        self.engine.dispose()


def simulate(url: str, ticks: int, kills: int, step_s: float, seed: int) -> dict[str, Any]:
    rng = random.Random(seed)
    floor = prepared(url)
    for _ in range(2):
        floor.start()
    end = START + ticks * TICK
    moments = sorted(rng.uniform(2, ticks - 2) for _ in range(kills))
    started = time.monotonic()
    with floor.engine.connect() as connection:
        while len(floor.ready(connection)) < 2:
            time.sleep(0.05)
        now, stood_s = START, 0.0
        # Runs of the last tick are let end.
        while now < end + 3 * TICK:
            time.sleep(step_s)
            if floor.held_up(connection):
                stood_s += step_s
                continue
            now += STEP
            connection.execute(sa.text("UPDATE fast_clock SET now = :now"), {"now": now})
            if moments and now >= START + moments[0] * TICK:
                moments.pop(0)
                for name in victims(floor, connection, rng):
                    floor.kill(name)
            while len(floor.alive) < 2:
                floor.start()
    floor.stop()
    result = judged(url, floor.kills, ticks)
    return {"ticks": ticks, "took_s": round(time.monotonic() - started, 1)} | result


def victims(floor: Floor, connection: sa.Connection, rng: random.Random) -> list[str]:
    """Mostly one of two, best while it works; now and then both at once."""
    ready = sorted(floor.ready(connection))
    if rng.random() < 0.15:
        return ready
    running = schema.runs.c.state == RunState.RUNNING.value
    holders = set(connection.execute(sa.select(schema.runs.c.holder).where(running)).scalars())
    working = [name for name in ready if name in holders]
    return rng.sample(working or ready, min(1, len(ready)))


def prepared(url: str, *, real: bool = False) -> Floor:
    store = SqlStore(url)
    store.upgrade()
    store.close()
    floor = Floor(url, real=real)
    with floor.engine.connect() as connection:
        for statement in TABLES.split(";"):
            if statement.strip():
                connection.exec_driver_sql(statement)
        connection.execute(sa.text("INSERT INTO fast_clock VALUES (:now)"), {"now": START})
    return floor


# --- what came of it ---


def judged(url: str, kills: Sequence[Kill], ticks: int) -> dict[str, Any]:
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
    with engine.connect() as connection:
        end = START + ticks * TICK
        runs = connection.execute(sa.select(schema.runs).where(schema.runs.c.due_at <= end)).all()
        spans = connection.execute(sa.text("SELECT * FROM spans ORDER BY began_real, id")).all()
        effects = connection.execute(
            sa.text("SELECT job, due_at FROM effects WHERE due_at <= :end"), {"end": end}
        ).all()
    engine.dispose()
    due = {(run.job, run.due_at) for run in runs}
    had = {(row.job, row.due_at) for row in effects}
    slots = expected(end)
    takeovers = taken_over(kills, spans)
    apart = [one["s"] for one in takeovers if not one["alone"]]
    result = {
        "due_times": len(slots),
        "runs": len(due),
        "caught_up_by_a_later_run": len(slots - due),
        "effects": len(effects),
        "runs_without_effect": len(due - had),
        "effects_without_run": len(had - due),
        "runs_off_schedule": len(due - slots),
        "runs_not_done": sum(run.state != RunState.DONE.value for run in runs),
        "missed_without_cause": unexplained(slots - due, runs),
        "overlaps": overlaps(spans, kills),
        "attempts": len(spans),
        "kills": len(kills),
        "kills_of_all": sum(kill.alone for kill in kills),
        "killed_while_working": len(takeovers),
        "never_taken_over": sum(one["s"] is None for one in takeovers),
        "taken_over_after_s": spread([s for s in apart if s is not None]),
        "taken_over_after_all_died_s": spread(
            [one["s"] for one in takeovers if one["alone"] and one["s"] is not None]
        ),
    }
    return result | {"holds": holds(result)}


def holds(result: dict[str, Any]) -> bool:
    none = ("runs_without_effect", "effects_without_run", "runs_off_schedule", "runs_not_done",
            "missed_without_cause", "overlaps", "never_taken_over")  # fmt: skip
    slowest = result["taken_over_after_s"]["most"]
    return (
        not any(result[name] for name in none)
        and result["effects"] == result["runs"]
        and (slowest is None or slowest <= TAKEN_WITHIN_S)
    )


def expected(end: datetime) -> set[tuple[str, datetime]]:
    """Every slot up to ``end``, reckoned without the code that is measured."""
    found = set()
    minutes = int((end - START) / TICK)
    for job in jobs():
        rhythm = job.schedule.rhythm
        each = 5 if isinstance(rhythm, Cron) else int(rhythm.distance / TICK)
        first = each if isinstance(rhythm, Cron) else 0  # what goes by the clock waits for it
        found |= {(job.name, START + n * TICK) for n in range(first, minutes + 1, each)}
    return found


def unexplained(missed: set[tuple[str, datetime]], runs: Sequence[Any]) -> int:
    """Left out, and no later run of the job made up for them."""
    by_job: dict[str, list[Any]] = {}
    for run in sorted(runs, key=lambda run: run.due_at):
        by_job.setdefault(run.job, []).append(run)
    return sum(not any(run.due_at > at for run in by_job.get(job, ())) for job, at in missed)


def taken_over(kills: Sequence[Kill], spans: Sequence[Any]) -> list[dict[str, Any]]:
    found = []
    for kill in kills:
        for run in kill.held:
            later = [
                span for span in spans
                if span.run_id == run and span.began_real > kill.at_real
            ]  # fmt: skip
            after = (later[0].began - kill.at).total_seconds() if later else None
            found.append({"s": after, "alone": kill.alone})
    return found


def overlaps(spans: Sequence[Any], kills: Sequence[Kill]) -> int:
    """Attempts at one job, or of two processes at a kind that works alone, at one real time."""
    died = {kill.worker: kill.at_real for kill in kills}
    count = 0
    for number, span in enumerate(spans):
        end = span.ended_real or died.get(span.worker)
        for later in spans[number + 1 :]:
            if end is not None and later.began_real >= end:
                continue
            same = later.job == span.job
            kinds = {later.job.partition(":")[0], span.job.partition(":")[0]}
            count += same or (kinds == {"collect"} and later.worker != span.worker)
    return count


def spread(seconds: Sequence[float]) -> dict[str, float | None]:
    ordered = sorted(seconds)
    if not ordered:
        return {"least": None, "median": None, "most": None}
    return {"least": round(ordered[0], 1), "median": round(ordered[len(ordered) // 2], 1),
            "most": round(ordered[-1], 1)}  # fmt: skip


def real_takeover(url: str) -> float:
    """Seconds by the real clock from kill -9 of who works until another process has begun."""
    floor = prepared(url, real=True)
    for _ in range(2):
        floor.start()
    with floor.engine.connect() as connection:
        running = sa.text("SELECT worker FROM spans WHERE ended_real IS NULL LIMIT 1")
        while (name := connection.execute(running).scalar()) is None:
            time.sleep(0.05)
        floor.kill(name)
        (kill,) = floor.kills
        begun = sa.text(
            "SELECT min(began_real) FROM spans WHERE run_id = ANY(:runs) AND worker <> :worker"
        )
        row = {"runs": list(kill.held), "worker": name}
        while (at := connection.execute(begun, row).scalar()) is None:
            time.sleep(0.1)
    floor.stop()
    return round((at - kill.at_real).total_seconds(), 1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--ticks", type=int, default=200)
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument(
        "--step-s", type=float, default=0.03, help="real time of a step of the clock"
    )
    parser.add_argument("--real", type=int, default=3, help="kills by the real clock")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--worker", help="be a process of the proof")
    parser.add_argument("--real-clock", action="store_true")
    parser.add_argument("--url")
    arguments = parser.parse_args()
    if arguments.worker:
        worker(arguments.url, arguments.worker, real=arguments.real_clock)
        return 0
    with tempfile.TemporaryDirectory() as name, databases("postgresql", Path(name)) as made:
        found = simulate(
            made("ticks"), arguments.ticks, arguments.kills, arguments.step_s, arguments.seed
        )
        real = [real_takeover(made(f"real_{n}")) for n in range(arguments.real)]
    holds_too = found["holds"] and all(seconds <= TAKEN_WITHIN_S for seconds in real)
    write(
        arguments.out,
        {"machine": asdict(benches.machine(datetime.now(UTC))), "holds": holds_too,
         "simulated": found, "really_taken_over_after_s": real},
    )  # fmt: skip
    return 0 if holds_too else 1


if __name__ == "__main__":
    sys.exit(main())
