"""Whether the points of drivers are true, sensible and fast.

`truth`: ratings made with known effects (skewed stars, talk that comes together, anger that lowers
the rating and brings complaints, three products); how often 95 % intervals hold the truth, by how
many rows tell a thing. `real`: reviews with stars from VOC_EVAL_DATA, read by the fast profile;
drivers in full, and how they rank beside shares of R2 after Lindeman, Merenda & Gold. `speed`:
1,000,000 judgements.

    python bench/discovery/drivers.py [truth|real|speed]     writes bench/results/drivers-*.json
"""

import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voc.insight.drivers import drivers
from voc.types.drivers import Drivers, Effect, Judgement
from voc.types.opinion import Polarity

HERE = Path(__file__).parent
RESULTS = HERE.parent / "results"
TOPICS = 20
POPULATION = 1_000_000
SIDES = (Polarity.POSITIVE, Polarity.NEGATIVE)
CLASSES = (10, 20, 30, 50, 100, 300, 10**9)


@dataclass(frozen=True)
class World:
    """Everybody there is: samples of it have a truth, the figures of all of it."""

    told: np.ndarray  # (n, 2 * TOPICS) good words, then bad ones
    product: np.ndarray  # (n,)
    stars: np.ndarray  # (n,)

    @classmethod
    def make(cls, rng: np.random.Generator, n: int, loved: bool) -> "World":
        """Where people ``loved`` all, whoever does not complain gives five stars 98 times in 100."""
        anger = rng.normal(size=(n, 1))
        often = np.geomspace(0.005, 0.25, TOPICS)
        lean = np.log(often / (1 - often))
        well = rng.random((n, TOPICS)) < _odds(rng.permutation(lean) - 0.3 * anger)
        badly = rng.random((n, TOPICS)) < _odds(rng.permutation(lean) - 1.0 + 0.8 * anger)
        product = rng.choice(3, n, p=(0.7, 0.25, 0.05))
        told = np.hstack([well, badly])
        earned = np.linspace(0, 0.4, TOPICS)
        lost = -np.geomspace(0.05, 2.0, TOPICS)
        usual = np.array([4.95, 4.9, 4.9] if loved else [4.6, 4.3, 3.8])
        earned = earned * (0.1 if loved else 1)
        mean = usual[product] + told @ np.concatenate([earned, lost])
        return cls(told, product, _stars(rng, mean if loved else mean - 0.1 * anger[:, 0]))

    def judgements(self, rows: np.ndarray | slice = slice(None)) -> Iterator[Judgement]:
        for told, product, stars in zip(
            self.told[rows], self.product[rows], self.stars[rows], strict=True
        ):
            yield Judgement(
                channel="shop", product=f"p{product}", author_key=None, rating=float(stars),
                score=0.0, issues=(),
                told=tuple((f"t{c % TOPICS:02}", SIDES[c // TOPICS]) for c in np.flatnonzero(told)),
            )  # fmt: skip


def _odds(lean: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-lean))


def _stars(rng: np.random.Generator, mean: np.ndarray) -> np.ndarray:
    """Half the people give five stars or one, the other half weigh: means are kept by both."""
    share = np.clip((mean - 1) / 4, 0, 1)
    extreme = np.where(rng.random(len(mean)) < share, 5, 1)
    return np.where(rng.random(len(mean)) < 0.5, extreme, 1 + rng.binomial(4, share))


def effects(found: Drivers) -> dict[tuple[str, str], Effect]:
    sides = {(one.topic, "well"): one.well for one in found.topics}
    return sides | {(one.topic, "badly"): one.badly for one in found.topics}


def truth(samples: int, size: int, seed: int, *, loved: bool = False) -> dict[str, object]:
    rng = np.random.default_rng(seed)
    world = World.make(rng, POPULATION, loved)
    everybody = drivers(world.judgements(), ())
    whole = effects(everybody)
    stakes = {one.topic: one.importance for one in everybody.topics}
    held: dict[str, dict[int, list[bool]]] = defaultdict(lambda: defaultdict(list))
    for _ in range(samples):
        found = drivers(world.judgements(rng.integers(0, POPULATION, size)), ())
        for name, effect in effects(found).items():
            if effect.when_told and effect.in_all:
                rows = max(c for c in CLASSES if c <= effect.rows)
                for what in ("when_told", "in_all"):
                    true, told = getattr(whole[name], what).value, getattr(effect, what)
                    held[what][rows].append(told.low <= true <= told.high)
        for one in found.topics:
            if one.importance:
                true = stakes[one.topic].value
                held["importance"][0].append(one.importance.low <= true <= one.importance.high)
    return {
        "stars": "nearly all five" if loved else "skewed",
        "rows": size,
        "samples": samples,
        "held": {
            what: {
                f"told by {rows} rows or more" if rows else "all": {
                    "intervals": len(found), "share": round(float(np.mean(found)), 4)
                }
                for rows, found in sorted(by_rows.items())
            }
            for what, by_rows in held.items()
        },
    }  # fmt: skip


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else "truth"
    if what == "truth":
        result: object = [truth(400, 500, 1), truth(300, 2_000, 2), truth(60, 10_000, 3)]
    path = RESULTS / f"drivers-{what}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
