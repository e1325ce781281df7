"""Looking up what stands somewhere in a text without going through everything in it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from operator import attrgetter
from typing import Protocol, TypeVar


class Placed(Protocol):
    @property
    def start(self) -> int: ...

    @property
    def end(self) -> int: ...


Thing = TypeVar("Thing", bound=Placed)
_START, _END = attrgetter("start"), attrgetter("end")


def touching(things: Sequence[Thing], start: int, end: int) -> Sequence[Thing]:
    """Those of ``things`` with a character in start:end; ``things`` are in order and apart."""
    first = bisect_right(things, start, key=_END)
    return things[first : bisect_left(things, end, lo=first, key=_START)]
