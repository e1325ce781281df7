"""The store, one protocol a concern. One adapter serves them on SQLite and PostgreSQL alike.

Every write method is one transaction: killed half-way, nothing of it is stored.
"""

from contextlib import AbstractContextManager
from typing import Protocol

from voc.ports.alerts import AlertStore, OutboxStore
from voc.ports.collecting import CollectStore
from voc.ports.copies import CopyStore
from voc.ports.feedback import FeedbackStore
from voc.ports.ideas import IdeaStore
from voc.ports.ledger import LedgerStore
from voc.ports.paid_reviews import PaidReviewStore
from voc.ports.removals import RemovalStore
from voc.ports.reports import ReportStore
from voc.ports.runs import RunStore
from voc.ports.scans import ScanStore
from voc.ports.signals import SignalStore
from voc.ports.tracing import TracingStore
from voc.ports.vectors import VectorStore
from voc.ports.watches import WatchStore


class Store(
    FeedbackStore,
    ScanStore,
    CopyStore,
    PaidReviewStore,
    WatchStore,
    AlertStore,
    OutboxStore,
    LedgerStore,
    SignalStore,
    TracingStore,
    VectorStore,
    IdeaStore,
    ReportStore,
    RemovalStore,
    CollectStore,
    RunStore,
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
