"""How alike voices of one issue must be hangs on how alike any two voices of its shelf are.

Whatever people say of a car speaks of a car: on such a shelf a threshold made for snacks puts all
into one issue. So it is counted from the mean cosine of any two voices up. Mean pair F1 of five
labelled sets (bench/discovery/problems.py) rises from 0.565 to 0.613, that of cars from 0.15 to
0.42.
"""

from dataclasses import dataclass

import numpy as np

from voc.insight.discovery.rows import Rows
from voc.insight.packing import STEPS, total
from voc.insight.settings import DiscoverySettings

# A shelf of so many voices is half believed: few voices are alike because they tell few things.
# Swept 0, 100, 300, 600 on the same sets: 0.597, 0.613, 0.611, 0.602.
HALF_BELIEVED = 100
_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """Settings of a recipe as they are meant on one shelf."""

    same_issue_cosine: float
    new_issue_min_voices: int
    regroup_growth: float
    clear_margin: float
    drift_cosine: float


def fitted(settings: DiscoverySettings, alike: float) -> Fitted:
    """``alike``: what ``crowding`` found on the shelf."""
    return Fitted(
        same_issue_cosine=alike + settings.same_issue_cosine * (1 - alike),
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
