"""What reports claim: of nothing that changed, and of a rise among tests of what did not.

    python -m bench.reports.claims [--out bench/results/report-claims.json]

Quiet: two weeks drawn from the same rates of everything, through the whole ``build``; how many
reports say "up" or "down" of anything, beside how many would by each test alone.
Rise: the same with one issue told 30 % more, of some 600 voices; how many reports say that it rose.
Power: one count of twenty rises by 30 %; how often that is claimed, by the size it rises from.
Words: of a rise by half, how often it was found beside the power that the report states.
Choice: Benjamini-Hochberg beside Holm where one, five and ten of twenty rise.
Fails where more than 6.5 % of quiet reports claim a change, or power at 600 is below 0.9.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from scipy import stats

from bench.measure import write
from voc.insight.change import compare, share_interval
from voc.report import claims
from voc.report.build import build
from voc.report.cards import issue_movements
from voc.report.claims import LEVEL, family, raw_p, worded
from voc.report.material import Material
from voc.report.movement import movement
from voc.report.periods import parse_period, previous
from voc.report.sections import SECTIONS
from voc.types.feedback import FeedbackId, FeedbackKind
from voc.types.issue import Issue, IssueId, IssueKind, IssueState
from voc.types.opinion import SentimentLabel, Severity
from voc.types.report import (
    Cadence,
    FeedbackFact,
    Figure,
    IssueCard,
    IssueVoice,
    Movement,
    Note,
    Report,
)

ZONE = ZoneInfo("Asia/Shanghai")
WEEK = parse_period(Cadence.WEEKLY, "2026-W44", ZONE)
DAYS = 7.0

MOST_FALSE, LEAST_POWER = 0.065, 0.9
TESTS, RISE, OF = 20, 1.3, 600
HALF = 1.5
CLOSE = 300  # half of what must be found: where corrections differ
SIZES = (50, 75, 100, 150, 200, 300, 400, 600, 800, 1000)
STATED_SIZES = (50, 100, 200, 400)
CHANGED = (1, 5, 10)

# A usual week: products by how much is said of them, and issues by their share of what is said of
# their product, from many voices down to a handful.
VOLUMES = (240.0, 150.0, 90.0, 60.0, 40.0, 20.0)
SHARES = (0.15, 0.1, 0.08, 0.06, 0.05, 0.04, 0.03, 0.02)
MEDIA = 25.0
RATINGS = (0.09, 0.05, 0.08, 0.2, 0.58)  # of one to five stars
SENTIMENTS = {
    SentimentLabel.POSITIVE: 0.66,
    SentimentLabel.NEUTRAL: 0.08,
    SentimentLabel.NEGATIVE: 0.18,
    SentimentLabel.MIXED: 0.08,
}
RATED, UNDATED, FLAGGED, CRITICAL = 0.8, 0.03, 0.1, 0.02
TEXT = "打开来和平时一样，没有什么特别要说的"

ISSUES = tuple(
    Issue(
        id=IssueId(f"{'DI'[number % 2]}{product * len(SHARES) + number}"),
        kind=(IssueKind.DEFECT, IssueKind.IDEA)[number % 2],
        state=IssueState.OPEN,
        product=f"P{product}",
        topic="taste",
        terms=(f"{product}-{number}",),
        title=None,
        pinned=False,
        merged_into=None,
    )
    for product in range(len(VOLUMES))
    for number in range(len(SHARES))
)

Rng = np.random.Generator
Flags = npt.NDArray[np.bool_]
Counts = npt.NDArray[np.int64]


# --- weeks in which nothing changes ---


def drawn(rng: Rng, *, busy: float = 1.0, rise: float = 1.0) -> Material:
    """Two weeks of the same rates, ``busy`` times the usual; but the first issue ``rise``s."""
    facts: list[FeedbackFact] = []
    voices: list[IssueVoice] = []
    for start in (previous(WEEK).start, WEEK.start):
        for product, volume in enumerate(VOLUMES):
            count = int(rng.poisson(volume * busy))
            told = _facts(rng, count, len(facts), start, f"P{product}")
            facts += told
            for issue, usual in zip(_issues_of(product), SHARES, strict=True):
                rises = issue is ISSUES[0] and start == WEEK.start
                chosen = rng.random(count) < usual * (rise if rises else 1.0)
                voices += [_voice(issue, told[n]) for n in np.flatnonzero(chosen)]
        media = _facts(rng, int(rng.poisson(MEDIA)), len(facts), start, "P0")
        facts += [replace(one, kind=FeedbackKind.MEDIA, rating=None) for one in media]
    order = {issue.id: number for number, issue in enumerate(ISSUES)}
    return Material(
        period=WEEK,
        previous=previous(WEEK),
        reaches=WEEK.end,
        facts=tuple(facts),
        opinions=(),
        readings=(),
        issues={issue.id: issue for issue in ISSUES},
        voices=tuple(sorted(voices, key=lambda voice: order[voice.issue_id])),
        shipments=(),
        appearances=(),
        texts={fact.id: TEXT for fact in facts},
    )


def _issues_of(product: int) -> Sequence[Issue]:
    return ISSUES[product * len(SHARES) : (product + 1) * len(SHARES)]


def _facts(rng: Rng, count: int, first: int, start: datetime, product: str) -> list[FeedbackFact]:
    labels = list(SENTIMENTS)
    feelings = rng.choice(len(labels), count, p=list(SENTIMENTS.values()))
    stars = rng.choice(5, count, p=RATINGS) + 1
    rated, dated, flagged, critical = (
        rng.random(count) < share for share in (RATED, 1 - UNDATED, FLAGGED, CRITICAL)
    )
    minutes = rng.integers(0, 7 * 24 * 60, count)
    return [
        FeedbackFact(
            id=FeedbackId(f"f{first + n:06}"),
            seq=first + n,
            channel="tmall",
            kind=FeedbackKind.REVIEW,
            product=product,
            counted_at=start + timedelta(minutes=int(minutes[n])),
            dated=bool(dated[n]),
            rating=float(stars[n]) if rated[n] else None,
            sentiment=labels[feelings[n]],
            severity=Severity.CRITICAL if critical[n] else Severity.NONE,
            severity_confidence=0.9,
            flagged=bool(flagged[n]),
            recipe_id="simulated",
        )
        for n in range(count)
    ]


def _voice(issue: Issue, fact: FeedbackFact) -> IssueVoice:
    return IssueVoice(
        issue_id=issue.id,
        rank=fact.seq,
        start=0,
        end=len(TEXT),
        text=TEXT,
        lot=None,
        severity=Severity.MINOR,
        stale=False,
        fact=fact,
    )


def claimed(report: Report) -> list[str]:
    """What ``report`` says moved, its sentences too."""
    blocks = [block for section in report.sections for block in section.blocks]
    moved = [b for b in blocks if isinstance(b, Figure | IssueCard)]
    names: list[str] = [
        block.key if isinstance(block, Figure) else block.issue_id
        for block in moved
        if block.movement.direction in {"up", "down"}
    ]
    notes = [block.key for block in blocks if isinstance(block, Note)]
    return names + [key for key in notes if key.endswith(("_up", "_down"))]


def quiet_reports(reports: int, seed: int) -> dict[str, Any]:
    false, alone, tests = 0, 0, []
    for number in range(reports):
        made = drawn(np.random.default_rng([seed, number]))
        found = raw_p([section(made) for section in SECTIONS], issue_movements(made))
        tests.append(len(found))
        alone += min(found) < LEVEL
        false += bool(claimed(build(made, ZONE.key, None)))
    return {
        "tests a report": [min(tests), max(tests)],
        "by each test alone": share(alone, reports),
        "claiming": share(false, reports),
    }


def rising_reports(reports: int, seed: int) -> dict[str, Any]:
    """Weeks so busy that the issue has the voices wanted."""
    busy = OF / (VOLUMES[0] * SHARES[0] * (1 - FLAGGED) * (1 - UNDATED))
    found, voices, tests = 0, [], []
    for number in range(reports):
        made = drawn(np.random.default_rng([seed, number]), busy=busy, rise=RISE)
        report = build(made, ZONE.key, None)
        tests.append(len(raw_p([section(made) for section in SECTIONS], issue_movements(made))))
        (card,) = (card for card in cards(report) if card.issue_id == ISSUES[0].id)
        voices.append(card.previous)
        found += card.movement.direction == "up"
    return {
        "tests a report": [min(tests), max(tests)],
        "voices before": round(float(np.mean(voices)), 1),
        "found": share(found, reports),
    }


def cards(report: Report) -> list[IssueCard]:
    blocks = [block for section in report.sections for block in section.blocks]
    return [block for block in blocks if isinstance(block, IssueCard)]


# --- a rise among tests of what did not change ---


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """Counts of two weeks."""

    now: Counts
    before: Counts

    @property
    def p(self) -> list[float]:
        """As compare gives it for weeks of equal length: twice the smaller tail."""
        events = self.now + self.before
        tail = stats.binom.cdf(np.minimum(self.now, self.before), events, 0.5)
        return [float(p) for p in np.minimum(1, 2 * tail)]

    def movement(self, number: int) -> Movement:
        return movement(compare(int(self.now[number]), DAYS, int(self.before[number]), DAYS))


def trial(trials: int, seed: int, size: int, changed: int, rise: float = RISE) -> Iterator[Trial]:
    factors = np.where(np.arange(TESTS) < changed, rise, 1.0)
    for n in range(trials):
        rng = np.random.default_rng([seed, size, changed, n])
        yield Trial(now=rng.poisson(size * factors), before=rng.poisson(size, TESTS))


def up(found: Trial) -> bool:
    """Whether the first is said to rise among all."""
    moved = found.movement(0)
    others = found.p[1:]
    return worded(moved, family([moved.p or 0.0, *others])).direction == "up"


def power(trials: int, seed: int, sizes: Sequence[int]) -> dict[str, Any]:
    return {
        str(size): share(sum(up(found) for found in trial(trials, seed, size, 1)), trials)
        for size in sizes
    }


def stated(trials: int, seed: int, size: int) -> dict[str, Any]:
    """A rise by half: how often found, and the mean power told of its neighbour, which is quiet."""
    found, powers = 0, []
    for pair in trial(trials, seed, size, 1, HALF):
        found += up(pair)
        powers.append(claims.power(pair.movement(1), LEVEL / TESTS) or 0.0)
    return {"found": share(found, trials), "stated": round(float(np.mean(powers)), 3)}


def choice(trials: int, seed: int, changed: int) -> dict[str, Any]:
    rows = [found.p for found in trial(trials, seed, CLOSE, changed)]
    told = {
        "Benjamini-Hochberg": np.array([_step_up(row) for row in rows]),
        "Holm": np.array([_holm(np.array(row)) for row in rows]),
    }
    return {name: _rates(flags, changed) for name, flags in told.items()}


def _step_up(row: Sequence[float]) -> Flags:
    judged = family(row)
    return np.array([judged.corrected[p] < LEVEL for p in row])


def _holm(row: npt.NDArray[np.float64]) -> Flags:
    order = np.argsort(row)
    adjusted = np.maximum.accumulate(row[order] * (len(row) - np.arange(len(row))))
    told = np.zeros(len(row), bool)
    told[order] = adjusted < LEVEL
    return told


def _rates(told: Flags, changed: int) -> dict[str, float]:
    false, right = told[:, changed:], told[:, :changed]
    return {
        "power": round(float(right.mean()), 4),
        "wrong among claims": round(float(false.sum() / max(1, told.sum())), 4),
        "reports with a wrong claim": round(float(false.any(axis=1).mean()), 4),
    }


def share(count: int, whole: int) -> dict[str, Any]:
    low, high = share_interval(count, whole)
    return {
        "of": whole,
        "share": round(count / whole, 4),
        "interval": [round(low, 4), round(high, 4)],
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=1000)
    parser.add_argument("--trials", type=int, default=2000)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    trials, seed = arguments.trials, arguments.seed
    sizes = sorted({*arguments.sizes, OF})
    found: dict[str, Any] = {
        "seed": seed,
        "quiet": quiet_reports(arguments.reports, seed),
        "rise": rising_reports(max(1, arguments.reports // 10), seed),
        "power": power(trials, seed, sizes),
        "words": {str(size): stated(trials, seed, size) for size in STATED_SIZES},
        "choice": {str(changed): choice(trials, seed, changed) for changed in CHANGED},
    }
    claiming, at = found["quiet"]["claiming"]["share"], found["power"][str(OF)]["share"]
    found["holds"] = claiming <= MOST_FALSE and at >= LEAST_POWER
    write(arguments.out, found)
    return 0 if found["holds"] else 1


if __name__ == "__main__":
    sys.exit(main())
