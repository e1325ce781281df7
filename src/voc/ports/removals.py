"""Removing feedback: people who ask to be forgotten, and what was kept long enough."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from voc.types.forgetting import Person, Removal, Removed, Retention
from voc.types.issue import Issue, Voice
from voc.types.scan import Scan

# What an issue is called, by the voices left in it.
Rename = Callable[[Issue, Sequence[Voice]], tuple[str, ...]]


class RemovalStore(Protocol):
    """Removing feedback and all that was made of it; under the lock of scans.

    Titles, terms, rejects and ``written`` lines that repeat its words go with it, and reports that
    name its rows. An issue without a voice left is closed. Of a text whose first appearance goes,
    the earliest copy left is the first: no copy any more, and unfiled until the next scan.
    """

    def forget(
        self,
        person: Person,
        rename: Rename,
        written: Mapping[str, Sequence[str]],
        now: datetime,
        *,
        dry_run: bool = False,
    ) -> Removed:
        """Remove a person's feedback and turn away what comes of theirs later.

        ``written`` holds the lines of each custom topic. Where nothing of theirs is stored,
        nothing changes. A dry run counts and changes nothing.
        """
        ...

    def barred(self, person: Person) -> bool:
        """Whether all that comes of theirs, on their channel or on any, is turned away."""
        ...

    def last_removal(self) -> int:
        """The number of the latest removal; 0 before the first."""
        ...

    def expired(self, retention: Retention, now: datetime) -> int:
        """How many feedback and rejects have been kept long enough."""
        ...

    def drop_unmasked(self, scan: Scan, now: datetime) -> int:
        """Remove all unmasked texts; the feedback stays. Returns how many there were."""
        ...

    def expire(
        self,
        retention: Retention,
        rename: Rename,
        written: Mapping[str, Sequence[str]],
        scan: Scan,
        now: datetime,
    ) -> Removed:
        """Remove what has been kept long enough, rejects by the default; counted by ``scan``."""
        ...

    def unfinished(self) -> tuple[Removal, ...]:
        """Removals that may have left something in files, oldest first."""
        ...

    def leave_bytes(self, removals: Sequence[Removal]) -> None:
        """All files but the database's own are clear of them; these wait for the next finish."""
        ...

    def finish_removals(self, removals: Sequence[Removal]) -> None:
        """Clear the database's own files of what was removed; then they are finished.

        Raises StoreError where somebody still reads what was.
        """
        ...
