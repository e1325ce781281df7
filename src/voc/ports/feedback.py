"""What was imported: feedback, shipments, sales, and what was turned away."""

from collections.abc import Iterator, Sequence
from typing import Protocol

from voc.types.feedback import Feedback, FeedbackId, Origin, Reject, Sale, Shipment, Unmasked
from voc.types.report import LotShipment
from voc.types.scan import Tally


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
