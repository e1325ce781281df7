"""Clusters of complaints and wishes that keep their identity from scan to scan."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

import numpy as np
import numpy.typing as npt

from voc.types.document import Word
from voc.types.feedback import FeedbackId
from voc.types.opinion import Severity

IssueId = NewType("IssueId", str)  # "D12" a defect, "I7" an idea; never reused

Vector = npt.NDArray[np.float32]  # (d,), unit length
Vectors = npt.NDArray[np.float32]  # (n, d), rows of unit length


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

    @property
    def place(self) -> Place:
        """Tells it from every other voice."""
        return self.feedback_id, self.start, self.end, self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A voice made ready for discovery."""

    voice: Voice
    words: tuple[Word, ...]  # of the cleaned, folded quote


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


@dataclass(frozen=True, slots=True, kw_only=True)
class NewIssue:
    """An issue discovery proposes; the ledger gives it its id."""

    kind: IssueKind
    product: str | None
    topic: str
    terms: tuple[str, ...]
    voices: tuple[Voice, ...]  # most central first


@dataclass(frozen=True, slots=True, kw_only=True)
class Discovery:
    """What one scan found: every loose voice is in exactly one of the first three.

    Every voice filed before whose feedback was read again since is in one of the last two.
    """

    joined: tuple[tuple[IssueId, Voice], ...]
    opened: tuple[NewIssue, ...]
    single: tuple[Voice, ...]
    kept: tuple[tuple[Voice, Voice], ...] = ()  # as it was filed, as it is told now
    left: tuple[Voice, ...] = ()  # not told any more


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueEvent:
    """Something that happened to an issue, for its history."""

    issue_id: IssueId
    at: datetime
    what: str  # opened, renamed, pinned, unpinned, dismissed, reopened, merged, left,
    # raised, forgotten, closed
    detail: str
