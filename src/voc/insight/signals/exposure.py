"""Out of how much an issue was told: feedback of the same place, or units sold where known.

A promotion or a season brings more of everything, and a week holds each weekday once: counts are
held against the exposure of their week, so that both cancel.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from voc.insight.signals.growth import Floats
from voc.types.signal import Volume

# Who buys tells within some weeks: a week's exposure is what was sold in it and in so many before.
SOLD_WEEKS = 4

Unit = Literal["feedback", "units sold"]
Place = tuple[str | None, str | None, str | None]  # product, channel, region


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposure:
    """Of one place, newest week first; 0 in a week that says nothing."""

    weeks: Floats
    unit: Unit


class Exposures:
    """Looks exposures up, by products, channel and region."""

    def __init__(self, volumes: Iterable[Volume], sold: Iterable[Volume], weeks: int) -> None:
        self._feedback = _by_place(volumes)
        self._sold = _by_place(sold)
        self._weeks = weeks

    def of(
        self, products: Collection[str | None], channel: str | None, region: str | None
    ) -> Exposure:
        """Units sold where every product has them in each of the newest weeks, else feedback."""
        places = [(product, channel, region) for product in products]
        sold = [self._sold_at(place) for place in places]
        known = [each for each in sold if each is not None]
        if places and len(known) == len(places):
            return Exposure(weeks=np.sum(known, axis=0), unit="units sold")
        told = [self._feedback.get(place, np.zeros(self._weeks)) for place in places]
        return Exposure(weeks=np.sum([np.zeros(self._weeks), *told], axis=0), unit="feedback")

    def _sold_at(self, place: Place) -> Floats | None:
        """None where one of the newest weeks has none: what sold then is not known yet."""
        sold = self._sold.get(place)
        if sold is None or not sold[:SOLD_WEEKS].all():
            return None
        runs = np.lib.stride_tricks.sliding_window_view(sold, SOLD_WEEKS)
        weeks: Floats = np.where(runs.all(axis=1), runs.sum(axis=1), 0.0)
        return weeks[: self._weeks]


def _by_place(volumes: Iterable[Volume]) -> dict[Place, Floats]:
    places: dict[Place, list[tuple[int, ...]]] = defaultdict(list)
    for volume in volumes:
        places[volume.product, volume.channel, volume.region].append(volume.weeks)
    return {place: np.sum(weeks, axis=0, dtype=np.float64) for place, weeks in places.items()}
