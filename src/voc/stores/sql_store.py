"""The store on SQLAlchemy: the same queries on SQLite and PostgreSQL."""

from contextlib import AbstractContextManager

import sqlalchemy as sa

from voc.ports.store import Store
from voc.stores.alerts import SqlAlerts
from voc.stores.copies import SqlCopies
from voc.stores.engine import Clock, Database, database_time
from voc.stores.feedback import SqlFeedback
from voc.stores.ideas import SqlIdeas
from voc.stores.items import SqlItems
from voc.stores.ledger import SqlLedger
from voc.stores.outbox import SqlOutbox
from voc.stores.paid_reviews import SqlPaidReviews
from voc.stores.removals import SqlRemovals
from voc.stores.reports import SqlReports
from voc.stores.runs import SqlRuns
from voc.stores.scans import SqlScans
from voc.stores.signals import SqlSignals
from voc.stores.sources import SqlSources
from voc.stores.tracing import SqlTracing
from voc.stores.upgrade import upgrade
from voc.stores.vectors import SqlVectors
from voc.stores.watches import SqlWatches


class SqlStore(
    SqlFeedback,
    SqlScans,
    SqlCopies,
    SqlPaidReviews,
    SqlWatches,
    SqlAlerts,
    SqlOutbox,
    SqlLedger,
    SqlSignals,
    SqlTracing,
    SqlVectors,
    SqlIdeas,
    SqlReports,
    SqlRemovals,
    SqlSources,
    SqlItems,
    SqlRuns,
    Store,
):
    """All of voc's data behind one URL: ``sqlite:///PATH`` or ``postgresql://…``.

    Making one connects to nothing. Every method raises StoreError where the database cannot be
    reached, is not upgraded, or refuses. Threads may share it; processes each need their own.
    """

    def __init__(self, url: str, clock: Clock = database_time) -> None:
        super().__init__(Database(url, clock))

    def upgrade(self) -> None:
        upgrade(self._database)

    def snapshot(self) -> AbstractContextManager[None]:
        return self._database.snapshot()

    def ping(self) -> None:
        with self._database.reading() as connection:
            connection.execute(sa.select(1)).scalar_one()

    def close(self) -> None:
        self._database.engine.dispose()
