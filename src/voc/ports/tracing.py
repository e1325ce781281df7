"""The people of an issue, everybody else, and what was shipped."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from voc.types.feedback import Shipment
from voc.types.issue import IssueId
from voc.types.tracing import Crowd, Teller, Week


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
