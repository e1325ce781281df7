"""What a model reads in a text."""

from dataclasses import dataclass
from enum import StrEnum

from voc.types.document import Entity, Flag, Language
from voc.types.feedback import FeedbackId

# Topics v1, in the order reports list them. What each covers: docs/topics.md.
TOPICS: tuple[str, ...] = (
    "taste", "texture", "freshness", "safety", "ingredients", "efficacy", "smell", "appearance",
    "quality", "performance", "size", "packaging", "price", "authenticity", "logistics", "service",
    "usability", "content", "environment", "overall",
)  # fmt: skip


class Polarity(StrEnum):
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"


class SentimentLabel(StrEnum):
    NEGATIVE = "negative"
    NEUTRAL = "neutral"
    POSITIVE = "positive"
    MIXED = "mixed"


class Intent(StrEnum):
    PRAISE = "praise"
    COMPLAINT = "complaint"
    SUGGESTION = "suggestion"
    QUESTION = "question"
    REPURCHASE = "repurchase"
    CHURN = "churn"
    COMPARISON = "comparison"


class Severity(StrEnum):
    """Ordered: ``list(Severity)`` goes from harmless to dangerous."""

    NONE = "none"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Profile(StrEnum):
    """Who reads: the fast student alone, the encoder where the student is unsure, or always."""

    FAST = "fast"
    STANDARD = "standard"
    ACCURATE = "accurate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentiment:
    label: SentimentLabel
    score: float  # -1 (all negative) to 1 (all positive)
    confidence: float  # calibrated probability of the label


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One topic in one clause."""

    topic: str
    polarity: Polarity
    intent: Intent | None  # only complaint, suggestion or praise; None where the clause just tells
    severity: Severity
    confidence: float  # calibrated probability of the topic and polarity
    start: int  # in the text as stored or sent
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A label of a whole text and the calibrated probability that it holds."""

    label: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything one recipe read in one text."""

    id: FeedbackId
    language: Language
    sentiment: Sentiment
    opinions: tuple[Opinion, ...]  # in text order
    intents: tuple[Scored, ...]  # most certain first
    severity: Scored  # of the worst problem told
    entities: tuple[Entity, ...]
    flags: tuple[Flag, ...]
    deep: bool = False  # read by the encoder too, not by the student alone
