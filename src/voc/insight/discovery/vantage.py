"""From where the voices of a shelf are looked at.

Cosines are angles seen from nought. Where everybody speaks of cars, voices all lie on one side, and
what tells their problems apart is a small angle; seen from nearer their middle it is a wide one.
Everything is counted from sums of packed vectors, so that an issue's centre is seen from there
without its voices, and later voices are seen from the very same point.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np

from voc.insight.packing import STEPS, centre
from voc.types.issue import Totals, Vector, Vectors


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Vantage:
    """A point on the way from nought to the middle of a shelf.

    All vectors are divided by one length, the root of their mean square from there, and not each
    by its own: the mean of seen vectors is then the seen mean, whatever came since, and a voice
    that tells no more than the whole shelf does is near to nobody. Each by its own is no better:
    mean pair F1 0.636 instead of 0.640 (fitting.py).
    """

    point: Vector  # (d,); nought where nothing is taken off
    length: float
    taken_off: float  # share of the way
    alike: float  # mean product of any two voices, seen from here

    @classmethod
    def towards(cls, whole: Totals, different: int, taken_off: float) -> Self:
        """To the middle of ``different`` vectors of unit length that sum to ``whole``."""
        middle = whole.astype(np.float64) / (STEPS * max(different, 1))
        square = float(middle @ middle)
        off = taken_off * (2 - taken_off) * square
        pairs = different * (different - 1)
        alike = (square * different**2 - different) / pairs if pairs else 0.0
        return cls(
            point=(taken_off * middle).astype(np.float32),
            length=float(np.sqrt(1 - off)),
            taken_off=taken_off,
            alike=(alike - off) / (1 - off),
        )

    def seen(self, vectors: Vectors) -> Vectors:
        """(n, d) of unit length, as seen from here; changes them in place."""
        if self.taken_off and len(vectors):  # no rows are not known to be of d numbers
            vectors -= self.point
            vectors /= np.float32(self.length)
        return vectors

    def centre(self, totals: Totals, voices: int) -> Vector:
        """The mean of ``voices`` vectors as seen from here."""
        return self.seen(centre(totals, voices))


PLAIN = Vantage(point=np.zeros(1, dtype=np.float32), length=1.0, taken_off=0.0, alike=0.0)
