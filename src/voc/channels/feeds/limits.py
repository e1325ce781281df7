"""How much of a document is read before it is refused."""

import time
from dataclasses import dataclass

from voc.errors import InputError


class RefusedError(InputError):
    """A document is refused as a whole; the text is the reject's reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """A document beyond any of these is refused; of items beyond theirs, the first are kept."""

    size: int  # bytes, as sent and unpacked
    elements: int
    depth: int  # elements within each other, in well-formed XML
    items: int
    seconds: float  # of computing: a busy machine refuses no honest feed


# Ten times the largest feeds we have seen told of; the elements of full articles count too.
FEED_LIMITS = Limits(size=8 << 20, elements=300_000, depth=200, items=10_000, seconds=10)
# The protocol's own: 50 MB and 50,000 urls; images and languages of a page are elements too.
SITEMAP_LIMITS = Limits(size=50 << 20, elements=1_000_000, depth=20, items=50_000, seconds=30)
LIST_LIMITS = Limits(size=8 << 20, elements=100_000, depth=200, items=50_000, seconds=10)


class Budget:
    """What is left of the limits while one document is read.

    Every element asks it, so that no document runs on for much longer than it may: a signal would
    work in the main thread alone, and a thread cannot be stopped.
    """

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._elements = 0
        self._depth = 0
        self._end = time.thread_time() + limits.seconds

    def open_element(self) -> None:
        self._elements += 1
        self._depth += 1
        if self._elements > self._limits.elements:
            raise RefusedError(f"more than {self._limits.elements:,} elements")
        self.check_time()

    def close_element(self) -> None:
        self._depth -= 1

    def check_depth(self) -> None:
        """Where every element is closed. In other documents depth means nothing."""
        if self._depth > self._limits.depth:
            raise RefusedError(f"elements nested more than {self._limits.depth} deep")

    def check_time(self) -> None:
        if time.thread_time() > self._end:
            raise RefusedError(f"takes more than {self._limits.seconds:g} seconds to read")
