"""What a report is computed from, gathered from the store before any section runs."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from voc.types.document import Span
from voc.types.feedback import FeedbackId, FeedbackKind
from voc.types.issue import Issue, IssueId
from voc.types.report import (
    AppearanceFact,
    FeedbackFact,
    IssueVoice,
    LotShipment,
    OpinionFact,
    Period,
    ReadingFact,
)
from voc.types.taxonomy import TopicName

# Weeks or months a trend shows. Sixteen bars read well on a phone and span a season.
TREND_PERIODS = 16


@dataclass(frozen=True, kw_only=True)
class Material:
    """Rows of one product or of all; every section is a function of this alone.

    Facts in order of arrival. Without slots, so that what several sections ask for is made once.
    """

    period: Period
    previous: Period
    reaches: datetime  # aware: up to when feedback has come in; an unfinished period ends here
    facts: tuple[FeedbackFact, ...]  # of the period and the TREND_PERIODS before it
    opinions: tuple[OpinionFact, ...]  # of the period
    readings: tuple[ReadingFact, ...]  # of the period
    issues: Mapping[IssueId, Issue]
    voices: tuple[IssueVoice, ...]  # counted before the period's end, by (issue, rank)
    shipments: tuple[LotShipment, ...]
    # Places of texts that stand in several, counted before the period's end, by arrival.
    appearances: tuple[AppearanceFact, ...]
    texts: Mapping[FeedbackId, str]  # stored texts, of at least voc.report.wanted.texts_wanted
    # Of the mentions among ``texts``: what of each speaks of what is watched.
    passages: Mapping[FeedbackId, tuple[Span, ...]] = field(default_factory=dict)
    topic_names: tuple[TopicName, ...] = ()  # of all custom topics

    @cached_property
    def current(self) -> tuple[FeedbackFact, ...]:
        """Everything that counts in the period, media too."""
        return tuple(fact for fact in self.facts if lies_in(self.period, fact))

    @cached_property
    def before(self) -> tuple[FeedbackFact, ...]:
        return tuple(fact for fact in self.facts if lies_in(self.previous, fact))

    @cached_property
    def customers(self) -> tuple[FeedbackFact, ...]:
        """What people said of their purchases in the period; flagged rows left out."""
        return clean_customers(self.current)

    @cached_property
    def exposures(self) -> tuple[Counter[str | None], Counter[str | None]]:
        """Valid dated feedback a product, of the period and of the one before."""
        return (_dated_by_product(self.current), _dated_by_product(self.before))

    @cached_property
    def one_recipe(self) -> bool:
        """Whether one recipe read all of the period and of the one before.

        Else a change between the two may be the recipe's and none of customers.
        """
        return len({fact.recipe_id for fact in (*self.current, *self.before)}) < 2

    @cached_property
    def stale(self) -> tuple[FeedbackFact, ...]:
        """Rows of the period and the one before that issues still hold as read earlier."""
        ids = {voice.fact.id for voice in self.voices if voice.stale}
        return tuple(fact for fact in (*self.current, *self.before) if fact.id in ids)

    @cached_property
    def by_id(self) -> Mapping[FeedbackId, FeedbackFact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def stories(self) -> Mapping[FeedbackId, tuple[AppearanceFact, ...]]:
        """By each place of a text that stands in several, all of them."""
        places: dict[FeedbackId, list[AppearanceFact]] = defaultdict(list)
        for one in self.appearances:
            places[one.first].append(one)
        return {one.fact.id: tuple(told) for told in places.values() for one in told}

    def first(self, id_: FeedbackId) -> FeedbackId:
        """Where the text of ``id_`` appeared first."""
        return next((one.first for one in self.stories.get(id_, ())), id_)

    def elsewhere(self, id_: FeedbackId) -> tuple[FeedbackFact, ...]:
        """The further places of the text of ``id_``."""
        return tuple(one.fact for one in self.stories.get(id_, ()) if one.fact.id != id_)

    @cached_property
    def days(self) -> int:
        """Days of the period that feedback covers: all of them unless it has not ended."""
        if self.reaches >= self.period.end:
            return self.length(self.period)
        reached = self.reaches.astimezone(self.period.start.tzinfo).date()
        return max(1, (reached - self.period.first_day).days + 1)

    @staticmethod
    def length(period: Period) -> int:
        return (period.last_day - period.first_day).days + 1


def lies_in(period: Period, fact: FeedbackFact) -> bool:
    return period.start <= fact.counted_at < period.end


def is_customer(fact: FeedbackFact) -> bool:
    """Articles are about us, not from customers: they stay out of rates and ratings."""
    return fact.kind is not FeedbackKind.MEDIA


def _dated_by_product(facts: tuple[FeedbackFact, ...]) -> Counter[str | None]:
    return Counter(fact.product for fact in clean_customers(facts) if fact.dated)


def clean_customers(facts: tuple[FeedbackFact, ...]) -> tuple[FeedbackFact, ...]:
    return tuple(fact for fact in facts if is_customer(fact) and not fact.flagged)
