"""What is held of a review to see what only many of them together show."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voc.types.document import Flag
from voc.types.feedback import Feedback, FeedbackId
from voc.types.opinion import SentimentLabel

# In Han characters; with less, people say the same in the same words by themselves.
LONG = 13


class Subject(StrEnum):
    """What traces are gathered by."""

    PRODUCT = "product"
    AUTHOR = "author"
    SAME = "same"
    FRAME = "frame"


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A read feedback before its trace is taken."""

    feedback: Feedback
    sentiment: SentimentLabel
    flags: tuple[str, ...]  # their names
    first: FeedbackId  # where its words appeared first; copies share it


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """One feedback without its words. Names, authors and words are numbers that stand for them."""

    feedback_id: FeedbackId
    posted_at: datetime | None
    product: int | None  # None too of what is no review: it takes part in nothing
    author: int | None
    praise: bool  # five stars, or positive where nothing is rated
    hollow: bool  # praise that fits any product, and nothing else
    weight: int  # how much is said, in Han characters
    same: int | None  # of praise: texts that share it say the same
    frame: int | None  # of praise: texts that share it differ in product words only


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspicion:
    """A flag for a feedback that was read earlier."""

    feedback_id: FeedbackId
    flag: Flag
