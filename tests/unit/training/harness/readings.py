"""Readings made by hand."""

from voc.types.document import Document, Language
from voc.types.feedback import FeedbackId
from voc.types.opinion import (
    Opinion,
    Polarity,
    Reading,
    Scored,
    Sentiment,
    SentimentLabel,
    Severity,
)

_ID = FeedbackId("")


def document(text: str, language: Language = Language.ZH_HANS) -> Document:
    return Document(
        id=_ID, source=text, text=text, language=language, clauses=(), entities=(), flags=()
    )


def opinion(topic: str, start: int, end: int, polarity: Polarity = Polarity.POSITIVE) -> Opinion:
    return Opinion(
        topic=topic, polarity=polarity, intent=None, severity=Severity.NONE, confidence=0.9,
        start=start, end=end,
    )  # fmt: skip


def reading(*opinions: Opinion, label: str = "positive", score: float = 0.9) -> Reading:
    return Reading(
        id=_ID,
        language=Language.ZH_HANS,
        sentiment=Sentiment(label=SentimentLabel(label), score=score, confidence=0.9),
        opinions=opinions,
        intents=(),
        severity=Scored(label="none", confidence=0.9),
        entities=(),
        flags=(),
    )
