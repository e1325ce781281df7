"""Whether figures reach the floors they were given."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A figure below its floor, or not measured at all."""

    name: str
    floor: float
    value: float | None

    def __str__(self) -> str:
        found = "was not measured" if self.value is None else f"is {self.value:.4f}"
        return f"{self.name} {found}, its floor is {self.floor:.4f}"


def misses(figures: Mapping[str, float], floors: Mapping[str, float]) -> tuple[Miss, ...]:
    """Every floor that is not reached, in order of name. A floor without a figure is a miss."""
    return tuple(
        Miss(name=name, floor=floor, value=figures.get(name))
        for name, floor in sorted(floors.items())
        if figures.get(name, float("-inf")) < floor
    )
