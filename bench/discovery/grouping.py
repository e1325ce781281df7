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
from dataclasses import replace
from pathlib import Path

import numpy as np

# Least mean cosine within an issue, above that of any two texts of the set, for vectors of clauses
# alone: recipes have theirs for clauses beside words. Swept 0.05 to 0.4 on the tuning halves: from
# 0.3 on more than 5 % of the news stand alone.
SAME_ISSUE = 0.25
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
    """As discovery groups a shelf as a whole."""
    from voc.bootstrap import recipe
    from voc.insight.discovery.clusters import cluster
    from voc.insight.discovery.fitting import crowding, fitted
    from voc.insight.discovery.packing import pack
    from voc.insight.discovery.rows import Rows

    each = np.arange(len(vectors))
    alike = crowding(Rows(packed=pack(vectors), copy_of=each, people=each, owner=each))
    settings = replace(recipe.current(), same_issue_cosine=SAME_ISSUE)
    return cluster(vectors, fitted(settings, alike, len(vectors)).same_issue_cosine).tolist()


def centred(vectors: np.ndarray, words: list[str]) -> Labels:
    """The same, after what all texts of the set share is taken off each."""
    moved = vectors - vectors.mean(axis=0)
    return issues(moved / np.linalg.norm(moved, axis=1, keepdims=True), words)


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
    "ours": {"as discovery": issues, "centred": centred},
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
