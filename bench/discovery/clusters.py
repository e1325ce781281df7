"""Our grouping beside BERTopic's on four sets that others labelled, same vectors, same run.

    VOC_BERTOPIC_PYTHON=/path/to/python python bench/discovery/clusters.py

writes bench/results/discovery-clusters.json (10 minutes of one core). Each text is encoded once by
the encoder that ships, and the vectors of a set are centred: this is what both get. Ours whitens
them by halves as its first step, within its time; with --whitened, BERTopic runs on that as well.
VOC_BERTOPIC_PYTHON is an interpreter with bertopic 0.17 (default: this one).

The grain is stated, not chosen by score: `themes` where fewer than twenty kinds are asked for,
`issues` elsewhere; the other grain's figures stand beside. What BERTopic leaves unassigned is
scored as it labels it, one topic of its own, and as a topic a text, which NMI rewards: it is not
corrected for chance (AMI is). ``above`` compares with the best of its settings, figure by figure:
``as labelled``, and ``either way``, by whichever of the two favours each.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import jieba
import numpy as np
from labelled_texts import SETS, LabelledText, chosen
from sklearn.metrics import (
    adjusted_mutual_info_score,
    adjusted_rand_score,
    normalized_mutual_info_score,
)

from voc.bootstrap import benches
from voc.insight.whitening import Whitening
from voc.ml.encoder import Encoder

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENCODER = ROOT / "models" / "encoder-2"
BERTOPIC_PYTHON = os.environ.get("VOC_BERTOPIC_PYTHON", sys.executable)
GRAINS = {"issues", "themes"}
FEW_KINDS = 20
FIGURES = {
    "NMI": normalized_mutual_info_score,
    "ARI": adjusted_rand_score,
    "AMI": adjusted_mutual_info_score,
}
Scores = dict[str, object]


def encoded(name: str, rows: Sequence[LabelledText], cache: Path) -> np.ndarray:
    """(n, d), kept in ``cache`` for the next run."""
    path = cache / f"{ENCODER.name}-{name}-{len(rows)}.npy"
    if not path.exists():
        cache.mkdir(parents=True, exist_ok=True)
        np.save(path, Encoder.load(ENCODER, threads=1).encode([row.text for row in rows]))
    return np.load(path)


def centred(vectors: np.ndarray) -> np.ndarray:
    moved = vectors - vectors.mean(axis=0)
    return (moved / np.linalg.norm(moved, axis=1, keepdims=True)).astype(np.float32)


@dataclass(frozen=True)
class Given:
    """A set as every method gets it."""

    vectors: np.ndarray  # (n, d), centred
    words: list[str]  # a text, its words apart by blanks
    truths: dict[str, list[str]]  # by labelling


def given(name: str, half: str, cache: Path) -> Given:
    every = chosen(name)
    vectors = encoded(name, every, cache)
    keep = [i for i, row in enumerate(every) if vectors[i].any() and half in {row.half, "all"}]
    rows = [every[i] for i in keep]
    return Given(
        centred(vectors[keep]),
        [" ".join(jieba.cut(row.text)) for row in rows],
        {label: [row.labels[label] for row in rows] for label in rows[0].labels},
    )


def grouped(python: str, method: str, sets: dict[str, Given], whitened: bool) -> dict[str, dict]:
    """What grouping.py wrote of each set, run on one core."""
    with tempfile.TemporaryDirectory() as folder:
        for name, one in sets.items():
            used = Whitening.of(one.vectors).apply(one.vectors) if whitened else one.vectors
            np.savez(Path(folder) / f"{name}.npz", vectors=used, words=np.array(one.words))
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
    grain = "themes" if kinds < FEW_KINDS else "issues"
    (ours,) = runs[grain].values()
    told: Scores = {"kinds": kinds, "grain": grain}
    for title in sorted(runs.keys() - GRAINS):
        others = list(runs[title].values())
        told[f"above {title}"] = {
            "as labelled": _above(ours, others, label, ("as labelled",)),
            "either way": _above(ours, others, label, ("as labelled", "each alone")),
        }
        fastest = min(one["seconds"] for one in others)
        told[f"times as fast as {title}"] = round(fastest / max(ours["seconds"], 1e-3), 1)
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--half", choices=("score", "tune", "all"), default="score")
    parser.add_argument("--whitened", action="store_true", help="BERTopic on our vectors, too")
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "voc-vectors")
    parser.add_argument("--out", type=Path, default=ROOT / "bench/results/discovery-clusters.json")
    asked = parser.parse_args()
    sets = {name: given(name, asked.half, asked.cache) for name in SETS}
    methods = [(grain, sys.executable, grain, False) for grain in sorted(GRAINS)]
    methods.append(("BERTopic", BERTOPIC_PYTHON, "bertopic", False))
    if asked.whitened:
        methods.append(("BERTopic, half whitened", BERTOPIC_PYTHON, "bertopic", True))
    runs: dict[str, dict[str, dict[str, Scores]]] = {name: {} for name in SETS}
    for title, python, method, whitened in methods:
        for name, found in grouped(python, method, sets, whitened).items():
            runs[name][title] = {
                run["name"]: scored(run, found["peak MB"], sets[name].truths)
                for run in found["runs"]
            }
            print(name, title, json.dumps(runs[name][title]), flush=True)
    result = {
        "half": asked.half,
        "encoder": ENCODER.name,
        "machine": asdict(benches.machine(datetime.now(UTC))),
        "sets": {name: told_of(one, runs[name]) for name, one in sets.items()},
    }
    asked.out.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
