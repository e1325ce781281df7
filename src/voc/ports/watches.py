"""Standing queries, and what they match."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from voc.types.feedback import Feedback, FeedbackId
from voc.types.watch import Watch, WatchCount


class WatchStore(Protocol):
    def keep_watches(self, watches: Sequence[Watch]) -> dict[str, int]:
        """Keep exactly these; gives the place (seq) up to which each was asked.

        One that is new or has another digest begins at 0; matches of others go.
        """
        ...

    def arrivals(self, *, after: int, limit: int) -> list[tuple[int, Feedback]]:
        """(seq, feedback), read or not, seq > after, in order of seq."""
        ...

    def file_matches(self, matches: Mapping[str, Sequence[FeedbackId]], *, asked_to: int) -> None:
        """Store what each of these kept queries found in one batch that ends at ``asked_to``."""
        ...

    def watch_counts(self, since: datetime) -> dict[str, WatchCount]:
        """Of each kept query; recent are matches posted since, or imported where undated."""
        ...

    def matched(self, name: str, limit: int) -> list[Feedback]:
        """What one query matches, the latest first."""
        ...
