"""A seeded market: products, weeks of believable volume, lots, people who write.

Pure: what is drawn hangs on the arguments and ``rng`` alone.
"""

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random

import numpy as np
import numpy.typing as npt

Shares = npt.NDArray[np.float64]  # (days,), adding up to 1

# Monday to Sunday: people write about what they bought at weekends, on Sunday evening and Monday.
WEEKDAYS = (1.1, 1.0, 0.95, 0.9, 0.95, 1.15, 1.2)
# By hour from midnight: little at night, most after supper.
HOURS = (2, 1, 1, 0, 0, 1, 2, 3, 4, 5, 5, 6, 7, 6, 5, 5, 5, 5, 6, 8, 10, 10, 8, 5)
CHANNELS = (("tmall", 45), ("jd", 25), ("pdd", 12), ("xiaohongshu", 10), ("weibo", 8))
REGIONS = (("华东", 34), ("华南", 22), ("华北", 18), ("西南", 14), ("华中", 12))
PLANTS = ("一厂", "二厂", "三厂")

# Of feedback: how much carries its lot (order systems know it, posts do not), how much an author,
# and how often one has written before.
LOT_KNOWN = 0.7
AUTHOR_KNOWN = 0.95
AUTHOR_AGAIN = 0.06
# Days from production to feedback: shipped, sold, eaten, written about.
LEAST_AGE, MEAN_AGE = 10, 24.0
WEEK = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    name: str
    line: str  # products of one line share texts, promotions and a count of false alarms
    sku: str
    has_lots: bool = True  # a dish has none
    growth: float = 1.0  # volume of the last day over that of the first


@dataclass(frozen=True, slots=True, kw_only=True)
class Promotion:
    """Days on which a line sells, and is written about, ``factor`` times as much."""

    line: str
    first: int  # day of the calendar
    days: int
    factor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Calendar:
    start: date  # a Monday
    weeks: int
    promotions: tuple[Promotion, ...] = ()

    @property
    def days(self) -> int:
        return self.weeks * WEEK

    def shares(self, product: Product) -> Shares:
        """What of a product's feedback is written on each day."""
        days = np.arange(self.days)
        rates = np.array(WEEKDAYS)[days % WEEK] * product.growth ** (days / max(1, self.days - 1))
        for promotion in self.promotions:
            if promotion.line == product.line:
                rates[promotion.first : promotion.first + promotion.days] *= promotion.factor
        shares: Shares = rates / rates.sum()
        return shares

    def day(self, number: int) -> date:
        return self.start + timedelta(days=number)


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One row of a file to import."""

    id: str
    text: str
    product: Product
    channel: str
    posted_at: datetime  # aware
    region: str
    rating: int | None
    author: str | None
    lot: str | None
    produced_on: date | None

    def row(self) -> dict[str, str | int]:
        """As `voc import` reads it; what is unknown is left out."""
        made = self.produced_on
        row: dict[str, str | int | None] = {
            "id": self.id, "text": self.text, "product": self.product.name,
            "sku": self.product.sku, "channel": self.channel, "region": self.region,
            "posted_at": self.posted_at.isoformat(), "rating": self.rating, "author": self.author,
            "lot": self.lot, "produced_on": made.isoformat() if made else None,
        }  # fmt: skip
        return {name: value for name, value in row.items() if value is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What somebody writes, before it has a place in the market."""

    text: str
    rating: int | None


def moment(day: date, rng: Random) -> datetime:
    """Some time of ``day``, in UTC."""
    hour = rng.choices(range(24), HOURS)[0]
    return datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), UTC)


def laid_out(
    texts: Sequence[Written], product: Product, calendar: Calendar, name: str, rng: Random
) -> Iterator[Review]:
    """Each of ``texts`` on a day drawn by the calendar's shares, told apart by ``name``."""
    shares = np.cumsum(calendar.shares(product))
    for number, written in enumerate(texts):
        day = calendar.day(min(bisect(shares, rng.random()), calendar.days - 1))
        yield review(f"{name}-{number}", written, product, moment(day, rng), rng)


def review(
    id_: str, written: Written, product: Product, posted_at: datetime, rng: Random
) -> Review:
    """``written`` about ``product`` by somebody somewhere, of a lot old enough."""
    made = produced(posted_at.date(), rng)
    found = Review(
        id=id_,
        text=written.text,
        product=product,
        channel=_drawn(CHANNELS, rng),
        posted_at=posted_at,
        region=_drawn(REGIONS, rng),
        rating=written.rating,
        author=author(id_, rng),
        lot=None,
        produced_on=None,
    )
    known = product.has_lots and rng.random() < LOT_KNOWN
    return of_lot(found, made) if known else found


def of_lot(found: Review, made: date) -> Review:
    return replace(found, lot=lot(found.product, made), produced_on=made)


def produced(day: date, rng: Random) -> date:
    """Of what is written about on ``day``, the Monday of the week it was produced in."""
    bought = day - timedelta(days=LEAST_AGE + round(rng.expovariate(1 / MEAN_AGE)))
    return bought - timedelta(days=bought.weekday())


def lot(product: Product, made: date) -> str:
    return f"{product.sku}{made:%Y%m%d}A"


def author(id_: str, rng: Random) -> str | None:
    """Somebody new most times, now and then one of a few hundred who write often, or unknown."""
    if rng.random() >= AUTHOR_KNOWN:
        return None
    return f"often {rng.randrange(300)}" if rng.random() < AUTHOR_AGAIN else f"by {id_}"


def shipments(product: Product, calendar: Calendar, rng: Random) -> Iterator[dict[str, str | int]]:
    """One row a lot and region, of every week a review may go back to; plants take turns."""
    ahead = LEAST_AGE + round(6 * MEAN_AGE)
    first = calendar.start - timedelta(days=ahead - ahead % WEEK)
    for week in range((calendar.days + ahead) // WEEK):
        made = first + timedelta(days=week * WEEK)
        units = rng.randrange(1_600, 2_400)
        for region, weight in REGIONS:
            yield {
                "product": product.name, "sku": product.sku, "lot": lot(product, made),
                "produced_on": made.isoformat(), "plant": PLANTS[week % len(PLANTS)],
                "shipped_on": (made + timedelta(days=3)).isoformat(),
                "quantity": units * weight // 100, "region": region,
            }  # fmt: skip


def _drawn(weighted: tuple[tuple[str, int], ...], rng: Random) -> str:
    weights = list(accumulate(weight for _, weight in weighted))
    return weighted[bisect(weights, rng.random() * weights[-1])][0]
