"""Where a defect comes from, asked of the store."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from voc.insight.tracing import suspects
from voc.insight.tracing.weeks import monday_of, week_of_teller
from voc.ports.store import Store
from voc.types.issue import IssueId, IssueKind, IssueState
from voc.types.signal import Signal
from voc.types.tracing import Crowd, Suspect, Teller, Tracing, Week

# A lot is written about for some months; what was told earlier is of other lots.
LOOK_BACK = timedelta(weeks=26)
# An alert is about what is new. Of a defect that is often told of anyway (bench/tracing.py), four
# weeks name 27 bad lots of 30 at the eighth report, 26 weeks 25; of one seldom told of, the same.
LOOK_BACK_OF_ALERTS = timedelta(weeks=4)
KEPT_WEEKS = 512  # of crowds, while many issues are traced

Crowds = Callable[[Week], Sequence[Crowd]]


def trace(store: Store, issue_id: IssueId, now: datetime) -> Tracing:
    """What stands out among the people of one issue. Follows merges; raises NotFoundError."""
    since = _since(now, LOOK_BACK)
    with store.snapshot():
        found = store.issue(issue_id).id
        return _traced(store, found, store.tellers(found, since), since, store.crowds)


def trace_defects(store: Store, now: datetime) -> Iterator[Tracing]:
    """Of every open defect that enough people tell of, in order of id."""
    since = _since(now, LOOK_BACK)
    with store.snapshot():
        crowds = lru_cache(KEPT_WEEKS)(store.crowds)
        for issue in store.issues(IssueKind.DEFECT):
            if issue.state is IssueState.OPEN:
                tellers = store.tellers(issue.id, since)
                traced = _traced(store, issue.id, tellers, since, crowds)
                if traced.people >= suspects.LEAST_HITS:
                    yield traced


def first_suspect(store: Store, signal: Signal, now: datetime) -> Suspect | None:
    """Whom an alert names; None where nothing stands out or nothing can be told.

    Among those whom the signal rests on, be it a surge or the newest voices of an issue.
    """
    with store.snapshot():
        return _first(store, signal, now, store.crowds)


def _first(store: Store, signal: Signal, now: datetime, crowds: Crowds) -> Suspect | None:
    since = _since(now, LOOK_BACK_OF_ALERTS)
    found = store.issue(signal.issue_id).id
    own = store.tellers_of(signal.voices) if signal.voices else store.tellers(found, since)
    traced = _traced(store, found, own, since, crowds)
    return next((one for one in traced.suspects if signal.product in (None, one.product)), None)


def suspects_of(store: Store, signals: Sequence[Signal]) -> tuple[Suspect | None, ...]:
    """Of each signal the one its alert names; of what was not raised, and of ideas, None.

    Seen from the last day that was judged, so that an export of last year is traced as well.
    """
    with store.snapshot():
        crowds = lru_cache(KEPT_WEEKS)(store.crowds)
        return tuple(
            _first(store, signal, datetime.combine(signal.end, time(), UTC), crowds)
            if signal.raised and store.issue(signal.issue_id).kind is IssueKind.DEFECT
            else None
            for signal in signals
        )


def _since(now: datetime, back: timedelta) -> date:
    return monday_of((now - back).astimezone(UTC).date())


def _traced(
    store: Store, issue_id: IssueId, tellers: Sequence[Teller], since: date, crowds: Crowds
) -> Tracing:
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
