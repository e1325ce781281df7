"""Which vectors and which clustering find the same problem in different words, and how fast.

Labelled: our own sentences (bench/complaints.tsv: 12 problems of 4 products, verdicts and lone
complaints between them; bench/languages.tsv: 8 problems told in Chinese, Korean and English), fault
codes of car_complaints_zh, category x aspect term of zhijiang_ecom_absa's negative opinions (both
read from VOC_EVAL_DATA, none held out). bench/discovery/scale.py has time and memory.

    voc bench discovery problems     writes bench/results/discovery-problems.json
"""

import csv
import gzip
import json
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, vstack
from scipy.sparse.csgraph import connected_components
from sklearn.cluster import HDBSCAN

from voc.bootstrap import recipe
from voc.insight.discovery.clusters import cluster
from voc.insight.words.telling import telling
from voc.ml import encoder_files
from voc.ml.clause_encoder import ClauseEncoder
from voc.ml.english_words import EnglishWords
from voc.ml.jieba_segmenter import JiebaSegmenter
from voc.ml.kiwi_words import KiwiWords
from voc.ml.opencc_folder import OpenCCFolder
from voc.ml.phrase_encoder import (
    SentenceMeaning,
    Space,
    WordVectorEncoder,
    phrase_space,
    word_space,
)
from voc.ml.word_vectors import load_words
from voc.text.document import plain
from voc.text.words import WordsByLanguage
from voc.training.clauses.tellings import read_tellings, taught
from voc.types.issue import Wording

HERE = Path(__file__).parents[1]
WORDS = HERE.parent / "models" / "words-2"
CLAUSES = HERE.parent / "models" / "clauses-1"
TOLD = HERE.parent / "data" / "training" / "problems.jsonl"
DATA = Path(os.environ.get("VOC_EVAL_DATA", "../shared/data"))
LEAST = 3  # voices of an issue
THRESHOLDS = (0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.6)


@dataclass(frozen=True)
class Labelled:
    wording: Wording
    shelf: str
    labels: frozenset[str]  # two complaints are of one problem if they share one


class Reader:
    def __init__(self) -> None:
        english = EnglishWords()
        self.words = WordsByLanguage(JiebaSegmenter(), english, KiwiWords(english))
        self.folder = OpenCCFolder()

    def wording(self, text: str, product: str | None) -> Wording:
        read = plain(text, self.folder)
        told = telling(self.words.read(read), product)
        return Wording(keys=tuple(word.key for word in told), text=read)

    def problems(self, file: str) -> list[Labelled]:
        with (HERE / file).open(encoding="utf-8") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t"))
        return [
            Labelled(
                self.wording(row["text"], row["product"]),
                row["product"],
                frozenset([row["problem"] if row["problem"].isalpha() else f"alone {number}"]),
            )
            for number, row in enumerate(rows)
        ]

    def unseen(self) -> list[Labelled]:
        """Problems of families that no vector was taught, told in four languages, by trade."""
        tellings = [one for one in read_tellings(TOLD) if not taught(one)]
        return [
            Labelled(self.wording(one.text, None), one.family, frozenset([one.problem]))
            for one in tellings
        ]

    def cars(self) -> list[Labelled]:
        return [
            Labelled(
                self.wording(row["text"], row["product"]),
                "",
                frozenset(row["category"].split(",")),
            )
            for row in shared_rows("car_complaints_zh/stream.csv.gz")
        ]

    def shop_aspects(self) -> Iterator[Labelled]:
        path = DATA / "zhijiang_ecom_absa" / "train.jsonl.gz"
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                for found in row["opinions"]:
                    if found["polarity"] != "negative" or not (
                        found["aspect"] and found["opinion"]
                    ):
                        continue
                    spans = found["aspect_span"] + found["opinion_span"]
                    text = row["text"][min(spans) : max(spans)]
                    if len(text) < 25:
                        label = f"{found['category']}/{found['aspect']}"
                        yield Labelled(self.wording(text, None), row["domain"], frozenset([label]))


def shared_rows(name: str) -> Iterator[dict[str, str]]:
    with gzip.open(DATA / name, "rt", encoding="utf-8") as lines:
        yield from csv.DictReader(lines)


# --- vectors ---


Encode = Callable[[Sequence[Wording]], np.ndarray]


def sentences() -> SentenceMeaning:
    return SentenceMeaning(CLAUSES.name, clause_encoder)


def clause_encoder() -> ClauseEncoder:
    beside = encoder_files.load(recipe.folder_of(recipe.shipped_encoder()))
    return ClauseEncoder.load(CLAUSES, beside)


def shipped() -> Encode:
    return phrase_space(sentences(), load_words(WORDS), WORDS.name).encode


def sentence() -> Encode:
    return sentences().encode


def words() -> Encode:
    return word_space(load_words(WORDS), WORDS.name).encode


def without_overlap() -> Encode:
    parts = ((0.6, sentences()), (0.4, WordVectorEncoder(load_words(WORDS), WORDS.name)))
    return Space(parts).encode


# --- clusterings: (vectors, threshold) -> labels, -1 alone ---


def nearest_neighbour_graph(vectors: np.ndarray, threshold: float, k: int = 10) -> np.ndarray:
    """Components of the graph of mutual k nearest neighbours above the threshold."""
    stripes = []
    for start in range(0, len(vectors), 1000):
        cosines = vectors[start : start + 1000] @ vectors.T
        columns = np.argsort(-cosines, axis=1, kind="stable")[:, : k + 1]
        near = np.take_along_axis(cosines, columns, axis=1) >= threshold
        rows = np.broadcast_to(np.arange(len(columns))[:, None], columns.shape)
        shape = (len(columns), len(vectors))
        stripes.append(csr_matrix((np.ones(near.sum()), (rows[near], columns[near])), shape=shape))
    graph = vstack(stripes).tocsr()
    return connected_components(graph.multiply(graph.T), directed=False)[1]


def hdbscan(vectors: np.ndarray, threshold: float) -> np.ndarray:
    """It sets its own threshold for each cluster; ours is not used."""
    if len(vectors) < 5:
        return np.full(len(vectors), -1)
    return HDBSCAN(min_cluster_size=LEAST, min_samples=1, copy=True).fit_predict(vectors)


VECTORS: dict[str, Callable[[], Encode]] = {
    "shipped": shipped,
    "sentence": sentence,
    "words": words,
    "without overlap": without_overlap,
}
CLUSTERINGS = {"average": cluster, "graph": nearest_neighbour_graph, "hdbscan": hdbscan}


def pair_scores(labelled: Sequence[Labelled], found: np.ndarray) -> dict[str, float]:
    names = sorted({label for one in labelled for label in one.labels})
    marks = np.array([[name in one.labels for name in names] for one in labelled], dtype=np.float32)
    pairs = np.triu_indices(len(labelled), 1)
    same = (marks @ marks.T > 0)[pairs]
    said = ((found[:, None] == found) & (found >= 0))[pairs]
    hits = int((same & said).sum())
    precision, recall = hits / max(int(said.sum()), 1), hits / int(same.sum())
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return {"precision": round(precision, 3), "recall": round(recall, 3), "f1": round(f1, 3)}


def clustered(
    labelled: Sequence[Labelled], vectors: np.ndarray, method: Callable, threshold: float
) -> np.ndarray:
    found = np.full(len(labelled), -1)
    for shelf in sorted({one.shelf for one in labelled}):
        rows = np.array([i for i, o in enumerate(labelled) if o.shelf == shelf and o.wording.keys])
        labels = method(vectors[rows], threshold)
        for label in np.unique(labels[labels >= 0]):
            if (labels == label).sum() >= LEAST:
                found[rows[labels == label]] = found.max() + 1
    return found


def compare(reader: Reader) -> dict[str, object]:
    sets = {
        "unseen": reader.unseen(),
        "problems": reader.problems("complaints.tsv"),
        "languages": reader.problems("languages.tsv"),
        "cars": reader.cars(),
        "shop aspects": list(reader.shop_aspects()),
    }
    scores: dict[str, object] = {}
    for name, labelled in sets.items():
        phrases = [one.wording for one in labelled]
        for vectors_name, build in VECTORS.items():
            vectors = build()(phrases)
            for method_name, method in CLUSTERINGS.items():
                if method_name != "average" and vectors_name != "shipped":
                    continue
                key = f"{name} | {vectors_name} | {method_name}"
                scores[key] = {
                    str(t): pair_scores(labelled, clustered(labelled, vectors, method, t))
                    for t in (THRESHOLDS if method_name != "hdbscan" else (0.0,))
                }
                best = max(scores[key].items(), key=lambda item: item[1]["f1"])
                print(key, "best at", *best, flush=True)
    return scores


def main() -> None:
    path = HERE / "results" / "discovery-problems.json"
    result = compare(Reader())
    path.write_text(json.dumps(result, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(path)


if __name__ == "__main__":
    main()
