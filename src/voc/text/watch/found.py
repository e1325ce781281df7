"""What one pass found in one text, for all queries to look up."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from voc.text.watch.folding import units_before
from voc.types.document import CleanText

Spot: TypeAlias = tuple[int, int, int]  # part, start and end in its folded text
Fact: TypeAlias = float | date

# The id of what is in every text. Leaves of queries count from 1.
EVERY = 0


@dataclass(frozen=True, slots=True)
class Found:
    """Where the leaves of all queries stand in one text."""

    parts: Sequence[CleanText]  # folded, in the order of the item's parts
    leaves: Mapping[int, Sequence[Spot]]  # only those that were found
    facts: Mapping[str, Fact]  # only those that are known
    _units: dict[int, list[int]] = field(default_factory=dict)

    def units(self, part: int) -> list[int]:
        """``units_before`` of one part, counted when a first query asks."""
        if part not in self._units:
            self._units[part] = units_before(self.parts[part].text)
        return self._units[part]
