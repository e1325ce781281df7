"""What happened, in figures and a trend; voc.report.summary puts its sentences before them."""

from collections import Counter
from collections.abc import Iterator

from voc.insight.change import mean_interval, share_interval
from voc.report.evidence import CLEAN, CUSTOMERS, Filter, evidence
from voc.report.material import TREND_PERIODS, Material, clean_customers, is_customer
from voc.report.movement import (
    borne_out,
    count_movement,
    dated,
    mean_movement,
    read_movement,
    share_movement,
    tidy,
)
from voc.report.periods import period_of, previous, zone_of
from voc.types.feedback import FeedbackKind
from voc.types.opinion import SentimentLabel
from voc.types.report import Chart, FeedbackFact, Figure, Movement, Period, Section

Facts = tuple[FeedbackFact, ...]

MEDIA: Filter = (("kind", "media"),)

# Ratings lie on this scale; the interval of their mean may not leave it.
LEAST_STARS, MOST_STARS = 1.0, 5.0

# Fewer periods than this are no trend; the figures compare two already.
MIN_TREND = 3


def headline(material: Material) -> Section:
    return Section(key="headline", blocks=(*_figures(material), *_charts(material)))


def _figures(material: Material) -> Iterator[Figure]:
    now, before = material.current, material.before
    customers, customers_before = _customers(now), _customers(before)
    clean, clean_before = clean_customers(now), clean_customers(before)
    moved = count_movement(material, customers, customers_before)
    yield _count("feedback", CUSTOMERS, customers, customers_before, moved)
    moved = read_movement(material, clean, clean_before)
    yield _count("feedback_clean", CLEAN, clean, clean_before, moved)
    yield _share(material, "negative_share", CLEAN, clean, clean_before)
    yield _share(material, "negative_share_raw", CUSTOMERS, customers, customers_before)
    yield _rating(material, "rating", CLEAN, clean, clean_before)
    yield _rating(material, "rating_raw", CUSTOMERS, customers, customers_before)
    media, media_before = _media(now), _media(before)
    moved = count_movement(material, media, media_before)
    yield _count("media", MEDIA, media, media_before, moved)
    stories, stories_before = _unflagged(media), _unflagged(media_before)
    moved = read_movement(material, stories, stories_before)
    yield _count("media_clean", (*MEDIA, ("flagged", "no")), stories, stories_before, moved)


def _count(key: str, filter_: Filter, now: Facts, before: Facts, moved: Movement) -> Figure:
    return Figure(
        key=key,
        value=len(now),
        previous=len(before),
        unit="count",
        low=None,
        high=None,
        movement=moved,
        evidence=evidence(filter_, now),
    )


def _share(material: Material, key: str, filter_: Filter, now: Facts, before: Facts) -> Figure:
    """Negative rows among all. The evidence is the negative ones: all have their own figure."""
    low, high = share_interval(_negative(now), len(now)) if now else (None, None)
    return Figure(
        key=key,
        value=_negative_share(now),
        previous=_negative_share(before),
        unit="share",
        low=tidy(low),
        high=tidy(high),
        movement=share_movement(material, now, before),
        evidence=evidence((*filter_, ("sentiment", "negative")), _negatives(now)),
    )


def _rating(material: Material, key: str, filter_: Filter, now: Facts, before: Facts) -> Figure:
    ratings, ratings_before = _ratings(now), _ratings(before)
    mean, mean_before = _mean(ratings), _mean(ratings_before)
    moved = mean_movement(material, _ratings(tuple(dated(now))), _ratings(tuple(dated(before))))
    low, high = mean_interval(ratings) or (None, None)
    return Figure(
        key=key,
        value=mean,
        previous=mean_before,
        unit="stars",
        low=None if low is None else tidy(max(low, LEAST_STARS)),
        high=None if high is None else tidy(min(high, MOST_STARS)),
        movement=borne_out(moved, mean, mean_before),
        evidence=evidence((*filter_, ("rated", "yes")), [f for f in now if f.rating is not None]),
    )


def _charts(material: Material) -> Iterator[Chart]:
    """Dated, unflagged feedback of customers by sentiment: a period each, then a day each."""
    rows = tuple(fact for fact in clean_customers(material.facts) if fact.dated)
    filled = _trend_periods(material, rows)
    if len(filled) >= MIN_TREND:
        yield _trend(material, rows, filled)
    if today := [fact for fact in rows if fact.counted_at >= material.period.start]:
        yield _days(material, today)


def _trend_periods(material: Material, rows: Facts) -> list[Period]:
    """The period and those before it, from the first with rows on; oldest first."""
    periods = [material.period]
    while len(periods) < TREND_PERIODS:
        periods.insert(0, previous(periods[0]))
    first = min((fact.counted_at for fact in rows), default=material.period.end)
    return [period for period in periods if period.end > first]


def _trend(material: Material, rows: Facts, periods: list[Period]) -> Chart:
    zone, cadence = zone_of(material.period), material.period.cadence
    shown = [fact for fact in rows if fact.counted_at >= periods[0].start]
    counts = Counter(
        (period_of(fact.counted_at, cadence, zone).name, fact.sentiment) for fact in shown
    )
    since = ("since", periods[0].first_day.isoformat())
    return Chart(
        key=f"sentiment_trend_{cadence}",
        mark="stacked_bars",
        points=_points([period.name for period in periods], counts),
        evidence=evidence((*CLEAN, ("dated", "yes"), since), shown),
    )


def _days(material: Material, rows: list[FeedbackFact]) -> Chart:
    zone = zone_of(material.period)
    counts = Counter(
        (fact.counted_at.astimezone(zone).date().isoformat(), fact.sentiment) for fact in rows
    )
    first = material.period.first_day.toordinal()
    days = [
        material.period.first_day.fromordinal(first + number).isoformat()
        for number in range(material.length(material.period))
    ]
    return Chart(
        key="sentiment_days",
        mark="stacked_bars",
        points=_points(days, counts),
        evidence=evidence((*CLEAN, ("dated", "yes")), rows),
    )


def _points(
    names: list[str], counts: Counter[tuple[str, SentimentLabel]]
) -> tuple[tuple[str, str, int | float], ...]:
    return tuple(
        (name, label.value, counts[name, label]) for name in names for label in SentimentLabel
    )


def _customers(facts: Facts) -> Facts:
    return tuple(fact for fact in facts if is_customer(fact))


def _media(facts: Facts) -> Facts:
    return tuple(fact for fact in facts if fact.kind is FeedbackKind.MEDIA)


def _unflagged(facts: Facts) -> Facts:
    return tuple(fact for fact in facts if not fact.flagged)


def _negatives(facts: Facts) -> Facts:
    return tuple(fact for fact in facts if fact.sentiment is SentimentLabel.NEGATIVE)


def _negative(facts: Facts) -> int:
    return len(_negatives(facts))


def _negative_share(facts: Facts) -> float | None:
    return tidy(_negative(facts) / len(facts)) if facts else None


def _ratings(facts: Facts) -> list[float]:
    return [fact.rating for fact in facts if fact.rating is not None]


def _mean(values: list[float]) -> float | None:
    return tidy(sum(values) / len(values)) if values else None
