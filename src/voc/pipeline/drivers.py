"""What ratings go with, from the store's rows."""

from datetime import datetime

from voc.errors import InputError
from voc.insight.drivers.importance import drivers
from voc.ports.store import Store
from voc.types.drivers import DriverIssue, Drivers
from voc.types.issue import IssueState


def rating_drivers(
    store: Store, start: datetime, end: datetime, product: str | None = None
) -> Drivers:
    """Of cleaned feedback with start <= counted_at < end. Raises InputError before any scan."""
    with store.snapshot():
        if store.last_counted_at() is None:
            raise InputError("No feedback has been read yet. `voc import` files, then `voc scan`.")
        issues = [
            DriverIssue(id=issue.id, kind=issue.kind, topic=issue.topic)
            for issue in store.issues()
            if issue.state is IssueState.OPEN
        ]
        return drivers(store.judgements(start, end, product), issues)
