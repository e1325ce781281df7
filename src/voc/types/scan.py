"""Runs over data, and what they were made with."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voc.types.opinion import Profile

# Ends the id of a recipe that keeps unmasked texts, so that whoever reads it anywhere knows.
RAW = "+raw"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """Everything that changes results. Same input, same recipe: the same report data."""

    id: str  # name and the hash of what follows, e.g. "2026-11-1f3a9c2b"; see RAW
    profile: Profile
    model: str  # folder name of the student and the digest of its weights
    encoder: str  # the same of the encoder; "" where the profile has none
    phrases: str  # the same of the word vectors that discovery compares phrases by
    clauses: str  # the same of the encoder that discovery compares clauses by
    word_rules: int  # raised when the words change that discovery compares and names issues by
    text_rules: int  # raised when cleaning, clauses, masks, entities or flags change
    topic_threshold: float
    further_topic_threshold: float  # of a clause's topics beside its likeliest
    intent_threshold: float
    wish_threshold: float  # of clauses; lower, for an issue needs several wishes alike
    unhappy_threshold: float  # of a text, to complain though no clause of it does
    critical_threshold: float
    danger_threshold: float  # of a text, to be acted on for its danger alone
    mixed_margin: float
    most_doubt: float  # texts the student doubts more go to the encoder
    dictionary: str  # digest of the segmentation dictionary
    gazetteers: str  # digest of the word lists entities are told by
    taxonomy: str  # digest of the topic list
    same_issue_cosine: float
    new_issue_min_voices: int
    regroup_growth: float
    clear_margin: float
    drift_cosine: float


def keeps_raw(recipe_id: str) -> bool:
    return recipe_id.endswith(RAW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Counts of one import. Always: read = added + known + rejected."""

    read: int = 0  # rows met, follow-ups counted as rows of their own
    added: int = 0
    known: int = 0  # already stored
    rejected: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            read=self.read + other.read,
            added=self.added + other.added,
            known=self.known + other.known,
            rejected=self.rejected + other.rejected,
        )


class ScanState(StrEnum):
    RUNNING = "running"
    DONE = "done"


@dataclass(frozen=True, slots=True, kw_only=True)
class ScanTally:
    """Counts of one scan. Always: read = annotated, voices = joined + founding + single."""

    read: int = 0  # feedback taken up
    annotated: int = 0
    deep: int = 0  # of these: read by the encoder too, not by the student alone
    flagged: int = 0  # of these: see voc.text.flags
    opinions: int = 0
    voices: int = 0  # complaint and wish clauses that entered discovery
    joined: int = 0  # voices that joined a known issue
    founding: int = 0  # voices in issues this scan opened
    single: int = 0  # voices that stand alone for now; tried again by the next scan
    verdicts: int = 0  # of these: they tell nothing but that somebody is unhappy
    few: int = 0  # of these: several people tell the like, but too few for an issue
    issues_opened: int = 0
    shelves_regrouped: int = 0  # a kind and product whose voices were grouped as a whole
    moved: int = 0  # voices filed before that went to another issue or a new one
    merged: int = 0  # issues that turned out to be another
    split: int = 0  # of issues_opened: from a known one
    kept: int = 0  # voices of feedback read again that stay in their issue
    left: int = 0  # … that are not told any more and leave it
    expired: int = 0  # feedback removed since its days of retention were over; none of read
    unmasked: int = 0  # texts kept as they were written that were removed, with feedback or alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    id: int
    recipe_id: str
    reread: bool  # of what other recipes read, else of what is new
    started_at: datetime  # aware, UTC; undated feedback counts in the period this lies in
    state: ScanState
    tally: ScanTally
