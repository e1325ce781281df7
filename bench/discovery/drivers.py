"""Whether the points of drivers are true, sensible and fast.

`truth`: ratings made with known effects (skewed stars, talk that comes together, anger that lowers
the rating and brings complaints, three products); how often 95 % intervals hold the truth, by how
many rows tell a thing. `real`: reviews with stars from VOC_EVAL_DATA, imported and scanned by the
fast profile. `speed`: `voc drivers` on 1,000,000 judgements in SQLite.

    voc bench discovery drivers [truth|real|speed]     writes bench/results/drivers-*.json
"""

import json
import os
import sqlite3
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bench import measure
from voc.insight.drivers.importance import drivers
from voc.stores.sql_store import SqlStore
from voc.types.drivers import Drivers, Effect, Judgement
from voc.types.opinion import Polarity

HERE = Path(__file__).parent
DATA = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
REAL = ("meituan_star_reviews/train", "swiftkey_stream_en/stream", "ar_miner_informative_en/train")
RESULTS = HERE.parent / "results"
TOPICS = 20
POPULATION = 300_000
SIDES = (Polarity.POSITIVE, Polarity.NEGATIVE)
CLASSES = (20, 30, 50, 100, 300, 1000)


@dataclass(frozen=True)
class World:
    """Everybody there is: samples of it have a truth, the figures of all of it."""

    told: np.ndarray  # (n, 2 * TOPICS) good words, then bad ones
    product: np.ndarray  # (n,)
    stars: np.ndarray  # (n,)

    @classmethod
    def make(cls, rng: np.random.Generator, n: int, loved: bool) -> "World":
        """Where people ``loved`` all, 98 of 100 who do not complain give five stars."""
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


def real() -> dict[str, object]:
    """What `voc drivers` tells of each set; of its issues only the figures, for names are words."""
    found = {}
    for name in REAL:
        with tempfile.TemporaryDirectory() as folder:
            env = measure.environment(Path(folder) / "home")
            measure.voc("import", str(DATA / f"{name}.csv.gz"), env=env)
            measure.voc("scan", "--profile", "fast", env=env)
            found[name] = shown(json.loads(measure.voc("drivers", "--json", env=env).stdout))
            print(name, json.dumps(found[name], ensure_ascii=False, indent=1), flush=True)
    return found


def shown(told: dict) -> dict[str, object]:
    issues = [one["effect"] for one in told["issues"] if one["effect"]["in_all"]]
    return {
        **{key: told[key] for key in ("outcome", "rows", "mean", "explained")},
        "topics": {
            one["topic"]: {
                "at stake": three(one["importance"]),
                "well": three(one["well"]["when_told"]),
                "badly": three(one["badly"]["when_told"]),
                "rows": [one["well"]["rows"], one["badly"]["rows"]],
                "liked": three(one["satisfaction"]),
                "quadrant": one["quadrant"],
            }
            for one in told["topics"]
            if one["importance"]
        },
        "issues told": len(issues),
        "dearest issues": [[one["rows"], three(one["when_told"])] for one in issues[:10]],
    }


def three(estimate: dict | None) -> list[float] | None:
    return estimate and [round(estimate[key], 3) for key in ("value", "low", "high")]


def speed(rows: int) -> dict[str, object]:
    with tempfile.TemporaryDirectory() as folder:
        env = measure.environment(Path(folder) / "home")
        path = Path(folder) / "home" / "voc.db"
        path.parent.mkdir()
        store = SqlStore(f"sqlite:///{path}")
        store.upgrade()
        store.close()
        fill(path, rows)
        before = os.times()
        run = measure.voc("drivers", "--json", env=env)
        after = os.times()
    told = json.loads(run.stdout)
    return {
        **measure.machine(),
        "rows": told["rows"],
        "seconds": round(run.seconds, 1),
        "processor_s": round(after.children_user - before.children_user, 1),
        "peak_mib": round(run.peak_mib),
        "explained": told["explained"],
    }


def fill(path: Path, rows: int) -> None:
    """A store of ``rows`` read reviews of 60 products and as many authors, two opinions each."""
    rng = np.random.default_rng(4)
    world = World.make(rng, rows, loved=False)
    products = rng.integers(0, 60, rows)
    at = "2026-10-05 00:00:00.000000"
    with sqlite3.connect(path) as connection:
        connection.execute("INSERT INTO recipes (id, body) VALUES ('r', '{}')")
        connection.execute(
            "INSERT INTO scans (id, recipe_id, reread, started_at, state, tally) "
            "VALUES (1, 'r', 0, ?, 'done', '{}')",
            [at],
        )
        connection.executemany(
            "INSERT INTO feedback (seq, id, channel, kind, text, posted_at, product, author_key, "
            "rating) VALUES (?, ?, 'shop', 'review', 'text', ?, ?, ?, ?)",
            (
                (n, f"f{n}", at, f"p{products[n]}", f"author {n}", float(world.stars[n]))
                for n in range(rows)
            ),
        )
        connection.executemany(
            "INSERT INTO readings (feedback_seq, scan_id, first_scan_id, counted_at, recipe_id, "
            "language, sentiment, sentiment_score, sentiment_confidence, severity, "
            "severity_confidence, intents, entities, flags, flagged, deep) VALUES (?, 1, 1, ?, "
            "'r', 'zh-Hans', 'neutral', 0, 1, 'none', 1, '[]', '[]', '[]', 0, 0)",
            ((n, at) for n in range(rows)),
        )
        row, column = np.nonzero(world.told)
        connection.executemany(
            "INSERT INTO opinions (feedback_seq, number, span_start, span_end, topic, polarity, "
            "severity, confidence) VALUES (?, ?, 0, 1, ?, ?, 'none', 1)",
            (
                (int(n), int(c), f"t{c % TOPICS:02}", SIDES[c // TOPICS].value)
                for n, c in zip(row, column, strict=True)
            ),
        )


def main() -> None:
    what = sys.argv[1] if len(sys.argv) > 1 else "truth"
    results: dict[str, Callable[[], object]] = {
        "truth": lambda: [
            truth(150, 500, 1),
            truth(60, 2_000, 2),
            truth(10, 10_000, 3),
            truth(60, 2_000, 4, loved=True),
        ],
        "real": real,
        "speed": lambda: speed(1_000_000),
    }
    result = results[what]()
    path = RESULTS / f"drivers-{what}.json"
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, ensure_ascii=False, indent=1))


if __name__ == "__main__":
    main()
