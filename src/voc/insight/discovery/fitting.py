"""Settings of a recipe as they are meant on one shelf, by how alike its voices are as a whole.

Whatever people say of a car speaks of a car: on such a shelf all voices are alike, and a threshold
made for snacks puts all into one issue. So part of what voices share is taken off each
(vantage.py), and the threshold is counted from the mean product of any two up. Mean pair F1 of five
labelled sets (bench/discovery/problems.py) 0.600 with the threshold alone, 0.628 with both, 0.633
with a last call too; of cars 0.42, 0.55, 0.55.
"""

import math
from dataclasses import dataclass

from voc.insight.discovery.rows import Rows
from voc.insight.discovery.settings import DiscoverySettings
from voc.insight.discovery.vantage import Vantage
from voc.insight.packing import total_bytes, total_from
from voc.types.issue import Mark, Shelf, Totals

# A shelf of so many voices is half believed: few voices are alike because they tell few things.
# Swept 0, 100, 300, 600 on the same sets: 0.597, 0.613, 0.611, 0.602.
HALF_BELIEVED = 100
# Among more voices more are alike by chance. What is best among 100 voices is 0.05 too little among
# 2,000, and 0.05 to 0.1 among 3,500: problems that were left out of training, and our own in three
# languages, among clauses of others (bench/discovery/crosslang.py).
USUAL = 100
A_TENFOLD = 0.05
# Of what a shelf shares, so many times its crowding is taken off. Swept 0, 1, 1.5, 2, 3 on the same
# sets: 0.604, 0.628, 0.628, 0.640, 0.633 (last call at 0.9 of the threshold).
TAKEN_OFF = 2.0
# And never more than this: a problem that most of a shelf tells of is most of its middle. Where
# half of 210 voices tell of one smell they stay one issue; where four fifths of 130 do, they part.
MOST_TAKEN_OFF = 0.5
# Where all are alike, what stands alone is rather another way of saying it than another thing: the
# threshold for a voice that nothing took falls by this share of what is taken off. Swept 0.3, 0.5,
# 0.7: mean pair F1 0.633, 0.633, 0.639, of our own problems among 2,000 others 0.393, 0.392, 0.392;
# of the news of bench/discovery/clusters.py, tuning half, 4.7 %, 2.6 % and 1.6 % stay alone. Lower
# by a tenth on every shelf: 0.640, but 0.380 among others.
LENIENCE = 0.5
_DECIMALS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Fitted:
    """What a shelf is grouped by. Cosines are products of voices as ``vantage`` sees them."""

    vantage: Vantage
    same_issue_cosine: float
    last_call_cosine: float  # to the nearest issue, of a voice that nothing else took
    new_issue_min_voices: int
    clear_margin: float


def marked(shelf: Shelf, rows: Rows, voices: int, basis: str) -> Mark:
    """``voices``: on the shelf, those that tell nothing among them."""
    different, whole = rows.different()
    return Mark(
        shelf=shelf, voices=voices, different=different, total=total_bytes(whole), basis=basis
    )


def fitted(settings: DiscoverySettings, mark: Mark) -> Fitted:
    whole = total_from(mark.total)
    taken_off = min(MOST_TAKEN_OFF, TAKEN_OFF * crowding(whole, mark.different))
    vantage = Vantage.towards(whole, mark.different, round(taken_off, _DECIMALS))
    alike = believed(vantage.alike, mark.different)
    least = settings.same_issue_cosine + _for_size(mark.voices)
    threshold = alike + least * (1 - alike)
    return Fitted(
        vantage=vantage,
        same_issue_cosine=threshold,
        last_call_cosine=threshold * (1 - LENIENCE * vantage.taken_off),
        new_issue_min_voices=settings.new_issue_min_voices,
        clear_margin=settings.clear_margin,
    )


def _for_size(voices: int) -> float:
    return A_TENFOLD * math.log10(max(voices, USUAL) / USUAL)


def crowding(whole: Totals, different: int) -> float:
    """Mean product of any two of so many vectors that sum to ``whole``, as far as believed."""
    return believed(Vantage.towards(whole, different, 0).alike, different)


def believed(alike: float, different: int) -> float:
    """The less the fewer there are; 0 to 1."""
    believed = min(1.0, max(0.0, alike)) * different / (different + HALF_BELIEVED)
    return round(believed, _DECIMALS)
