"""Traces of reviews, and which look paid for."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from voc.types.paid_reviews import Subject, Suspicion, Told, Trace
from voc.types.scan import Scan


class PaidReviewStore(Protocol):
    def untraced(self, recipe_id: str, *, after: int, limit: int) -> list[tuple[int, Told]]:
        """(seq, feedback) this recipe read and no trace was taken of, seq > after, by seq."""
        ...

    def file_traces(self, scan: Scan, traces: Sequence[Trace]) -> None: ...

    def histories(self, scan: Scan, subject: Subject, least: int) -> Iterator[list[Trace]]:
        """All traces of each product (author, …) that a trace of ``scan`` names, one at a time.

        Only of those with ``least`` traces or more, each in order of seq; of SAME, long texts only.
        """
        ...

    def suspect(self, suspicions: Sequence[Suspicion]) -> None:
        """Flag their readings, those made later too; a flag that is there stays as it is."""
        ...
