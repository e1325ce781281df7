"""False-discovery control over tests of counts."""

from collections.abc import Sequence

import numpy as np
from scipy.stats import false_discovery_control

from voc.insight.signals.growth import Floats


def adjusted(tests: Sequence[tuple[float, float]], level: float) -> list[float]:
    """q of each (p, least p it could have had), after Benjamini & Hochberg (1995).

    Tests that could not have reached the level whatever came out are none, and have a q of 1: few
    people can tell nothing, and must not weaken the tests of many (Tarone, Biometrics 46, 1990;
    Gilbert, Applied Statistics 54, 2005). What they could have had hangs on totals alone.
    """
    p, least = np.asarray(tests, np.float64).reshape(-1, 2).T
    able = least <= level / _able(np.sort(least), level)
    q = np.ones(len(p))
    if able.any():
        q[able] = false_discovery_control(p[able])
    return [float(each) for each in q]


def _able(least: Floats, level: float) -> int:
    """The fewest tests k of which no more than k can reach the level divided by k."""
    for k in range(1, len(least) + 1):
        if np.searchsorted(least, level / k, side="right") <= k:
            return k
    return 1
