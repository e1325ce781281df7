"""Nothing lost, nothing doubled: kill -9, servers that fail, clocks that jump, another recipe.

    python -m bench.collecting.recall --out proof/collect-recall.json

Before each kill the world goes on: articles are published, edited and removed, and a third of the
hosts answers some requests with 5xx, breaks off or says nothing. Each round's clock is ahead or
behind by hours or days, and jumps once more while it runs. Halfway voc.toml gets another watch
query. At the end the hosts are well again, rounds are run at later and later times until the plan
has asked for everything, and the store is held against what the world published.
"""

import argparse
import random
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

from bench.collecting.homes import Home, sources
from bench.collecting.results import databases, write
from bench.collecting.rounds import CONFIG, PER_HOST
from bench.collecting.truth import Later, compare
from tests.internet import Fault, Ill, Net, World, internet
from tests.internet.worlds import mixed
from voc.bootstrap import benches

KEEP = ("all", "mentions")
HOUR, DAY = 3600, 86_400
# By which a clock is wrong, from one process to the next and within one.
JUMPS_S = (0, 0, HOUR, -HOUR, 7 * HOUR, -DAY, 2 * DAY, -3 * DAY)
# Later than every jump; apart so that all of the plan's pauses and all back-offs pass.
SETTLING_S = [6 * DAY + day * DAY for day in (0, 0.1, 0.5, 2, 5, 12, 24, 50, 90)]
FAULTS = (
    Fault(ill=Ill.STATUS, status=503, share=0.5),
    Fault(ill=Ill.STATUS, status=500, times=4),
    Fault(ill=Ill.DROP, share=0.3),
    Fault(ill=Ill.REFUSE, times=3),
    Fault(ill=Ill.STATUS, status=502, robots=True, times=2),
    Fault(ill=Ill.STATUS, status=429, retry_after="1", times=3),
)
TERM = "核桃"
NEWER = f'[[watch]]\nname = "walnuts"\nquery = "{TERM}"\n'
# In seconds: the servers count, not politeness, which has a proof of its own.
DELAY_S, PAUSE_S = 0.05, 0.2


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--sources", type=int, default=40)
    parser.add_argument("--items", type=int, default=600)
    parser.add_argument("--database", choices=["all", "sqlite", "postgresql"], default="all")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--settling", type=int, default=5, help="rounds at the end")
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    chosen = ["sqlite", "postgresql"] if arguments.database == "all" else [arguments.database]
    # Side by side: each waits most of its time, and less of the machine is as good as any.
    with ThreadPoolExecutor(len(chosen)) as pool:
        suites = pool.map(partial(suite, arguments), chosen)
        found = dict(zip(chosen, suites, strict=True))
    holds = all(one["truth"]["holds"] for one in found.values())
    keys = ("kills", "sources", "items", "seed", "settling")
    result = {
        "machine": asdict(benches.machine(datetime.now(UTC))),
        "asked": {key: getattr(arguments, key) for key in keys},
        "holds": holds,
        "databases": found,
    }
    write(arguments.out, result)
    return 0 if holds else 1


def suite(arguments: argparse.Namespace, database: str) -> dict[str, Any]:
    world = mixed(
        arguments.sources, arguments.items, arguments.seed, page_bytes=12_000, pause_s=PAUSE_S,
        newest=datetime.now(UTC),
    )  # fmt: skip
    with (
        tempfile.TemporaryDirectory() as folder,
        databases(database, Path(folder)) as url,
        internet(world) as net,
    ):
        config = CONFIG.format(per_host=PER_HOST, delay_s=DELAY_S) + sources(net, keeps(world))
        quiet = Home(Path(folder) / "quiet", config, url("quiet")).collect()
        home = Home(Path(folder) / "home", config, url("disturbed"))
        story = Story(home, net, config, random.Random(arguments.seed), quiet.seconds)
        story.go_through(arguments.kills)
        last = story.settle(arguments.settling)
        compared = compare(home, net, keeps(world), story.later)
    print(database, compared, file=sys.stderr)
    return {
        "undisturbed_first_round_s": round(quiet.seconds, 1),
        "kills": story.kills,
        "rounds_that_ended_before_the_kill": story.missed,
        "published_meanwhile": story.published,
        "edited": story.edited,
        "removed": story.removed,
        "last_round": last,
        "truth": asdict(compared) | {"holds": compared.holds},
    }


def keeps(world: World) -> dict[str, str]:
    return {site.host: KEEP[place % len(KEEP)] for place, site in enumerate(world.sites)}


class Story:
    """What happens to one home, in order."""

    def __init__(
        self, home: Home, net: Net, config: str, rng: random.Random, round_s: float
    ) -> None:
        self._home, self._net, self._config, self._rng = home, net, config, rng
        self._latest_s = round_s
        self.kills: list[dict[str, Any]] = []
        self.missed = self.published = self.edited = self.removed = 0
        self.later: Later | None = None

    def go_through(self, kills: int) -> None:
        while len(self.kills) < kills:
            if self.later is None and len(self.kills) >= kills // 2:
                self._renew_recipe()
            self._world_goes_on()
            after_s = self._rng.uniform(0.2, 1.0) * self._latest_s
            jumps = [(0, self._jump()), (self._rng.uniform(0, after_s), self._jump())]
            if self._home.kill_while_collecting(after_s, jumps):
                self.kills.append({"after_s": round(after_s, 2), "clock_ahead_s": jumps[0][1],
                                   "then_s": jumps[1][1]})  # fmt: skip
                print(self._home.url, self.kills[-1], file=sys.stderr)
            else:
                self.missed += 1
                self._latest_s *= 0.85

    def settle(self, rounds: int) -> dict[str, Any]:
        """The last round's tally."""
        self._net.heal()
        last = len(SETTLING_S) - 1
        chosen = [SETTLING_S[place * last // (rounds - 1)] for place in range(rounds)]
        tallies = [self._home.collect([(0, ahead_s)]).tally for ahead_s in chosen]
        return tallies[-1]

    def _renew_recipe(self) -> None:
        self._home.configure(self._config + NEWER)
        numbers = {site.host: len(self._net.articles(site.host)) for site in self._net.world.sites}
        self.later = Later(term=TERM, first=numbers)

    def _world_goes_on(self) -> None:
        net, rng = self._net, self._rng
        net.heal()
        hosts = [site.host for site in net.world.sites]
        for host in rng.sample(hosts, len(hosts) // 3):
            net.break_(host, rng.choice(FAULTS))
        for host in hosts:
            self.published += len(net.publish_many(host, 2))
        for host in rng.sample(hosts, max(1, len(hosts) // 10)):
            net.edit(host, self._standing(host))
            self.edited += 1
        net.remove(host := rng.choice(hosts), self._standing(host), rng.choice([404, 410]))
        self.removed += 1

    def _standing(self, host: str) -> int:
        numbers = [one.number for one in self._net.articles(host) if one.removed is None]
        return self._rng.choice(numbers)

    def _jump(self) -> int:
        return self._rng.choice(JUMPS_S)


if __name__ == "__main__":
    sys.exit(main())
