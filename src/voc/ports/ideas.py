"""What idea cards are made of."""

from collections.abc import Iterator
from typing import Protocol

from voc.types.idea import MediaText, WishingText


class IdeaStore(Protocol):
    def wishing(self, product: str | None) -> Iterator[WishingText]:
        """Unflagged feedback of customers that may wish for something, by seq.

        A clause of it was read as a suggestion, or a wish or a flavour was found in it.
        """
        ...

    def articles(self) -> Iterator[MediaText]:
        """Dated, unflagged media texts, by seq."""
        ...
