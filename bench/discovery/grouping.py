"""Groups sets of vectors with one method in a process of its own: labels, seconds, peak memory.

    python bench/discovery/grouping.py METHOD FOLDER

Writes NAME.json beside each NAME.npz of FOLDER, the smallest set first, so that a peak is of the
set it stands with. An .npz holds ``vectors`` (n, d) and ``words`` (n texts, words apart by blanks,
for BERTopic's names of topics). Seconds are processor time, imports and compiling apart; the peak
is the whole process's. BERTopic runs in any interpreter that has it; ours needs voc.
"""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

# Cosine within an issue, in half whitened vectors of the encoder. Swept 0.05 to 0.3 on the tuning
# halves: 0.15 to 0.25 are level on car codes, shop aspects and sciences; from 0.2 on more than 5 %
# of the car complaints stand alone.
SAME_ISSUE = 0.15
# The first is BERTopic's default.
SETTINGS: dict[str, dict[str, object]] = {
    "defaults": {},
    "min_topic_size 15": {"min_topic_size": 15},
    "min_topic_size 30": {"min_topic_size": 30},
}
SEED = 0

Labels = Sequence[int]
Run = Callable[[np.ndarray, list[str]], Labels]


def issues(vectors: np.ndarray, _: list[str]) -> Labels:
    from voc.insight.clusters import cluster
    from voc.insight.whitening import Whitening

    return cluster(Whitening.of(vectors).apply(vectors), SAME_ISSUE).tolist()


def by_themes(vectors: np.ndarray, _: list[str]) -> Labels:
    from voc.insight.themes import themes
    from voc.insight.whitening import Whitening

    return themes(Whitening.of(vectors).apply(vectors)).tolist()


def bertopic(settings: dict[str, object]) -> Run:
    def run(vectors: np.ndarray, words: list[str]) -> Labels:
        from bertopic import BERTopic
        from umap import UMAP

        # BERTopic's own UMAP with a seed, which its default has not.
        reduce = UMAP(
            n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=SEED
        )
        model = BERTopic(language="multilingual", umap_model=reduce, **settings)
        return list(map(int, model.fit_transform(words, vectors)[0]))

    return run


METHODS: dict[str, dict[str, Run]] = {
    "issues": {"issues": issues},
    "themes": {"themes": by_themes},
    "bertopic": {name: bertopic(settings) for name, settings in SETTINGS.items()},
}


def main() -> None:
    runs = METHODS[sys.argv[1]]
    sources = sorted(
        Path(sys.argv[2]).glob("*.npz"), key=lambda path: len(np.load(path)["vectors"])
    )
    for number, source in enumerate(sources):
        given = np.load(source, allow_pickle=False)
        vectors, words = given["vectors"], given["words"].tolist()
        if number == 0:
            next(iter(runs.values()))(vectors, words)  # imports, and numba compiles
        found = [timed(name, run, vectors, words) for name, run in runs.items()]
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        told = json.dumps({"peak MB": peak, "runs": found})
        source.with_suffix(".json").write_text(told, encoding="utf-8")


def timed(name: str, run: Run, vectors: np.ndarray, words: list[str]) -> dict[str, object]:
    started = time.process_time()
    labels = run(vectors, words)
    return {"name": name, "labels": labels, "seconds": round(time.process_time() - started, 3)}


if __name__ == "__main__":
    main()
