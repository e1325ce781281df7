"""A piece of a text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open range of Unicode code points."""

    start: int
    end: int
