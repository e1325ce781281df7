"""Whether figures reach what was promised of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from voc.evaluation.bootstrap import Estimate

# Of fewer texts a figure says little by itself: there its interval must reach the floor.
FEW_TEXTS = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """What is promised of one figure. Rates are shares, not percent."""

    task: str  # in words
    figure: str  # its name
    floor: float | None = None  # at least this
    over_baseline: float | None = None  # and at least this much more than the baseline
    ceiling: float | None = None  # at most this
    goal: float | None = None  # aimed for
    short: bool = False  # known to be missed by the models that ship; their cards say why


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What was found for a line."""

    texts: int
    figure: Estimate
    over_baseline: Estimate | None = None  # None: no baseline answers the task


def is_met(line: Line, found: Measured) -> bool:
    """Whether every promise of ``line`` is kept; one over a baseline needs a baseline."""
    kept = [
        line.floor is None or _most(found.figure, found.texts) >= line.floor,
        line.ceiling is None or _least(found.figure, found.texts) <= line.ceiling,
        line.over_baseline is None
        or (
            found.over_baseline is not None
            and _most(found.over_baseline, found.texts) >= line.over_baseline
        ),
    ]
    return all(kept)


def _most(estimate: Estimate, texts: int) -> float:
    return estimate.high if texts < FEW_TEXTS else estimate.value


def _least(estimate: Estimate, texts: int) -> float:
    return estimate.low if texts < FEW_TEXTS else estimate.value


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
