"""What ratings go with: the points that topics and issues cost or earn."""

from dataclasses import dataclass
from enum import StrEnum

from voc.types.issue import IssueId, IssueKind
from voc.types.opinion import Polarity


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One piece of a customer's feedback: how it judges, and what it speaks of."""

    channel: str
    product: str | None
    author_key: str | None  # None: unknown, taken for somebody else than all others
    rating: float | None  # 1 to 5 stars
    score: float  # of the sentiment read, -1 to 1
    told: tuple[tuple[str, Polarity], ...]  # (topic, how) of its opinions, repeats and all
    issues: tuple[IssueId, ...]  # open ones that hold a voice of it, repeats and all


@dataclass(frozen=True, slots=True, kw_only=True)
class DriverIssue:
    """What needs to be known of an issue to hold it apart from the rest of its topic."""

    id: IssueId
    kind: IssueKind
    topic: str


class Outcome(StrEnum):
    RATING = "rating"  # stars
    SENTIMENT = "sentiment"  # -1 to 1, as read: where nothing at all is rated


class Quadrant(StrEnum):
    """Importance x satisfaction, each against the median of all topics."""

    KEEP_UP = "keep_up"  # weighty, and liked
    IMPROVE_FIRST = "improve_first"  # weighty, and not liked
    POSSIBLE_OVERKILL = "possible_overkill"  # light, and liked
    LOW_PRIORITY = "low_priority"  # light, and not liked
    UNDECIDED = "undecided"  # an interval holds the line: more data would tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure and its 95 % interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What goes with feedback that tells one thing, all else that it tells being equal.

    No cause: whoever is angry for another reason may also complain of this.
    """

    rows: int  # that tell it
    when_told: Estimate | None  # points of the outcome beside feedback without it; None: see why
    in_all: Estimate | None  # points of the mean outcome: when_told x share of rows
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicDriver:
    topic: str
    well: Effect  # spoken well of
    badly: Effect
    importance: Estimate | None  # points at stake: earned by good words and lost by bad ones
    satisfaction: Estimate | None  # share of good words, 0 to 1; None: nobody judges it
    quadrant: Quadrant | None  # None: too little data
    because: str  # of the quadrant


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueDriver:
    issue: DriverIssue
    effect: Effect  # beside feedback that tells nothing bad of its topic


@dataclass(frozen=True, slots=True, kw_only=True)
class Drivers:
    """Heaviest first: topics by importance, issues by the points they cost in all."""

    outcome: Outcome
    rows: int  # cleaned feedback with the outcome, what a person says again left out
    repeats: int  # left out: the same person tells the same again, in the same place
    unrated: int  # left out: no outcome
    lone: int  # of rows: the only one of their product and channel, so compared with none
    mean: float | None  # of the outcome; None where there are no rows
    explained: float | None  # 0 to 1: share of variance within product and channel; None: no fit
    topics: tuple[TopicDriver, ...]
    issues: tuple[IssueDriver, ...]
    importance_line: float | None  # the median that cuts quadrants; None: no quadrants
    satisfaction_line: float | None
    because: str  # the method and its limits, or why there is nothing
