"""From groups of wishes to ranked cards."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo

from voc.insight.change import Direction
from voc.insight.ideas.beside import Defect, Having, complaints, offered
from voc.insight.ideas.groups import Group
from voc.insight.ideas.quoting import quotes
from voc.insight.ideas.rises import Days, rise, together
from voc.insight.ideas.wish import people
from voc.types.idea import DemandKind, IdeaCard, Priority, Rise
from voc.types.issue import IssueId

# How plainly one can tell what to make. By judgement: of a flavour or a zip everybody can; of what
# a shop should do, a product team can do least; of what only shared words tell, one reads first.
CONCRETE: Mapping[DemandKind, float] = {
    DemandKind.FLAVOUR: 1.0,
    DemandKind.INGREDIENT: 1.0,
    DemandKind.FORMULA: 1.0,
    DemandKind.SIZE: 1.0,
    DemandKind.FORM: 1.0,
    DemandKind.FUNCTION: 0.9,
    DemandKind.SERVICE: 0.4,
}
CONCRETE_IN_WORDS = 0.5
# A wish that grows is worth more than its count tells, one that fades less.
TREND: Mapping[str, float] = {Direction.UP.value: 1.5, Direction.DOWN.value: 0.7}
MOST_SCENES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What cards tell beside the wishes themselves."""

    days: Days | None  # None: nothing is dated
    exposure: Mapping[str | None, Mapping[date, int]]  # valid dated feedback a product and day
    zone: tzinfo  # cuts days and months
    defects: Sequence[Defect]
    havings: Sequence[Having]
    competitors: Mapping[str, Sequence[str]]  # that each feedback names
    articles: Mapping[str, int]  # media texts that tell of each listed value


def cards(groups: Sequence[Group], around: Around) -> tuple[IdeaCard, ...]:
    """Best first. The parts of each card's score are on it."""
    rises = together([_rise(group, around) for group in groups])
    made = [_card(group, found, around) for group, found in zip(groups, rises, strict=True)]
    return tuple(
        sorted(made, key=lambda card: (-card.priority.score, -card.priority.people, card.id))
    )


def _rise(group: Group, around: Around) -> tuple[Rise, float | None]:
    if around.days is None:
        return _undated(), None
    exposure: Counter[date] = Counter()
    for product, _ in group.products:
        exposure.update(around.exposure.get(product, {}))
    return rise(_by_day(group, around.zone), exposure, around.days)


def _undated() -> Rise:
    return Rise(
        direction=Direction.TOO_LITTLE.value, start=date.min, end=date.min, count=0, before=0,
        ratio=None, low=None, high=None, q=None, because="no feedback is dated",
    )  # fmt: skip


def _by_day(group: Group, zone: tzinfo) -> Counter[date]:
    """People a day, each on the day they first wished for it."""
    first: dict[str, date] = {}
    for wish in group.wishes:
        if wish.text.dated:
            day = wish.text.counted_at.astimezone(zone).date()
            first[wish.person] = min(day, first.get(wish.person, day))
    return Counter(first.values())


def _card(group: Group, found: Rise, around: Around) -> IdeaCard:
    return IdeaCard(
        id=_id(group),
        kind=group.kind,
        value=group.value,
        names=group.names,
        products=group.products,
        issues=_issues(group),
        priority=_priority(group, found),
        months=_months(group, around.zone),
        rise=found,
        channels=_channels(group),
        scenario=_scenario(group),
        articles=around.articles.get(_thing(group.value), 0),
        complaints=complaints(group, around.defects),
        offered=offered(group, around.havings, around.competitors),
        quotes=quotes(group.wishes),
        because=group.because,
    )


def _issues(group: Group) -> tuple[IssueId, ...]:
    counts = Counter(wish.issue for wish in group.wishes if wish.issue is not None)
    return tuple(sorted(counts, key=lambda id_: (-counts[id_], id_)))


def _id(group: Group) -> str:
    """What stays from scan to scan: the issue a person settled, else the thing and whose it is."""
    thing = group.value or "+".join(group.names)
    of = group.products[0][0] if len(group.products) == 1 else group.line
    return group.settled or f"{group.kind.value}:{thing}" + (f"@{of}" if of else "")


def _priority(group: Group, found: Rise) -> Priority:
    voices = people(group.wishes)
    concrete = CONCRETE[group.kind] if group.value else CONCRETE_IN_WORDS
    trend = TREND.get(found.direction, 1.0)
    score = round(voices * concrete * trend, 2)
    return Priority(people=voices, concrete=concrete, trend=trend, score=score)


def _months(group: Group, zone: tzinfo) -> tuple[tuple[str, int], ...]:
    counts = Counter(f"{day:%Y-%m}" for day in _by_day(group, zone).elements())
    return tuple(sorted(counts.items()))


def _channels(group: Group) -> tuple[tuple[str, int], ...]:
    counts = Counter(channel for channel, _ in {(w.text.channel, w.person) for w in group.wishes})
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _scenario(group: Group) -> tuple[tuple[str, str, int], ...]:
    told = {(part, wish.person) for wish in group.wishes for part in wish.demand.scenario}
    counts = Counter(part for part, _ in told)
    ranked = sorted(counts, key=lambda part: (-counts[part], part))[:MOST_SCENES]
    return tuple((kind, value, counts[kind, value]) for kind, value in ranked)


def _thing(value: str | None) -> str:
    """An ingredient that is to be more or less is one thing to articles."""
    return (value or "").removeprefix("more_").removeprefix("less_")
