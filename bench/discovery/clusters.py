"""Our grouping beside BERTopic's on four sets that others labelled, same vectors, same run.

    VOC_BERTOPIC_PYTHON=/path/to/python voc bench discovery clusters [--out FILE]

Each text is encoded once by the encoder of clauses that ships; both methods get these vectors, what
it makes of them is its own. Ours is what discovery does with a shelf, by the same function, one
setting for all sets (grouping.py). Unassigned is what is in no issue, as in a scan: of ours what
nobody else tells, or too few people for an issue. VOC_BERTOPIC_PYTHON is an interpreter with
bertopic 0.17 (default: this one); --ours leaves BERTopic out.

What BERTopic leaves unassigned is scored as it labels it, one topic of its own, and as a topic a
text, which NMI rewards: it is not corrected for chance (AMI is). Verdicts compare with the best
of BERTopic's settings, figure by figure: ``as labelled``, and ``either way``, by whichever of the
two favours each.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import jieba
import numpy as np
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    normalized_mutual_info_score,
)

from bench.discovery.labelled_texts import SETS, LabelledText, chosen
from bench.discovery.problems import CLAUSES, clause_encoder
from voc.bootstrap import benches

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
OUT = ROOT / "proof" / "discovery-clusters.json"
BERTOPIC_PYTHON = os.environ.get("VOC_BERTOPIC_PYTHON", sys.executable)
OURS = "ours"
BERTOPIC = "bertopic"
LEAST_SETS = 3
MOST_UNASSIGNED = 0.05
TIMES_AS_FAST = 5
FIGURES = {
    "NMI": normalized_mutual_info_score,
    "ARI": adjusted_rand_score,
    "AMI": adjusted_mutual_info_score,
}
Scores = dict[str, object]


def encoded(name: str, rows: Sequence[LabelledText], cache: Path) -> np.ndarray:
    """(n, d), kept in ``cache`` for the next run."""
    path = cache / f"{CLAUSES.name}-{name}-{len(rows)}.npy"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.save(path, clause_encoder().encode([row.text for row in rows]))
    return np.load(path)


@dataclass(frozen=True)
class Given:
    """A set as every method gets it."""

    vectors: np.ndarray  # (n, d), rows of unit length
    words: list[str]  # a text, its words apart by blanks
    truths: dict[str, list[str]]  # by labelling


def given(name: str, half: str, cache: Path) -> Given:
    every = chosen(name)
    vectors = encoded(name, every, cache)
    keep = [i for i, row in enumerate(every) if vectors[i].any() and half in {row.half, "all"}]
    rows = [every[i] for i in keep]
    return Given(
        vectors[keep],
        [" ".join(jieba.cut(row.text)) for row in rows],
        {label: [row.labels[label] for row in rows] for label in rows[0].labels},
    )


def grouped(python: str, method: str, sets: Mapping[str, Given]) -> dict[str, dict]:
    """What grouping.py wrote of each set, run on one core."""
    with tempfile.TemporaryDirectory() as folder:
        for name, one in sets.items():
            path = Path(folder) / f"{name}.npz"
            np.savez(path, vectors=one.vectors, words=np.array(one.words))
        threads = {"OMP_NUM_THREADS": "1", "NUMBA_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
        subprocess.run(
            [python, HERE / "grouping.py", method, folder],
            env=os.environ | threads,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        return {
            name: json.loads((Path(folder) / f"{name}.json").read_text(encoding="utf-8"))
            for name in sets
        }


def scored(run: dict, peak_mb: int, truths: dict[str, list[str]]) -> Scores:
    labels = np.array(run["labels"])
    apart = labels.copy()
    apart[labels < 0] = labels.max() + 1 + np.arange((labels < 0).sum())
    sizes = np.unique(apart, return_counts=True)[1]
    return {
        "groups": int((sizes > 1).sum()),
        "unassigned": round(float((sizes == 1).sum() / len(labels)), 4),
        "seconds": run["seconds"],
        "peak MB": peak_mb,
        "as labelled": {name: _figures(truth, labels) for name, truth in truths.items()},
        "each alone": {name: _figures(truth, apart) for name, truth in truths.items()},
    }


def _figures(truth: list[str], labels: np.ndarray) -> dict[str, float]:
    return {name: round(float(score(truth, labels)), 3) for name, score in FIGURES.items()}


def told_of(one: Given, runs: dict[str, dict[str, Scores]]) -> Scores:
    labellings = {
        label: _verdict(label, len(set(truth)), runs) for label, truth in one.truths.items()
    }
    return {"texts": len(one.vectors), "labellings": labellings, "runs": runs}


def _verdict(label: str, kinds: int, runs: dict[str, dict[str, Scores]]) -> Scores:
    told: Scores = {"kinds": kinds}
    if BERTOPIC not in runs:
        return told
    others = list(runs[BERTOPIC].values())
    for name, ours in runs[OURS].items():
        fastest = min(one["seconds"] for one in others)
        told[name] = {
            "as labelled": _above(ours, others, label, ("as labelled",)),
            "either way": _above(ours, others, label, ("as labelled", "each alone")),
            "times as fast": round(fastest / max(ours["seconds"], 1e-3), 1),
        }
    return told


def _above(
    ours: Scores, others: Sequence[Scores], label: str, ways: Sequence[str]
) -> dict[str, list[float | bool]]:
    """By figure: ours, BERTopic's best, whether ours is above."""
    found: dict[str, list[float | bool]] = {}
    for figure in FIGURES:
        mine = max(ours[way][label][figure] for way in ways)
        best = max(one[way][label][figure] for one in others for way in ways)
        found[figure] = [mine, best, mine > best]
    return found


def floors(sets: Mapping[str, Scores]) -> dict[str, dict[str, bool]]:
    """Of the finest labelling of each set, as people would name issues; by way of ours."""
    return {name: _floors(sets, name) for name in next(iter(sets.values()))["runs"][OURS]}


def _floors(sets: Mapping[str, Scores], name: str) -> dict[str, bool]:
    fine = [list(one["labellings"].values())[-1][name] for one in sets.values()]
    alone = [one["runs"][OURS][name]["unassigned"] for one in sets.values()]
    wins = {
        way: sum(told[way]["NMI"][2] and told[way]["ARI"][2] for told in fine)
        for way in ("as labelled", "either way")
    }
    return {
        **{f"NMI and ARI above on three sets, {way}": n >= LEAST_SETS for way, n in wins.items()},
        "five times as fast": all(told["times as fast"] >= TIMES_AS_FAST for told in fine),
        "unassigned": max(alone) <= MOST_UNASSIGNED,
    }


def compared(sets: Mapping[str, Given], pythons: Mapping[str, str]) -> dict[str, Scores]:
    """Figures of each set; ``pythons``: by method, the interpreter that runs it."""
    runs: dict[str, dict[str, dict[str, Scores]]] = {name: {} for name in sets}
    for method, python in pythons.items():
        for name, found in grouped(python, method, sets).items():
            runs[name][method] = {
                run["name"]: scored(run, found["peak MB"], sets[name].truths)
                for run in found["runs"]
            }
            print(name, method, json.dumps(runs[name][method]), flush=True)
    return {name: told_of(one, runs[name]) for name, one in sets.items()}


def main() -> None:
    parser = argparse.ArgumentParser(prog="voc bench discovery clusters")
    parser.add_argument("--half", choices=("score", "tune", "all"), default="score")
    parser.add_argument("--ours", action="store_true", help="leave BERTopic out")
    parser.add_argument("--sets", default=",".join(SETS), help="names, by commas")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "voc-vectors")
    parser.add_argument("--out", type=Path, default=OUT)
    asked = parser.parse_args()
    pythons = {OURS: sys.executable} | ({} if asked.ours else {BERTOPIC: BERTOPIC_PYTHON})
    sets = {name: given(name, asked.half, asked.cache) for name in asked.sets.split(",")}
    told = compared(sets, pythons)
    result = {
        "half": asked.half,
        "encoder": CLAUSES.name,
        "machine": asdict(benches.machine(datetime.now(UTC))),
        "floors": {} if asked.ours else floors(told),
        "sets": told,
    }
    asked.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
