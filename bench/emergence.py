"""How soon growth is raised, and how often nothing is: insight.signals.emergence on a simulation.

A world is six product lines over 30 weeks, scanned at the end of each. A line has 60 to 400 reviews
in a usual week; in one week of ten a promotion brings three times as many of everything, in one of
twenty praise alone. Each line has 40 issues that nobody planted, told at 0.02 to 8 per cent of its
reviews; a third of them by weeks of their own (gamma, variance 0.1 of the squared mean), half of
these with a season beside. An issue stands in the ledger once three people told of it.

Three incidents a line are planted, of 3 to 60 reports, half of them over ten days and half creeping
over eight weeks; two in three tell something unheard, the others what an issue tells already. Of
five reports the reader hears four: what is not heard is not counted, but an incident's size is.

    python bench/emergence.py --seeds 100-139 --out bench/results/emergence.json

Seeds below 100 are those the constants of voc.insight.signals.emergence were chosen on.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voc.insight.change import share_interval
from voc.insight.signals.emergence import WEEKS, judge
from voc.types.issue import IssueId
from voc.types.signal import Grounds, Signal, SignalState, Tellers, Volume

LINES, LENGTH, ISSUES, INCIDENTS = 6, 30, 40, 3
HEARD = 0.8
SUDDEN_DAYS, CREEPING_DAYS = 10, 56
FIRST_DAY, LAST_DAY = 42, 182  # incidents begin after six weeks
FOUNDING = 3
START = datetime(2026, 1, 5, tzinfo=UTC)
UP = {SignalState.NEW, SignalState.RISING}
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    issue: int
    days: tuple[int, ...]  # of its reports, heard or not
    creeping: bool

    def scan_of(self, report: int) -> int:
        """The first scan after that report, from 1 on."""
        return self.days[report - 1] // 7 + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    volumes: Counts  # (lines, weeks)
    people: Counts  # (issues, weeks)
    line: Counts  # of each issue
    incidents: tuple[Incident, ...]


def world(rng: np.random.Generator) -> World:
    promotion = np.where(rng.random((LINES, LENGTH)) < 0.1, 3.0, 1.0)
    usual = np.exp(rng.uniform(np.log(60), np.log(400), LINES))[:, None] * promotion
    praise = np.where(rng.random((LINES, LENGTH)) < 0.05, 2.0, 0.0) * usual
    line = np.repeat(np.arange(LINES), ISSUES)
    share = np.exp(rng.uniform(np.log(0.0002), np.log(0.08), len(line)))[:, None]
    people = rng.poisson(usual[line] * share * _own_weeks(rng, len(line)))
    planted = [_incident(rng, line, i) for i in np.repeat(np.arange(LINES), INCIDENTS)]
    fresh = sum(incident is None for _, incident in planted)
    people = np.vstack([people, np.zeros((fresh, LENGTH), np.int64)])
    line = np.concatenate([line, [i for i, known in planted if known is None]]).astype(np.int64)
    free = iter(range(LINES * ISSUES, len(line)))
    incidents = tuple(
        _told(rng, people, next(free) if known is None else known) for _, known in planted
    )
    return World(volumes=rng.poisson(usual + praise), people=people, line=line, incidents=incidents)


def _own_weeks(rng: np.random.Generator, issues: int) -> npt.NDArray[np.float64]:
    """How much more or less of each issue there is in each week, 1 on average."""
    bursting = rng.random((issues, 1)) < 1 / 3
    seasonal = bursting & (rng.random((issues, 1)) < 1 / 2)
    phase = rng.uniform(0, 2 * np.pi, (issues, 1))
    season = 1 + 0.5 * np.sin(2 * np.pi * np.arange(LENGTH) / 52 + phase)
    bursts = rng.gamma(1 / 0.1, 0.1, (issues, LENGTH))
    weeks: npt.NDArray[np.float64] = np.where(bursting, bursts, 1) * np.where(seasonal, season, 1)
    return weeks


def _incident(rng: np.random.Generator, line: Counts, of: int) -> tuple[int, int | None]:
    """Its line, and the issue that told of it before."""
    known = int(rng.choice(np.flatnonzero(line == of))) if rng.random() < 1 / 3 else None
    return int(of), known


def _told(rng: np.random.Generator, people: Counts, issue: int) -> Incident:
    """Adds what is heard of it to ``people``."""
    size = round(float(np.exp(rng.uniform(np.log(3), np.log(60)))))
    creeping = bool(rng.random() < 1 / 2)
    length = CREEPING_DAYS if creeping else SUDDEN_DAYS
    start = rng.integers(FIRST_DAY, LAST_DAY - length)
    # Square roots lie late: ever more a week.
    places = np.sqrt(rng.random(size)) if creeping else rng.random(size)
    days = np.sort(start + (places * length).astype(np.int64))
    np.add.at(people[issue], days[rng.random(size) < HEARD] // 7, 1)
    return Incident(issue=issue, days=tuple(days.tolist()), creeping=creeping)


def scans(made: World) -> Iterator[tuple[Signal, ...]]:
    """What each weekly scan says."""
    before: tuple[Signal, ...] = ()
    for scan in range(1, LENGTH + 1):
        before = judge(_grounds(made, scan, before), START + timedelta(weeks=scan))
        yield before


def _grounds(made: World, scan: int, before: tuple[Signal, ...]) -> Grounds:
    listed = np.flatnonzero(made.people[:, :scan].sum(axis=1) >= FOUNDING)
    return Grounds(
        issues=tuple(IssueId(f"D{i}") for i in listed),
        tellers=tuple(_tellers(made, int(i), scan) for i in listed),
        volumes=tuple(
            Volume(product=str(i), channel=None, region=None, weeks=_newest_first(weeks[:scan]))
            for i, weeks in enumerate(made.volumes)
        ),
        sold=(),
        dangers=(),
        before=before,
    )


def _tellers(made: World, issue: int, scan: int) -> Tellers:
    people = made.people[issue, :scan]
    return Tellers(
        issue_id=IssueId(f"D{issue}"),
        product=str(made.line[issue]),
        channel=None,
        region=None,
        first=START + timedelta(weeks=int(np.flatnonzero(people)[0])),
        weeks=_newest_first(people),
    )


def _newest_first(weeks: Counts) -> tuple[int, ...]:
    newest = weeks[::-1][:WEEKS]
    return tuple(np.pad(newest, (0, WEEKS - len(newest))).tolist())


@dataclass(slots=True)
class Score:
    """Over worlds: found and all, by size class; alarms nobody planted."""

    found: dict[str, list[bool]]
    false: int = 0
    line_quarters: float = 0.0

    def add(self, made: World) -> None:
        judged = list(scans(made))
        raised = [{s.issue_id for s in signals if s.raised} for signals in judged]
        up = [{s.issue_id for s in signals if s.state in UP} for signals in judged]
        for incident in made.incidents:
            self._look(incident, raised, up)
        planted = {IssueId(f"D{incident.issue}") for incident in made.incidents}
        self.false += sum(len(issues - planted) for issues in raised)
        self.line_quarters += LINES * LENGTH / 13

    def _look(self, incident: Incident, raised: list[set[IssueId]], up: list[set[IssueId]]) -> None:
        """Large ones by the scan after the eighth report, small ones by that after the last."""
        size, issue = len(incident.days), IssueId(f"D{incident.issue}")
        begun, by = incident.scan_of(1), incident.scan_of(min(size, 8))
        found = any(issue in raised[scan - 1] for scan in range(begun, by + 1))
        standing = begun > 1 and issue in up[begun - 2]  # told of already, for whatever reason
        kind = "creeping" if incident.creeping else "sudden"
        sizes = "3" if size < 4 else "4-7" if size < 8 else "8+"
        for name in (sizes, f"{sizes} {kind}"):
            self.found.setdefault(name, []).append(found or standing)


def measure(seeds: range) -> dict[str, object]:
    score = Score({})
    for seed in seeds:
        score.add(world(np.random.default_rng(seed)))
    return {
        "seeds": f"{seeds.start}-{seeds.stop - 1}",
        "found": {
            name: {
                "of": len(told),
                "share": sum(told) / len(told),
                "interval": share_interval(sum(told), len(told)),
            }
            for name, told in sorted(score.found.items())
        },
        "false_alarms": score.false,
        "line_quarters": round(score.line_quarters, 1),
        "false_alarms_a_line_and_quarter": round(score.false / score.line_quarters, 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", default="0-19", help="first-last")
    parser.add_argument("--out", type=Path)
    arguments = parser.parse_args()
    first, last = map(int, arguments.seeds.split("-"))
    told = json.dumps(measure(range(first, last + 1)), indent=1)
    print(told)
    if arguments.out:
        arguments.out.write_text(told + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
