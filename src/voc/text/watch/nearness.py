"""Which of the words found stand close to each other."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TypeAlias

Range: TypeAlias = tuple[int, int]  # half-open, in a folded text


def partnered(
    ranges: Sequence[Range], others: Sequence[Range], distance: int, units: Sequence[int]
) -> list[Range]:
    """Those of ``ranges`` that have one of ``others`` at most ``distance`` units away.

    Two that overlap are no partners. ``units`` is what ``units_before`` gives for the text. Takes
    (n + m) log m, however many pairs there are: only the next on each side is looked at.
    """
    starts = sorted(start for start, _ in others)
    ends = sorted(end for _, end in others)
    found = []
    for start, end in ranges:
        after = bisect_left(starts, end)
        before = bisect_right(ends, start) - 1
        if (after < len(starts) and units[starts[after]] - units[end] <= distance) or (
            before >= 0 and units[start] - units[ends[before]] <= distance
        ):
            found.append((start, end))
    return found
