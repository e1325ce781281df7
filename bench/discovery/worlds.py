"""One seed's market: real reviews laid out over weeks, incidents and harmless bursts planted."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from bench.discovery.sources import Line, Sources
from voc.evaluation.alarms import Truth
from voc.evaluation.incidents import Burst, Harmless, Incident, Report, Shape, days
from voc.evaluation.market import (
    WEEK,
    Calendar,
    Product,
    Promotion,
    Review,
    Written,
    laid_out,
    lot,
    moment,
    of_lot,
    review,
    shipments,
)
from voc.text.clauses import split

START = date(2026, 1, 5)  # a Monday
PRODUCTS = 3  # a line
BAD_SHARE = 0.2  # of a line's background; shop sets hold half, shops do not
LOT_YOUNG, LOT_OLD = 12, 26  # days from a bad lot's making to the first report of it
LOT_TOLD = 0.85  # of reports of a bad lot that carry it


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How much is laid out and planted."""

    weeks: int = 36
    quiet_weeks: int = 10  # nothing is planted before
    sizes: tuple[int, ...] = (
        60, 45, 32, 25, 20, 16, 14, 12, 11, 10, 9, 8, 8, 7, 6, 6, 5, 5, 4, 4, 3, 3,
    )  # fmt: skip
    with_lots: int = 9
    praise: int = 2  # bursts of each kind
    copies: int = 2
    angry: int = 1
    most_good: int = 1_200  # reviews a line, where it has so many


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    truth: Truth
    calendar: Calendar
    reviews: tuple[Review, ...]  # by time
    shipments: tuple[dict[str, str | int], ...]

    def week(self, number: int) -> Iterator[Review]:
        first = self.calendar.day(number * WEEK)
        last = self.calendar.day((number + 1) * WEEK)
        return (one for one in self.reviews if first <= one.posted_at.date() < last)


class _Planting:
    """Takes each text once; what is left is background."""

    def __init__(self, sources: Sources, plan: Plan, seed: int) -> None:
        self.plan, self.seed = plan, seed
        self.rng = Random(seed)
        self.lines = {line.name: line for line in sources.lines}
        self.products = {
            line.name: [_product(at, line, number, self.rng) for number in range(PRODUCTS)]
            for at, line in enumerate(sources.lines)
        }
        self.calendar = Calendar(
            start=START, weeks=plan.weeks, promotions=_promotions(sources, plan, self.rng)
        )
        self.used: set[str] = set()
        self.planted: list[Review] = []
        self.kinds_of: dict[str, set[str]] = defaultdict(set)  # of a product: no kind twice

    def incidents(self) -> tuple[Incident, ...]:
        """Largest first, each of a kind that has texts enough left."""
        found = []
        lots_left = self.plan.with_lots
        for number, size in enumerate(sorted(self.plan.sizes, reverse=True)):
            line, kind = self._kind_for(size)
            texts = self._take(line.kinds[kind], size)
            left = len(self.plan.sizes) - number
            with_lot = line.has_lots and self.rng.random() < 1.6 * lots_left / left
            lots_left -= with_lot
            found.append(self._incident(f"i{number}", line, kind, texts, with_lot))
        return tuple(found)

    def _kind_for(self, size: int) -> tuple[Line, str]:
        """Any with enough texts; where there is none, the one that has most."""
        left = [
            (sum(text not in self.used for text in texts), line, kind)
            for line in self.lines.values()
            for kind, texts in line.kinds.items()
        ]
        enough = [(line, kind) for n, line, kind in left if n >= size]
        if not enough:
            most = max(left, key=lambda item: (item[0], item[1].name, item[2]))
            return most[1], most[2]
        lines = sorted({line.name for line, _ in enough})
        chosen = self.rng.choice(lines)
        return self.rng.choice([(line, kind) for line, kind in enough if line.name == chosen])

    def _take(self, texts: Sequence[str], most: int) -> list[str]:
        free = [text for text in texts if text not in self.used]
        taken = self.rng.sample(free, min(most, len(free)))
        self.used.update(taken)
        return taken

    def _incident(
        self, name: str, line: Line, kind: str, texts: Sequence[str], with_lot: bool
    ) -> Incident:
        free = [p for p in self.products[line.name] if kind not in self.kinds_of[p.name]]
        product = self.rng.choice(free or self.products[line.name])
        self.kinds_of[product.name].add(kind)
        shape = self.rng.choice(list(Shape))
        offsets = days(len(texts), shape, self.rng)
        begin = self._begin(offsets[-1])
        made = _made(begin, self.rng) if with_lot else None
        planted = [
            self._about(
                f"{name}-{n}", Written(text=text, rating=2), product,
                begin + timedelta(days=offset), made,
            )
            for n, (text, offset) in enumerate(zip(texts, offsets, strict=True))
        ]  # fmt: skip
        return Incident(
            id=f"{self.seed}/{name}", kind=kind, line=line.name, product=product.name,
            shape=shape, lot=lot(product, made) if made else None,
            reports=self._reports(planted),
        )  # fmt: skip

    def _begin(self, length: float) -> date:
        last = self.plan.weeks * WEEK - int(length) - 2 * WEEK
        return self.calendar.day(self.rng.randrange(self.plan.quiet_weeks * WEEK, last))

    def _about(
        self, name: str, written: Written, product: Product, day: date, made: date | None
    ) -> Review:
        found = review(
            f"{self.seed}/{name}", written, product, moment(day, self.rng), self.rng
        )  # fmt: skip
        if made is None:
            return found
        told = self.rng.random() < LOT_TOLD
        return of_lot(found, made) if told else replace(found, lot=None, produced_on=None)

    def _reports(self, planted: Sequence[Review]) -> tuple[Report, ...]:
        self.planted += planted
        ordered = sorted(planted, key=lambda one: (one.posted_at, one.id))
        return tuple(Report(id=one.id, posted_at=one.posted_at) for one in ordered)

    def bursts(self) -> tuple[Burst, ...]:
        plan = self.plan
        kinds = (
            [Harmless.PRAISE] * plan.praise
            + [Harmless.COPIES] * plan.copies
            + [Harmless.ANGRY] * plan.angry
        )
        return tuple(self._burst(f"b{number}", kind) for number, kind in enumerate(kinds))

    def _burst(self, name: str, harmless: Harmless) -> Burst:
        line = self.lines[self.rng.choice(sorted(self.lines))]
        product = self.rng.choice(self.products[line.name])
        texts = {Harmless.PRAISE: self._praise, Harmless.COPIES: self._copies,
                 Harmless.ANGRY: self._tirade}[harmless](line)  # fmt: skip
        rating = 5 if harmless is Harmless.PRAISE else 1
        begin = self._begin(10)
        angry = f"angry {self.seed} {name}" if harmless is Harmless.ANGRY else None
        planted = [
            self._about(f"{name}-{n}", Written(text=text, rating=rating), product,
                        begin + timedelta(days=self.rng.uniform(0, 7)), None)
            for n, text in enumerate(texts)
        ]  # fmt: skip
        if angry:
            planted = [replace(one, author=angry) for one in planted]
        return Burst(
            id=f"{self.seed}/{name}", harmless=harmless, line=line.name, product=product.name,
            reports=self._reports(planted),
        )  # fmt: skip

    def _praise(self, line: Line) -> list[str]:
        return self._take([one.text for one in line.good], self.rng.randrange(25, 41))

    def _copies(self, line: Line) -> list[str]:
        """One complaint that many paste, some with a word before or behind it."""
        long = [one.text for one in line.bad if 25 <= len(one.text) <= 120]
        text = self._take(long or [one.text for one in line.bad], 1)[0]
        extra = ("", "", "", "！！", "气死", "大家看看", "转", "同感 ")
        return [
            f"{text}{self.rng.choice(extra)}" for _ in range(self.rng.randrange(12, 25))
        ]  # fmt: skip

    def _tirade(self, line: Line) -> list[str]:
        """Thirty posts of one person about one thing: pieces of ten complaints, put together."""
        of_kinds = [texts for texts in line.kinds.values() if len(texts) >= 5]
        pool = self.rng.choice(of_kinds) if of_kinds else [one.text for one in line.bad]
        basis = self._take(pool, 10) or self._take([one.text for one in line.bad], 10)
        pieces = [text[span.start : span.end] for text in basis for span in split(text)]
        return ["，".join(self.rng.sample(pieces, min(2, len(pieces)))) for _ in range(30)]

    def background(self) -> Iterator[Review]:
        """What no incident or burst took, spread over the line's products."""
        for line in self.lines.values():
            good = [one for one in line.good if one.text not in self.used]
            good = self.rng.sample(good, min(self.plan.most_good, len(good)))
            bad = [one for one in line.bad if one.text not in self.used]
            share = BAD_SHARE / (1 - BAD_SHARE)
            bad = self.rng.sample(bad, min(len(bad), round(share * len(good))))
            told = good + bad
            self.rng.shuffle(told)
            yield from self._spread(line, told)

    def _spread(self, line: Line, told: Sequence[Written]) -> Iterator[Review]:
        cuts = (0, len(told) // 2, len(told) * 5 // 6, len(told))  # best sellers come first
        for at, product in enumerate(self.products[line.name]):
            own = told[cuts[at] : cuts[at + 1]]
            name = f"{self.seed}/{product.sku}"
            yield from laid_out(own, product, self.calendar, name, self.rng)


def world(sources: Sources, seed: int, plan: Plan | None = None) -> World:
    """The same for the same sources, plan and seed."""
    plan = plan or Plan()
    planting = _Planting(sources, plan, seed)
    incidents, bursts = planting.incidents(), planting.bursts()
    reviews = [*planting.background(), *planting.planted]
    products = [p for line in planting.products.values() for p in line]
    return World(
        truth=Truth(
            incidents=incidents, bursts=bursts, lines=tuple(planting.lines), weeks=plan.weeks
        ),
        calendar=planting.calendar,
        reviews=tuple(sorted(reviews, key=lambda one: (one.posted_at, one.id))),
        shipments=tuple(
            row
            for p in products
            if p.has_lots
            for row in shipments(p, planting.calendar, planting.rng)
        ),
    )


def _product(at: int, line: Line, number: int, rng: Random) -> Product:
    return Product(
        name=f"{line.name}{'甲乙丙'[number]}",
        line=line.name,
        sku=f"{chr(65 + at % 26)}{chr(75 + number)}{at}",
        has_lots=line.has_lots,
        growth=rng.choice((0.7, 1.0, 1.0, 1.5, 2.5)),
    )


def _promotions(sources: Sources, plan: Plan, rng: Random) -> tuple[Promotion, ...]:
    """Three a line of four to nine days; what is bought is written about for as long."""
    return tuple(
        Promotion(line=line.name, first=rng.randrange(plan.weeks * WEEK - 10),
                  days=rng.randrange(4, 10), factor=rng.uniform(1.8, 3.5))
        for line in sources.lines
        for _ in range(3)
    )  # fmt: skip


def _made(begin: date, rng: Random) -> date:
    """The production week of a bad lot whose first report comes on ``begin``."""
    day = begin - timedelta(days=rng.randrange(LOT_YOUNG, LOT_OLD))
    return day - timedelta(days=day.weekday())
