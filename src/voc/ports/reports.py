"""What reports are made of, and the reports themselves."""

from collections.abc import Iterator
from datetime import datetime
from typing import Protocol

from voc.types.drivers import Judgement
from voc.types.report import (
    AppearanceFact,
    FeedbackFact,
    IssueVoice,
    OpinionFact,
    ReadingFact,
    Report,
)

REMOVED_MEANWHILE = (
    "Feedback was removed while the report was made, which might quote it. Make the report again."
)


class ReportStore(Protocol):
    def facts(self, start: datetime, end: datetime, product: str | None) -> Iterator[FeedbackFact]:
        """Read feedback with start <= counted_at < end, by seq."""
        ...

    def opinions(
        self, start: datetime, end: datetime, product: str | None
    ) -> Iterator[OpinionFact]:
        """Opinions of unflagged feedback with start <= counted_at < end, by seq."""
        ...

    def readings(
        self, start: datetime, end: datetime, product: str | None
    ) -> Iterator[ReadingFact]:
        """One a fact of the same window, by seq."""
        ...

    def issue_voices(self, end: datetime, product: str | None) -> Iterator[IssueVoice]:
        """Members of open issues with counted_at < end, by (issue, rank)."""
        ...

    def judgements(
        self, start: datetime, end: datetime, product: str | None
    ) -> Iterator[Judgement]:
        """Unflagged feedback of customers with start <= counted_at < end, by seq.

        Articles are about us, not from customers.
        """
        ...

    def appearances(self, end: datetime, product: str | None) -> Iterator[AppearanceFact]:
        """Read feedback with counted_at < end that is a copy or has copies, by seq."""
        ...

    def last_counted_at(self) -> datetime | None:
        """The latest counted_at of all read feedback."""
        ...

    def save_report(self, report: Report, data: bytes, *, last_removal: int) -> None:
        """Keep a report's data (JSON); the same id is written once.

        Raises StoreError where feedback was removed after ``last_removal``, which was asked for
        before the report's rows: it might quote what is gone.
        """
        ...

    def reports(self) -> list[tuple[str, datetime]]:
        """(id, saved_at), newest period first."""
        ...

    def report_data(self, report_id: str) -> bytes:
        """Raises NotFoundError."""
        ...
