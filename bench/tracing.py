"""How often tracing names the right lot, and how often an innocent one, in a made-up market.

    python bench/tracing.py --incidents 40 --out bench/results/tracing.json

One product, a lot a week, written about some 10 days after its making and later, exponentially; a
promotion; ordinary reviews of which some carry their lot; a defect that is always told of now and
then. Into this one incident of 8 to 60 reports is planted, sudden or creeping, of one lot or of
none. Judged by the Monday after the eighth report, and by the Monday after the last one.
"""

import argparse
import json
import math
import random
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from voc.insight.change import share_interval
from voc.insight.tracing.suspects import trace
from voc.insight.tracing.weeks import monday_of
from voc.types.feedback import FeedbackId, Shipment
from voc.types.issue import IssueId
from voc.types.tracing import Crowd, Factor, Item, Suspect, Teller, Week

PRODUCT = "made-up"
START = date(2026, 1, 5)  # a Monday
WEEKS = 26
CHANNELS = {"tmall": 45, "jd": 25, "pdd": 12, "xhs": 10, "weibo": 8}
REGIONS = {"east": 34, "south": 22, "north": 18, "west": 14, "middle": 12}
PLANTS = 3  # weeks take turns
LEAST_AGE, MEAN_AGE = 10, 24.0  # days from making to feedback
PROMOTION = range(100, 107)  # days of three times as much
UNHAPPY = 0.2  # of ordinary reviews
LOOK_BACK = timedelta(weeks=26)


@dataclass(frozen=True, slots=True, kw_only=True)
class Market:
    name: str
    volume: float  # ordinary reviews a week
    chronic: float  # reports of the defect a week, whatever the lot
    known: float  # share of reviews with a lot
    told: float  # … of reports of a bad lot
    shipments: bool = False  # given, and no ordinary review carries its lot


MARKETS = (
    Market(name="small", volume=20, chronic=0.2, known=0.5, told=0.85),
    Market(name="usual", volume=60, chronic=0.5, known=0.5, told=0.85),
    Market(name="large", volume=150, chronic=1, known=0.7, told=0.85),
    Market(name="half of reports without a lot", volume=60, chronic=0.5, known=0.5, told=0.5),
    Market(name="often told of anyway", volume=150, chronic=5, known=0.5, told=0.85),
    Market(name="shipments alone", volume=60, chronic=0.5, known=0.5, told=0.85, shipments=True),
)


@dataclass(frozen=True, slots=True)
class Row:
    day: int
    item: Item
    of_issue: bool
    unhappy: bool


class World:
    """Everything written about the product, and the incident in it."""

    def __init__(self, market: Market, seed: str, *, of_lot: bool) -> None:
        self.rng = random.Random(seed)
        self.market = market
        self.rows = [*self._usual(), *self._chronic()]
        size = self.rng.choice([8, 8, 10, 12, 15, 20, 30, 45, 60])
        begin = self.rng.randrange(40, WEEKS * 7 - 60)
        bad = monday_of(START + timedelta(begin - self.rng.randrange(12, 26)))
        self.lot = code(bad)
        self.days = [begin + int(day) for day in self._spread(size)]
        for day in self.days:
            made = bad if of_lot else None
            share = market.told if of_lot else market.known
            self.rows.append(Row(day, self._item(day, share, made), True, True))

    def _usual(self) -> list[Row]:
        known = 0.0 if self.market.shipments else self.market.known
        return [
            Row(day, self._item(day, known), False, self.rng.random() < UNHAPPY)
            for day in self._days(self.market.volume)
        ]

    def _chronic(self) -> list[Row]:
        return [
            Row(day, self._item(day, self.market.known), True, True)
            for day in self._days(self.market.chronic)
        ]

    def _days(self, weekly: float) -> list[int]:
        rates = [weekly / 7 * (3 if day in PROMOTION else 1) for day in range(WEEKS * 7)]
        count = round(self.rng.gauss(sum(rates), math.sqrt(sum(rates))))
        return self.rng.choices(range(WEEKS * 7), rates, k=max(0, count))

    def _spread(self, size: int) -> list[float]:
        if self.rng.random() < 0.5:
            length = min(14.0, 4 + size / 4)
            return sorted(self.rng.uniform(0, length) for _ in range(size))
        length = self.rng.uniform(21, min(56, 28 + size))
        return sorted(length * math.sqrt(self.rng.random()) for _ in range(size))

    def _item(self, day: int, known: float, made: date | None = None) -> Item:
        age = LEAST_AGE + round(self.rng.expovariate(1 / MEAN_AGE))
        made = made or monday_of(START + timedelta(day - age))
        told = self.rng.random() < known
        return Item(
            product=PRODUCT,
            channel=drawn(CHANNELS, self.rng),
            lot=code(made) if told else None,
            produced_on=made if told else None,
            region=drawn(REGIONS, self.rng),
        )

    def accused(self, day: int) -> Suspect | None:
        """The lot that is the first suspect on the Monday after ``day``."""
        now = monday_of(START + timedelta(day)) + timedelta(weeks=1)
        since = monday_of(now - LOOK_BACK)
        rows = [row for row in self.rows if since <= START + timedelta(row.day) < now]
        told = [teller(n, row) for n, row in enumerate(rows) if row.of_issue]
        found = trace(IssueId("D1"), told, crowds(rows), self._shipped(), since=since)
        first = found.suspects[0] if found.suspects else None
        return first if first and first.factor is Factor.LOT else None

    def _shipped(self) -> Sequence[Shipment]:
        if not self.market.shipments:
            return ()
        first = START - timedelta(weeks=26)
        made = [first + timedelta(weeks=week) for week in range(WEEKS + 26)]
        return [
            Shipment(
                product=PRODUCT, lot=code(day), quantity=2_000, produced_on=day,
                plant=str(number % PLANTS), shipped_on=day + timedelta(3),
            )
            for number, day in enumerate(made)
        ]  # fmt: skip


def code(made: date) -> str:
    return f"L{made:%Y%m%d}"


def drawn(weights: dict[str, int], rng: random.Random) -> str:
    return rng.choices(list(weights), list(weights.values()))[0]


def teller(number: int, row: Row) -> Teller:
    return Teller(
        feedback_id=FeedbackId(str(number)),
        person=str(number),
        posted_at=datetime.combine(START + timedelta(row.day), time(12), UTC),
        unhappy=row.unhappy,
        item=row.item,
    )


def crowds(rows: Sequence[Row]) -> dict[Week, list[Crowd]]:
    counted: dict[Week, Counter[tuple[Item, bool]]] = defaultdict(Counter)
    for row in rows:
        week = (PRODUCT, START + timedelta(row.day // 7 * 7))
        counted[week][row.item, row.unhappy] += 1
    return {
        week: [Crowd(item=item, unhappy=cross, people=n) for (item, cross), n in found.items()]
        for week, found in counted.items()
    }


def measured(market: Market, incidents: int, seeds: str) -> dict[str, object]:
    """Shares, each as [count, of, low, high] with Wilson's 95 % interval."""
    hits: Counter[str] = Counter()
    for number in range(incidents):
        bad = World(market, f"{seeds} {market.name} lot {number}", of_lot=True)
        none = World(market, f"{seeds} {market.name} none {number}", of_lot=False)
        for when, place in (("after the eighth report", 7), ("after the last report", -1)):
            right = bad.accused(bad.days[place])
            hits[f"lot first, {when}"] += right is not None and right.value == bad.lot
            hits[f"lot accused without one, {when}"] += none.accused(none.days[place]) is not None
    return {
        name: [count, incidents, *(round(x, 3) for x in share_interval(count, incidents))]
        for name, count in sorted(hits.items())
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--incidents", type=int, default=40, help="of each sort, in each market")
    parser.add_argument("--seeds", default="scored", help='"tuned" are those levels were set on')
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    result = {market.name: measured(market, options.incidents, options.seeds) for market in MARKETS}
    written = json.dumps({"seeds": options.seeds, "markets": result}, indent=1) + "\n"
    if options.out:
        options.out.write_text(written, encoding="utf-8")
    print(written)


if __name__ == "__main__":
    main()
