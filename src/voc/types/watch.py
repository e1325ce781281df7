"""Standing watch queries, asked of all feedback that comes in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from voc.types.feedback import FeedbackKind


class WatchKind(StrEnum):
    """What a standing query is asked of."""

    ALL = "all"
    MEDIA = "media"
    REVIEW = "review"  # all that customers say: reviews, follow-ups, store visits

    def hears(self, kind: FeedbackKind) -> bool:
        return self is WatchKind.ALL or (self is WatchKind.MEDIA) == (kind is FeedbackKind.MEDIA)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """One ``[[watch]]`` of voc.toml, checked."""

    name: str  # no two alike
    query: str
    kind: WatchKind
    digest: str  # of all that decides what it finds: with another one it is asked anew


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchCount:
    """What one standing query has found in the texts it was asked of. Flagged rows count too."""

    digest: str  # as it was asked
    matches: int
    recent: int  # of these, dated since a day that was asked for
    first: datetime | None  # when the earliest was posted, or imported where undated
    last: datetime | None
