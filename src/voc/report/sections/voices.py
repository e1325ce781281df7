"""Customers in their own words: a fair draw over products and feelings."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from voc.report.material import Material
from voc.report.quoting import opening_quote
from voc.report.stories import placed
from voc.report.wanted import voice_pool
from voc.types.opinion import SentimentLabel
from voc.types.report import FeedbackFact, Note, Quote, Section

# Drawn in turn. Neutral texts seldom tell anything.
FEELINGS = (SentimentLabel.NEGATIVE, SentimentLabel.POSITIVE, SentimentLabel.MIXED)
EACH = 3

# Code points below which a text ("好吃", "不错不错") tells a reader nothing.
MIN_LENGTH = 10


def voices(material: Material) -> Section:
    pool = voice_pool(material.period, material.customers)
    drawn = [q for feeling in FEELINGS for q in _draw(material, pool[feeling])]
    if not drawn:
        return Section(key="voices", blocks=(Note(key="no_voices"),))
    return Section(key="voices", blocks=(Note(key="voices_rule"), *drawn))


def _draw(material: Material, groups: Sequence[Sequence[FeedbackFact]]) -> list[Quote]:
    """One of each product in turn, until there are enough; no text twice."""
    quotes: dict[str, Quote] = {}
    for fact in _turns(groups):
        text = material.texts[fact.id]
        if len(quotes) < EACH and len(text.strip()) >= MIN_LENGTH and text not in quotes:
            quotes[text] = placed(material, opening_quote(fact, text))
    return list(quotes.values())


def _turns(groups: Sequence[Sequence[FeedbackFact]]) -> Iterator[FeedbackFact]:
    for round_ in zip_longest(*groups):
        yield from (fact for fact in round_ if fact is not None)
