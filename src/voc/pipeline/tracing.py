"""Where a defect comes from, asked of the store."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from voc.insight.tracing import suspects
from voc.insight.tracing.weeks import monday_of, week_of_teller
from voc.ports.store import Store
from voc.types.issue import IssueId, IssueKind, IssueState
from voc.types.signal import Signal
from voc.types.tracing import Crowd, Suspect, Tracing, Week

# A lot is written about for some months; what was told earlier is of other lots.
LOOK_BACK = timedelta(weeks=26)
# An alert is about what is new. Of a defect that is often told of anyway (bench/tracing.py), four
# weeks name 27 bad lots of 30 at the eighth report, 26 weeks 25; of one seldom told of, the same.
LOOK_BACK_OF_ALERTS = timedelta(weeks=4)
KEPT_WEEKS = 512  # of crowds, while many issues are traced

Crowds = Callable[[Week], Sequence[Crowd]]


def trace(store: Store, issue_id: IssueId, now: datetime, back: timedelta = LOOK_BACK) -> Tracing:
    """What stands out among the people of one issue. Follows merges; raises NotFoundError."""
    since = monday_of((now - back).astimezone(UTC).date())
    with store.snapshot():
        return _traced(store, store.issue(issue_id).id, since, store.crowds)


def trace_defects(store: Store, now: datetime) -> Iterator[Tracing]:
    """Of every open defect that enough people tell of, in order of id."""
    since = monday_of((now - LOOK_BACK).astimezone(UTC).date())
    with store.snapshot():
        crowds = lru_cache(KEPT_WEEKS)(store.crowds)
        for issue in store.issues(IssueKind.DEFECT):
            if issue.state is IssueState.OPEN:
                traced = _traced(store, issue.id, since, crowds)
                if traced.people >= suspects.LEAST_HITS:
                    yield traced


def first_suspect(store: Store, signal: Signal, now: datetime) -> Suspect | None:
    """Whom an alert names; None where nothing stands out or nothing can be told."""
    traced = trace(store, signal.issue_id, now, LOOK_BACK_OF_ALERTS)
    return next((one for one in traced.suspects if signal.product in (None, one.product)), None)


def _traced(store: Store, issue_id: IssueId, since: date, crowds: Crowds) -> Tracing:
    tellers = store.tellers(issue_id, since)
    enough = len({teller.person for teller in tellers}) >= suspects.LEAST_HITS
    weeks = {week_of_teller(teller) for teller in tellers} if enough else set()
    products = sorted({product for product, _ in weeks if product is not None})
    return suspects.trace(
        issue_id,
        tellers,
        {week: crowds(week) for week in weeks},
        store.shipments_of(products),
        since=since,
    )
