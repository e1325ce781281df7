"""How alike voices of one issue must be hangs on how alike any two voices of its shelf are.

Whatever people say of a car speaks of a car: on such a shelf a threshold made for snacks puts all
into one issue. So it is counted from the mean cosine of any two voices up. Mean pair F1 of five
labelled sets (bench/discovery/problems.py) rises from 0.565 to 0.613, that of cars from 0.15 to
0.42.
"""

import math
from dataclasses import dataclass

import numpy as np

from voc.insight.discovery.packing import STEPS, total
from voc.insight.discovery.rows import Rows
from voc.insight.discovery.settings import DiscoverySettings

# A shelf of so many voices is half believed: few voices are alike because they tell few things.
# Swept 0, 100, 300, 600 on the same sets: 0.597, 0.613, 0.611, 0.602.
HALF_BELIEVED = 100
# Among more voices more are alike by chance. What is best among 100 voices is 0.05 too little among
# 2,000, and 0.05 to 0.1 among 3,500: problems that were left out of training, and our own in three
# languages, among clauses of others (bench/discovery/crosslang.py).
USUAL = 100
A_TENFOLD = 0.05
_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Settings of a recipe as they are meant on one shelf."""

    same_issue_cosine: float
    new_issue_min_voices: int
    regroup_growth: float
    clear_margin: float
    drift_cosine: float


def fitted(settings: DiscoverySettings, alike: float, voices: int) -> Fitted:
    """``alike``: what ``crowding`` found on the shelf; ``voices``: how many there were."""
    least = settings.same_issue_cosine + A_TENFOLD * math.log10(max(voices, USUAL) / USUAL)
    return Fitted(
        same_issue_cosine=alike + least * (1 - alike),
        new_issue_min_voices=settings.new_issue_min_voices,
        regroup_growth=settings.regroup_growth,
        clear_margin=settings.clear_margin,
        drift_cosine=settings.drift_cosine,
    )


def crowding(rows: Rows) -> float:
    """Mean cosine of any two voices, the less believed the fewer they are; 0 to 1."""
    count = len(rows)
    if count < 2:
        return 0.0
    whole = total(rows.packed).astype(np.float64) / STEPS
    mean = (float(whole @ whole) - count) / (count * (count - 1))
    return round(min(1.0, max(0.0, mean)) * count / (count + HALF_BELIEVED), _DECIMALS)
