"""Whether the askers were polite, by the servers' own log."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from tests.internet import Asked, Site
from tests.internet.worlds import pausing

ROBOTS = "/robots.txt"
# Between a question and the log's line of it two processes must get their turn. On two cores that
# ten processes shared we saw up to 0.7 s; a pause that is not kept adds up to more.
LAG_S = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How requests followed each other, of hosts that are to be asked once in ``pause_s``."""

    pause_s: float
    least_gap_s: float | None  # between two requests to one host
    # The most that a host's requests, from any to any later one, came sooner than their pauses
    # allow. Those of one host that lag apart may do so once; pauses that are not kept add up.
    most_early_s: float | None

    @property
    def kept(self) -> bool:
        return self.most_early_s is None or self.most_early_s <= min(LAG_S, self.pause_s)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manners:
    """Of one round. What must not be is a list, so that it can be looked at."""

    forbidden: tuple[str, ...]  # addresses that robots.txt forbids and that were asked
    before_rules: tuple[str, ...]  # hosts that were asked something before their robots.txt
    most_at_once: int  # requests that one host was answering
    own: Pace  # of hosts that ask for no pause: the asker's own
    asked_for: Pace  # of those that ask for one

    def hold(self, at_once: int) -> bool:
        polite = not self.forbidden and not self.before_rules
        return polite and self.most_at_once <= at_once and self.own.kept and self.asked_for.kept


def manners(log: Sequence[Asked], sites: Iterable[Site], delay_s: float, pause_s: float) -> Manners:
    """Of the requests of one round, in order; pauses: the asker's own, and what hosts ask for."""
    by_host: dict[str, list[Asked]] = defaultdict(list)
    for one in log:
        by_host[one.host].append(one)
    rules = {site.host: site.robots for site in sites}
    slow = {host for host, text in rules.items() if text == pausing(pause_s)}
    return Manners(
        forbidden=tuple(
            f"{one.host}{one.path}"
            for one in log
            if rules[one.host] is not None and one.path.startswith("/private/")
        ),
        before_rules=tuple(host for host, asked in by_host.items() if asked[0].path != ROBOTS),
        most_at_once=max((one.at_once for one in log), default=0),
        own=_pace(delay_s, (asked for host, asked in by_host.items() if host not in slow)),
        asked_for=_pace(pause_s, (asked for host, asked in by_host.items() if host in slow)),
    )


def _pace(pause_s: float, hosts: Iterable[Sequence[Asked]]) -> Pace:
    """robots.txt itself is asked before anybody can know the pause."""
    times = [[one.at for one in asked if one.path != ROBOTS] for asked in hosts]
    gaps = [later - earlier for one in times for earlier, later in pairwise(one)]
    early = [
        (last - first) * pause_s - (one[last] - one[first])
        for one in times
        for first, last in combinations(range(len(one)), 2)
    ]
    most_early = max(early, default=None)
    return Pace(
        pause_s=pause_s,
        least_gap_s=round(min(gaps), 3) if gaps else None,
        most_early_s=None if most_early is None else round(max(0.0, most_early), 3),
    )
