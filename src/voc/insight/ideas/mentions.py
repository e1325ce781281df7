"""Flavours, ingredients, occasions and formula words that articles tell of more than before."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, tzinfo

from voc.insight.change import Direction
from voc.insight.ideas.rises import Days, rise, together
from voc.text.demands import things
from voc.types.idea import DemandKind, IdeaQuote, MediaText, MediaTrend, Rise

# Scenes of use and what is in it; where something is sold tells little of what to make.
_KINDS = ("flavour", "ingredient", "what_for", "when", "who")
_MADE = (DemandKind.FORMULA, DemandKind.FORM, DemandKind.SIZE)
# Fewer articles in these days are no trend, however few there were before.
LEAST_ARTICLES = 4
QUOTES = 3
_AROUND = 30  # characters of an article shown on either side of the word

Told = tuple[str, str]  # kind, value
Place = tuple[MediaText, int, int]


def told_in(articles: Iterable[MediaText], fold: Callable[[str], str]) -> dict[Told, list[Place]]:
    """Where each article first tells of each thing. Formula words have no place of their own."""
    found: dict[Told, list[Place]] = defaultdict(list)
    for article in articles:
        first: dict[Told, tuple[int, int]] = {}
        for one in article.entities:
            if one.type in _KINDS:
                first.setdefault((one.type, one.value), (one.start, one.end))
        for thing in things.find(fold(article.text)):
            if thing.type in _MADE:
                first.setdefault((thing.type, thing.value), (0, 0))
        for told, (start, end) in first.items():
            found[told].append((article, start, end))
    return found


def trends(
    told: Mapping[Told, Sequence[Place]],
    days: Days,
    zone: tzinfo,
    exposure: Mapping[date, int],
    wishes: Mapping[str, int],
) -> tuple[MediaTrend, ...]:
    """What rises beyond chance, surest first; ``exposure`` counts the articles of each day."""
    keys = sorted(told)
    judged = together([rise(_by_day(told[key], zone), exposure, days) for key in keys])
    rising = [
        (found, key)
        for found, key in zip(judged, keys, strict=True)
        if found.direction == Direction.UP.value and found.count >= LEAST_ARTICLES
    ]
    rising.sort(key=lambda pair: (pair[0].q or 0.0, -pair[0].count, pair[1]))
    return tuple(_trend(key, found, told[key], wishes.get(key[1], 0)) for found, key in rising)


def _by_day(places: Sequence[Place], zone: tzinfo) -> Counter[date]:
    return Counter(article.counted_at.astimezone(zone).date() for article, _, _ in places)


def _trend(told: Told, found: Rise, places: Sequence[Place], wishes: int) -> MediaTrend:
    kind, value = told
    latest = sorted(places, key=lambda p: (p[0].counted_at, p[0].feedback_id), reverse=True)
    written = Counter(article.text[start:end] for article, start, end in places if end)
    names = tuple(sorted(written, key=lambda word: (-written[word], word))[:3]) or (value,)
    return MediaTrend(
        kind=kind, value=value, names=names, rise=found, wishes=wishes,
        quotes=tuple(_quote(*place) for place in latest[:QUOTES]),
    )  # fmt: skip


def _quote(article: MediaText, start: int, end: int) -> IdeaQuote:
    start, end = max(0, start - _AROUND), min(len(article.text), max(end, _AROUND) + _AROUND)
    return IdeaQuote(
        feedback_id=article.feedback_id, start=start, end=end, quote=article.text[start:end],
        channel=article.channel, product=None,
    )  # fmt: skip
