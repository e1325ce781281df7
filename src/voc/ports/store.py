"""The store, one protocol a concern. One adapter serves them on SQLite and PostgreSQL alike.

Every write method is one transaction: killed half-way, nothing of it is stored.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Protocol

from voc.ports.signals import Judge, SignalStore
from voc.types.appearance import Appearance, Keys
from voc.types.drivers import Judgement
from voc.types.feedback import Feedback, FeedbackId, Origin, Reject, Sale, Shipment, Unmasked
from voc.types.forgetting import Person, Removal, Removed, Retention
from voc.types.idea import MediaText, WishingText
from voc.types.issue import (
    Discovery,
    Issue,
    IssueEvent,
    IssueId,
    IssueKind,
    KnownIssue,
    Mark,
    NewIssue,
    PlacedVoice,
    Shelf,
    Single,
    Voice,
)
from voc.types.opinion import Reading
from voc.types.report import (
    AppearanceFact,
    FeedbackFact,
    IssueVoice,
    LotShipment,
    OpinionFact,
    ReadingFact,
    Report,
)
from voc.types.scan import Recipe, Scan, ScanTally, Tally
from voc.types.trace import Subject, Suspicion, Told, Trace
from voc.types.tracing import Crowd, Teller, Week
from voc.types.watch import Watch, WatchCount

# What an issue is called, by the voices left in it.
Rename = Callable[[Issue, Sequence[Voice]], tuple[str, ...]]
REMOVED_MEANWHILE = (
    "Feedback was removed while the report was made, which might quote it. Make the report again."
)


class FeedbackStore(Protocol):
    def add(
        self,
        feedback: Sequence[Feedback],
        rejects: Sequence[Reject],
        origins: Sequence[Origin] = (),
    ) -> Tally:
        """Store one batch. A known id or reject is left as it is and counted as known/rejected.

        ``origins``, where told, one each of ``feedback``, in its order.
        Feedback of the forgotten is a reject: by its origin, for nothing of it is kept.
        Feedback whose id is known with another text is counted and kept as a reject: by channel
        and external id, for its place in the file is not known here.
        """
        ...

    def get(self, ids: Sequence[FeedbackId]) -> dict[FeedbackId, Feedback]: ...

    def unmasked(self, id_: FeedbackId) -> Unmasked | None:
        """What its origin gave to be kept beside it; None where nothing was masked or kept."""
        ...

    def count_unmasked(self) -> int: ...

    def count(self) -> int: ...

    def everything(self) -> Iterator[Feedback]:
        """All feedback, read or not, the last to arrive first."""
        ...

    def rejects(self, limit: int) -> list[Reject]:
        """The latest, newest first."""
        ...

    def add_shipments(self, shipments: Sequence[Shipment], rejects: Sequence[Reject]) -> Tally:
        """Store one batch; one row a (product, lot, region, shipped_on), known ones left alone.

        One that is known with another quantity is counted and kept as a reject.
        """
        ...

    def shipments(self) -> tuple[LotShipment, ...]:
        """Quantities summed a lot, ordered by product and lot."""
        ...

    def add_sales(self, sales: Sequence[Sale], rejects: Sequence[Reject]) -> Tally:
        """As add_shipments; one row a (product, sku, channel, region, day)."""
        ...


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


class TraceStore(Protocol):
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

        Of customers only: an article's sentences are not voices.

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


class TracingStore(Protocol):
    def tellers(self, issue_id: IssueId, since: date) -> tuple[Teller, ...]:
        """Unflagged feedback of customers that speaks of an issue, by seq.

        Undated, or posted since the first moment of ``since`` in UTC. Does not follow merges.
        """
        ...

    def crowds(self, week: Week) -> tuple[Crowd, ...]:
        """All unflagged feedback of customers on one product in one week (of UTC), as people.

        One who wrote twice of the same goods counts once.
        """
        ...

    def shipments_of(self, products: Sequence[str]) -> tuple[Shipment, ...]:
        """Every row of these products, in a fixed order."""
        ...


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


class IdeaStore(Protocol):
    def wishing(self, product: str | None) -> Iterator[WishingText]:
        """Unflagged feedback of customers that may wish for something, by seq.

        A clause of it was read as a suggestion, or a wish or a flavour was found in it.
        """
        ...

    def articles(self) -> Iterator[MediaText]:
        """Dated, unflagged media texts, by seq."""
        ...


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


class Store(
    FeedbackStore,
    ScanStore,
    CopyStore,
    TraceStore,
    WatchStore,
    LedgerStore,
    SignalStore,
    TracingStore,
    VectorStore,
    IdeaStore,
    ReportStore,
    RemovalStore,
    Protocol,
):
    """All of it."""

    def upgrade(self) -> None:
        """Bring the schema to this version. Does nothing when it is there already."""
        ...

    def snapshot(self) -> AbstractContextManager[None]:
        """Within it this thread reads what was stored at one moment, whatever others write."""
        ...

    def ping(self) -> None:
        """Returns where the database answers; raises StoreError where it does not."""
        ...

    def close(self) -> None: ...
