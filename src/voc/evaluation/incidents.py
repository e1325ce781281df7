"""What is planted into a replayed market: incidents to be found, bursts that are none."""

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from random import Random


class Shape(StrEnum):
    SUDDEN = "sudden"  # all within days
    CREEPING = "creeping"  # more every week, over weeks


class Harmless(StrEnum):
    PRAISE = "promotion_praise"
    COPIES = "copied_posts"
    ANGRY = "one_angry_author"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    id: str  # of the feedback, as its channel counts
    posted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """People who tell of one thing that is wrong with one product."""

    id: str
    kind: str  # what people who labelled the texts call it
    line: str
    product: str
    shape: Shape
    lot: str | None  # that all of it is of; None: of any
    reports: tuple[Report, ...]  # as they were written, first to last

    @property
    def size(self) -> int:
        return len(self.reports)


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Many posts that tell of nothing new."""

    id: str
    harmless: Harmless
    line: str
    product: str
    reports: tuple[Report, ...]


def days(count: int, shape: Shape, rng: Random) -> list[float]:
    """Days from an incident's beginning to each of its ``count`` reports, ascending.

    Sudden: evenly over four days to two weeks, longer for more reports. Creeping: over three to
    eight weeks, the rate growing from nothing (density linear in time).
    """
    if shape is Shape.SUDDEN:
        length = min(14.0, 4.0 + count / 4)
        return sorted(rng.uniform(0, length) for _ in range(count))
    length = rng.uniform(21.0, min(56.0, 28.0 + count))
    return sorted(length * math.sqrt(rng.random()) for _ in range(count))
