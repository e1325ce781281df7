"""Clusters of complaints and wishes that keep their identity from scan to scan."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

import numpy as np
import numpy.typing as npt

from voc.types.feedback import FeedbackId
from voc.types.opinion import Severity

IssueId = NewType("IssueId", str)  # "D12" a defect, "I7" an idea; never reused

Vector = npt.NDArray[np.float32]  # (d,), unit length
Vectors = npt.NDArray[np.float32]  # (n, d), rows of unit length
Totals = npt.NDArray[np.int32]  # (d,) or (n, d): sums of packed vectors, exact in any order


class IssueKind(StrEnum):
    DEFECT = "defect"
    IDEA = "idea"


class IssueState(StrEnum):
    OPEN = "open"
    DISMISSED = "dismissed"  # a person said it is none; kept, left out of reports
    MERGED = "merged"  # its id redirects for ever
    CLOSED = "closed"  # all its voices were removed


Place = tuple[FeedbackId, int, int, IssueKind]  # of a voice: whose, start, end, as what


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """One complaint or wish clause of stored feedback."""

    feedback_id: FeedbackId
    start: int  # in the stored text
    end: int
    quote: str  # stored_text[start:end]
    kind: IssueKind
    product: str | None
    topic: str
    severity: Severity
    author: str | None = None  # keyed hash; None: unknown, and every text is a person of its own

    @property
    def person(self) -> str:
        """Who counts as one where people are counted."""
        return self.author or self.feedback_id

    @property
    def place(self) -> Place:
        """Tells it from every other voice."""
        return self.feedback_id, self.start, self.end, self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What a voice's vector is made from."""

    keys: tuple[str, ...]  # words that tell something (insight.words.telling); () for a verdict
    text: str  # the clause, cleaned and folded


class Why(StrEnum):
    """Why a voice is in no issue."""

    VERDICT = "verdict"  # tells nothing but that somebody is unhappy: nobody can act on it
    ALONE = "alone"  # nobody tells anything like it
    FEW = "few"  # some tell the like, but too few people for an issue


@dataclass(frozen=True, slots=True, kw_only=True)
class Single:
    """A voice in no issue for now; later scans try it again."""

    voice: Voice
    why: Why
    before: Why | None = None  # what the scan before this one said


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedVoice:
    """A stored voice with its vector and its place in the ledger."""

    voice: Voice
    packed: bytes  # see voc.insight.packing; all zero where it tells nothing
    issue: IssueId | None  # None: loose
    why: Why | None  # loose, as the last scan found; None: in an issue, or no scan met it yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """An issue is of one kind and about one product; None: of no product, a shelf of its own.

    Topics do not part issues: a damp bag is told as texture, freshness and packaging alike.
    """

    kind: IssueKind
    product: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    id: IssueId
    kind: IssueKind
    state: IssueState
    product: str | None
    topic: str  # most voices speak of it
    terms: tuple[str, ...]  # customers' words, most telling first
    title: str | None  # given by a person; outranks terms
    pinned: bool
    merged_into: IssueId | None
    settled: bool = False  # a person merged or split it: no machine does so again

    @property
    def firm(self) -> bool:
        """What a person said of it stands above clustering: it takes voices in, and gives none."""
        return self.pinned or self.settled or self.state is IssueState.DISMISSED


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownIssue:
    """A living issue and where its voices lie."""

    issue: Issue
    voices: int  # that have a vector and tell something
    total: Totals  # sum of their packed vectors
    named: Totals  # the same when it got its terms; only its direction is told


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """When a shelf was last grouped as a whole."""

    shelf: Shelf
    voices: int  # on it then, in issues or not
    different: int  # of these, what tells something, each wording once
    total: bytes  # sum of their packed vectors: later voices are seen from the same point
    basis: str  # space and settings; issues of another basis are grouped anew, ids carried over


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIssue:
    """An issue discovery proposes; the ledger gives it its id."""

    kind: IssueKind
    product: str | None
    topic: str
    terms: tuple[str, ...]
    voices: tuple[Voice, ...]  # most central first
    taken: tuple[tuple[IssueId, Voice], ...] = ()  # of these: filed until now, and where
    split_from: IssueId | None = None  # the issue that most of its voices come from
    because: str = ""  # of the split


class By(StrEnum):
    """Whose doing something is."""

    PERSON = "person"  # outranks the others for ever
    CLUSTERING = "clustering"
    RECIPE = "recipe"  # another space or threshold, or another reading of the texts
    JUDGEMENT = "judgement"  # of a scan: what is new, growing or dangerous
    REMOVAL = "removal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Something a scan found out about an issue, for its history."""

    issue_id: IssueId
    what: str  # as IssueEvent
    because: str
    by: By = By.CLUSTERING


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Two known issues turned out to be one."""

    source: IssueId  # redirects from now on
    target: IssueId
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A voice stands in the wrong issue, clearly."""

    voice: Voice
    source: IssueId
    target: IssueId


@dataclass(frozen=True, slots=True, kw_only=True)
class NewName:
    """An issue tells of something else than when it got its terms."""

    issue_id: IssueId
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What one scan found: every loose voice is in exactly one of joined, opened and single.

    Every voice filed before whose feedback was read again since is in ``kept`` or ``left``.
    """

    joined: tuple[tuple[IssueId, Voice], ...]
    opened: tuple[NewIssue, ...]
    single: tuple[Single, ...]
    kept: tuple[tuple[Voice, Voice], ...] = ()  # as it was filed, as it is told now
    left: tuple[Voice, ...] = ()  # not told any more
    merged: tuple[Merge, ...] = ()
    moved: tuple[Move, ...] = ()
    renamed: tuple[NewName, ...] = ()
    happened: tuple[Happening, ...] = ()
    marks: tuple[Mark, ...] = ()  # of the shelves that were grouped as a whole


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEvent:
    """Something that happened to an issue, for its history."""

    issue_id: IssueId
    at: datetime
    what: str  # opened, renamed, pinned, unpinned, dismissed, reopened, merged, split, moved,
    # drifted, carried, left, raised, forgotten, closed
    detail: str
    by: By
