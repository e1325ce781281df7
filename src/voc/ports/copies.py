"""Where the same text appears again."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from voc.types.appearance import Appearance, Keys
from voc.types.feedback import Feedback, FeedbackId
from voc.types.scan import Scan


class CopyStore(Protocol):
    def unfiled(self, recipe_id: str, *, after: int, limit: int) -> list[tuple[int, Feedback]]:
        """(seq, feedback) this recipe read and no scan held against others, seq > after, by seq."""
        ...

    def holders(self, keys: Keys) -> Iterator[tuple[int, Feedback]]:
        """(scan that filed it, feedback) of each first appearance with one of ``keys``, by seq.

        Goes through all that is stored: ask once for many.
        """
        ...

    def file_appearances(self, scan: Scan, appearances: Sequence[Appearance]) -> None:
        """Store one batch and flag the readings of its copies, those made later too.

        Copies of what is found to be a copy now (see RemovalStore) fold where it does.
        """
        ...

    def stories(self, ids: Sequence[FeedbackId]) -> dict[FeedbackId, tuple[Feedback, ...]]:
        """Of each of ``ids`` that is a copy or has copies, all places of its text.

        The first appearance first, then by seq.
        """
        ...
