"""Issues, their voices, and what people decide of them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Protocol

from voc.types.issue import Issue, IssueEvent, IssueId, IssueKind, NewIssue, Voice


class LedgerStore(Protocol):
    def issues(self, kind: IssueKind | None = None) -> tuple[Issue, ...]:
        """All, in order of id, merged and dismissed ones too."""
        ...

    def issue(self, issue_id: IssueId) -> Issue:
        """Follows merges. Raises NotFoundError."""
        ...

    def core_voices(self, per_issue: int) -> dict[IssueId, tuple[Voice, ...]]:
        """Of every issue not merged away, its first ``per_issue`` members by rank."""
        ...

    def loose_voices(self) -> Iterator[Voice]:
        """Complaint and wish clauses of unflagged feedback that are in no issue, by (seq, start).

        Of customers, and of articles within their passages: without passages they have no voices.

        One voice a (feedback, span, kind): of several opinions, the most certain. An opinion with
        intent complaint is a defect's, with intent suggestion an idea's.
        """
        ...

    def reread_voices(self) -> list[tuple[tuple[Voice, ...], tuple[Voice, ...]]]:
        """Of each feedback read again since its voices were filed: as filed, as told now.

        Voices told now may be in an issue or loose; one a (feedback, span, kind), as loose ones.
        """
        ...

    def rename(self, issue_id: IssueId, title: str, now: datetime) -> Issue: ...

    def pin(self, issue_id: IssueId, pinned: bool, now: datetime) -> Issue: ...

    def dismiss(self, issue_id: IssueId, dismissed: bool, now: datetime) -> Issue: ...

    def merge(self, issue_id: IssueId, into: IssueId, now: datetime) -> Issue:
        """Members move to ``into``; the old id redirects. Raises StoreError if kinds differ."""
        ...

    def split(self, issue_id: IssueId, off: NewIssue, terms: Sequence[str], now: datetime) -> Issue:
        """The voices of ``off`` leave for a new issue; what is left is called ``terms``.

        Raises StoreError where one of them is not in the issue.
        """
        ...

    def voices(self, issue_id: IssueId) -> tuple[Voice, ...]:
        """All members by rank. Follows merges. Raises NotFoundError."""
        ...

    def events(self, issue_id: IssueId) -> tuple[IssueEvent, ...]: ...
