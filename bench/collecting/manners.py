"""Whether the askers were polite, by the servers' own log."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.internet import Asked, Site
from tests.internet.worlds import CRAWL_DELAY_S, SLOW_ROBOTS

ROBOTS = "/robots.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """Of one round. What must not be is a list, so that it can be looked at."""

    forbidden: tuple[str, ...]  # addresses that robots.txt forbids and that were asked
    before_rules: tuple[str, ...]  # hosts that were asked something before their robots.txt
    most_at_once: int  # requests that one host was answering
    least_gap_s: float | None  # between two requests to one host that asks for no pause
    least_pause_s: float | None  # the same of hosts that ask for CRAWL_DELAY_S

    def hold(self, at_once: int, slack_s: float = 0.1) -> bool:
        """``slack_s``: what a busy machine adds between a question and the log's line of it."""
        pause_kept = self.least_pause_s is None or self.least_pause_s >= CRAWL_DELAY_S - slack_s
        polite = not self.forbidden and not self.before_rules
        return polite and pause_kept and self.most_at_once <= at_once


def manners(log: Sequence[Asked], sites: Iterable[Site]) -> Manners:
    """Of the requests of one round, in order."""
    by_host: dict[str, list[Asked]] = defaultdict(list)
    for one in log:
        by_host[one.host].append(one)
    rules = {site.host: site.robots for site in sites}
    slow = {host for host, text in rules.items() if text == SLOW_ROBOTS}
    return Manners(
        forbidden=tuple(
            f"{one.host}{one.path}"
            for one in log
            if rules[one.host] is not None and one.path.startswith("/private/")
        ),
        before_rules=tuple(host for host, asked in by_host.items() if asked[0].path != ROBOTS),
        most_at_once=max((one.at_once for one in log), default=0),
        least_gap_s=_least_gap(asked for host, asked in by_host.items() if host not in slow),
        least_pause_s=_least_gap(asked for host, asked in by_host.items() if host in slow),
    )


def _least_gap(hosts: Iterable[Sequence[Asked]]) -> float | None:
    """robots.txt itself is asked once, before anybody can know the pause."""
    gaps = [
        later.at - earlier.at
        for asked in hosts
        for earlier, later in pairwise([one for one in asked if one.path != ROBOTS])
    ]
    return round(min(gaps), 3) if gaps else None
