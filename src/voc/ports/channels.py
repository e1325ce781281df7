from collections.abc import Iterator
from typing import Protocol

from voc.types.feedback import RawFeedback, Reject, Sale, Shipment


class Channel(Protocol):
    """Where feedback comes from."""

    def read(self) -> Iterator[RawFeedback | Reject]:
        """Every row once, in the channel's order; memory does not grow with the source.

        A follow-up comes right after what it follows. Raises InputError where the source as a
        whole cannot be read, or breaks off; what was yielded before then counts.
        """
        ...


class ShipmentSource(Protocol):
    """Where shipped quantities come from."""

    def read(self) -> Iterator[Shipment | Reject]:
        """As Channel.read."""
        ...


class SaleSource(Protocol):
    """Where sold quantities come from."""

    def read(self) -> Iterator[Sale | Reject]:
        """As Channel.read."""
        ...
