"""Where voices and issues lie."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from voc.types.issue import KnownIssue, Mark, PlacedVoice, Shelf, Single, Voice


class VectorStore(Protocol):
    """Where voices and issues lie, so that no scan makes the same vector twice."""

    def unvectored(
        self, space: str, *, after: int, limit: int
    ) -> list[tuple[int, tuple[Voice, ...]]]:
        """(seq, voices told without a vector of ``space``), filed or loose, seq > after, by seq."""
        ...

    def unvectored_members(
        self, space: str, *, after: int, limit: int
    ) -> list[tuple[int, tuple[Voice, ...]]]:
        """The same of members of issues, told any more or not."""
        ...

    def keep_vectors(self, space: str, vectors: Sequence[tuple[Voice, bytes]]) -> None:
        """Store one batch, in place of those of other spaces."""
        ...

    def settle_vectors(self, space: str) -> None:
        """Make the sums of issues that have none in ``space``; known_issues gives all then."""
        ...

    def known_issues(self, space: str) -> tuple[KnownIssue, ...]:
        """All that were not merged away, in order of id; closed ones without voices are not."""
        ...

    def loose(self, space: str) -> Iterator[PlacedVoice]:
        """loose_voices that have a vector of ``space``."""
        ...

    def filed(self, shelf: Shelf, space: str) -> Iterator[PlacedVoice]:
        """Members of the issues of one shelf, in no order."""
        ...

    def filed_counts(self) -> dict[Shelf, int]:
        """How many members the issues of each shelf have."""
        ...

    def marks(self) -> tuple[Mark, ...]: ...

    def singles(self) -> Iterator[Single]:
        """Loose voices that a scan left in no issue, by (seq, start)."""
        ...
