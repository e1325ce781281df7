"""Rounds over a thousand sources on the small internet: how long, how much, how politely.

    python -m bench.collecting.rounds --out proof/collect-rounds.json

A round is what `voc collect --once` does, with its fetching and reading processes, a fresh database
and the settings that stand in ``CONFIG``. First: nothing is known. Unchanged: a quarter of an hour
later, nothing moved. Due: every item is due at once to be asked again, and ``--edits`` articles
were edited. Dead: ``--dead`` hosts take every question and say nothing. Politeness is read from
the servers' own log.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench.collecting.homes import Home, Ran, sources
from bench.collecting.manners import ROBOTS, manners
from bench.collecting.results import databases, write
from bench.collecting.truth import compare
from tests.internet import Asked, Fault, Ill, Net, internet
from tests.internet.worlds import mixed
from voc.bootstrap import benches

FLOORS = {"first_s": 720.0, "unchanged_s": 90.0, "peak_mib": 1024.0}
PER_HOST = 2
CONFIG = """
[collect]
contact = "https://voc.invalid/about"
allow = ["127.0.0.0/8"]
per_host = {per_host}
delay_s = {delay_s}
[[watch]]
name = "brand"
query = "屿禾"
"""
# Seconds that the clock is ahead: a quarter of an hour later; when the plan has asked for every
# item (after an hour, or six where it was not new any more, and it spreads them by a tenth); a
# quarter of an hour after that.
LATER = {"first": 0, "unchanged": 15 * 60, "due": 7 * 3600, "dead": 7 * 3600 + 15 * 60}
ASKED = (
    "sources", "items", "page_bytes", "delay_s", "pause_s", "database", "seed", "edits", "dead",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sources", type=int, default=1_000)
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--page-bytes", type=int, default=30_000)
    parser.add_argument("--edits", type=int, default=100)
    parser.add_argument("--dead", type=int, default=10, help="hosts that hang; 0: no such round")
    parser.add_argument("--delay-s", type=float, default=1.0, help="least between two of a host")
    parser.add_argument("--pause-s", type=float, default=2.0, help="what some hosts ask for")
    parser.add_argument("--database", choices=["sqlite", "postgresql"], default="sqlite")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    world = mixed(
        arguments.sources, arguments.items, arguments.seed, arguments.page_bytes, arguments.pause_s,
        newest=datetime.now(UTC),
    )  # fmt: skip
    keeps = {site.host: "mentions" for site in world.sites}
    config = CONFIG.format(per_host=PER_HOST, delay_s=arguments.delay_s)
    with (
        tempfile.TemporaryDirectory() as folder,
        databases(arguments.database, Path(folder)) as url,
        internet(world) as net,
    ):
        home = Home(Path(folder) / "home", config + sources(net, keeps), url("rounds"))
        rounds = dict(measured_rounds(home, net, arguments))
        compared = compare(home, net, keeps)
    holds = compared.holds and keeps_floors(rounds)
    result = {
        "machine": asdict(benches.machine(datetime.now(UTC))),
        "asked": {key: getattr(arguments, key) for key in ASKED},
        "per_host": PER_HOST,
        "floors": FLOORS,
        "holds": holds,
        "rounds": rounds,
        "truth": asdict(compared),
    }
    write(arguments.out, result)
    return 0 if holds else 1


def measured_rounds(
    home: Home, net: Net, arguments: argparse.Namespace
) -> Iterator[tuple[str, dict[str, Any]]]:
    for name, ahead_s in LATER.items():
        if name == "due":
            edit(net, arguments.edits)
        dead = [site.host for site in net.world.sites[-arguments.dead :]] if name == "dead" else []
        if name == "dead" and not arguments.dead:
            return
        for host in dead:
            net.break_(host, Fault(ill=Ill.HANG, robots=True))
        net.forget_log()
        served_s = net.cpu_s()
        ran = home.collect(jumps=[(0, ahead_s)])
        log = net.log()
        seen = manners(log, net.world.sites, arguments.delay_s, arguments.pause_s)
        found = figures(ran, log) | {
            "servers_cpu_s": round(net.cpu_s() - served_s, 1),
            "manners": asdict(seen) | {"hold": seen.hold(PER_HOST)},
        }
        if dead:
            found["others_were_done_after_s"] = others_done(log, frozenset(dead))
        print(name, found, file=sys.stderr)
        yield name, found


def others_done(log: Sequence[Asked], dead: frozenset[str]) -> float:
    """Seconds from the first request to the last answer of a host that is alive."""
    ends = [one.until or one.at for one in log if one.host not in dead]
    return round(max(ends) - log[0].at, 1)


def edit(net: Net, count: int) -> None:
    """One article each of ``count`` hosts, the newest that anybody may read."""
    for site in net.world.sites[:count]:
        newest = next(one for one in reversed(net.articles(site.host)) if not one.private)
        net.edit(site.host, newest.number)


def figures(ran: Ran, log: Sequence[Asked]) -> dict[str, Any]:
    pages = sum(one.status == 200 and "/news/" in one.path for one in log)
    asked = [one for one in log if one.path != ROBOTS]
    statuses = Counter(one.status for one in asked)
    return {
        "seconds": round(ran.seconds, 1),
        "requests": len(log),
        "requests_a_second": round(len(log) / ran.seconds, 1),
        "of_these_robots": len(log) - len(asked),
        "statuses": {str(status): times for status, times in sorted(statuses.items())},
        "share_304": round(statuses[304] / len(asked), 3) if asked else None,
        "pages": pages,
        "pages_a_second": round(pages / ran.seconds, 1),
        "cpu_s": round(ran.cpu_s, 1),
        "cpu_ms_a_request": round(1000 * ran.cpu_s / len(log), 1),
        # Of all that the round took, where pages are what it was about.
        "cpu_ms_a_page": round(1000 * ran.cpu_s / pages, 1) if 2 * pages > len(log) else None,
        "peak_mib": round(ran.peak_mib, 1),
        "tally": ran.tally,
    }


def keeps_floors(rounds: dict[str, dict[str, Any]]) -> bool:
    quick = all(rounds[name]["seconds"] <= FLOORS[f"{name}_s"] for name in ("first", "unchanged"))
    small = all(one["peak_mib"] <= FLOORS["peak_mib"] for one in rounds.values())
    dead = rounds.get("dead", {}).get("others_were_done_after_s", 0.0)
    polite = all(one["manners"]["hold"] for one in rounds.values())
    return quick and small and polite and dead <= FLOORS["unchanged_s"]


if __name__ == "__main__":
    sys.exit(main())
