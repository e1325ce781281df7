"""Scans, and what they read."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from voc.ports.signals import Judge
from voc.types.feedback import Feedback
from voc.types.issue import Discovery
from voc.types.opinion import Reading
from voc.types.scan import Recipe, Scan, ScanTally


class ScanStore(Protocol):
    def lock(self, wait_s: float = 0) -> AbstractContextManager[None]:
        """Held by one scan at a time, over processes; raises StoreError if taken for ``wait_s``.

        A re-reading holds it only while it stores what it read.
        """
        ...

    def reread_lock(self) -> AbstractContextManager[None]:
        """Held by one re-reading at a time, over processes; raises StoreError at once if taken."""
        ...

    def open(self, recipe: Recipe, now: datetime, *, reread: bool = False) -> Scan:
        """The scan left running under this recipe, else a new one; Scan.reread tells two kinds.

        Of new feedback, only one begun within a day is taken up. Another of its kind left running
        is closed with what it read. Keeps the recipe's text.
        """
        ...

    def pending(
        self, *, since: datetime | None, after: int, limit: int
    ) -> list[tuple[int, Feedback]]:
        """(seq, feedback) without a reading, seq > after, in order of seq.

        ``since`` keeps feedback posted at or after it, and undated.
        """
        ...

    def outdated(
        self, recipe_id: str, *, since: datetime | None, after: int, limit: int
    ) -> list[tuple[int, Feedback]]:
        """As pending, of feedback whose reading is of another recipe."""
        ...

    def count_outdated(self, recipe_id: str, *, since: datetime | None) -> int: ...

    def save(self, scan: Scan, readings: Sequence[Reading]) -> None:
        """Store one batch of readings, in place of older ones of the same feedback."""
        ...

    def annotated(self, scan: Scan) -> ScanTally:
        """read, annotated, deep, flagged, opinions over all readings of this scan, in any run."""
        ...

    def finish(
        self,
        scan: Scan,
        discovery: Discovery,
        tally: ScanTally,
        now: datetime,
        judge: Judge | None = None,
    ) -> Scan:
        """Write the ledger, have it judged and close the scan, in one transaction."""
        ...

    def latest(self, *, reread: bool = False) -> Scan | None: ...
