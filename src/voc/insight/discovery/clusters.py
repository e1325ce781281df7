"""Groups vectors by average linkage (UPGMA, Sokal and Michener 1958), in bounded memory.

Chosen by measurement over HDBSCAN and a graph of mutual nearest neighbours, see
bench/results/discovery-problems.json: the graph is best among fifty clauses and chains hundreds
into one cluster (pair F1 0.2), HDBSCAN finds only the densest groups (0.13 to 0.66). Beside
BERTopic on sets that others labelled: proof/discovery-clusters.json.
"""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from voc.types.issue import Vectors

Labels = npt.NDArray[np.int64]

Flags = npt.NDArray[np.bool_]

ALONE = -1
_ROUNDING = 1e-5  # of a cosine that two ways of multiplying give
# Average linkage takes 8 bytes a pair, twice: 5,000 rows are 200 MB and 1.5 s on one core.
BLOCK = 5_000
_STRIPE = 1_000  # rows whose cosines to everything are held at once


def cluster(vectors: Vectors, threshold: float, block: int = BLOCK) -> Labels:
    """(n,) labels from 0 on for the (n, d) rows of unit length, ALONE for a row like no other.

    Within a cluster the mean cosine of any two halves that were joined is ``threshold`` or more.
    More than ``block`` rows are clustered in rounds: an even sample, what joins its clusters,
    then the same with what is left. The order of the rows changes the numbers of the labels, never
    who is together.
    """
    order = _by_content(vectors)
    labels = np.empty(len(vectors), dtype=np.int64)
    labels[order] = _in_rounds(vectors[order], threshold, block)
    return _without_alone(labels)


def _by_content(vectors: Vectors) -> Labels:
    """An order of the rows that does not depend on the order they came in."""
    rows = np.ascontiguousarray(vectors) + np.float32(0)  # -0 becomes 0
    order: Labels = np.argsort(rows.view(f"V{rows.strides[0]}").ravel(), kind="stable")
    return order


def _in_rounds(vectors: Vectors, threshold: float, block: int) -> Labels:
    labels = np.full(len(vectors), ALONE, dtype=np.int64)
    waiting = np.arange(len(vectors))
    while len(waiting):
        sample = _even_sample(waiting, block)
        found = _without_alone(_average_linkage(vectors[sample], threshold))
        known = labels.max(initial=ALONE) + 1
        labels[sample] = np.where(found == ALONE, ALONE, found + known)
        waiting = _left_after_joining(vectors, labels, np.setdiff1d(waiting, sample), threshold)
    if len(vectors) > block:
        _left_after_joining(vectors, labels, np.flatnonzero(labels == ALONE), threshold)
    return labels


def linked(vectors: Vectors, seeds: Flags, threshold: float) -> Flags:
    """(n,): whether a chain of cosines of ``threshold`` leads from one of ``seeds`` to the row.

    Halves of a cluster are joined at a mean cosine of the threshold or more, so some pair between
    them has as much: what no chain leads to is in no cluster of a seed, and changes none.
    """
    reached = seeds.copy()
    frontier, waiting = np.flatnonzero(seeds), np.flatnonzero(~seeds)
    while len(frontier) and len(waiting):
        _, cosine = nearest(vectors[waiting], vectors[frontier])
        near = cosine >= threshold - _ROUNDING
        frontier, waiting = waiting[near], waiting[~near]
        reached[frontier] = True
    return reached


def nearest(vectors: Vectors, centres: Vectors) -> tuple[Labels, npt.NDArray[np.float32]]:
    """For each row the most alike of (k, d) ``centres`` and their product; k is 1 or more."""
    stripes = (
        vectors[start : start + _STRIPE] @ centres.T for start in range(0, len(vectors), _STRIPE)
    )
    best = [(stripe.argmax(axis=1), stripe.max(axis=1)) for stripe in stripes]
    if not best:
        return np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.float32)
    return np.concatenate([b[0] for b in best]), np.concatenate([b[1] for b in best])


def centres_of(vectors: Vectors, labels: Labels) -> Vectors:
    """(k, d): the mean row of each label from 0 on, not of unit length.

    A row times such a mean is the row's mean cosine to the members.
    """
    members = labels != ALONE
    sums = np.zeros((labels.max(initial=ALONE) + 1, vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, labels[members], vectors[members])
    sizes = np.bincount(labels[members], minlength=len(sums)).astype(np.float32)
    np.divide(sums, sizes[:, None], out=sums)
    return sums


def _even_sample(rows: Labels, size: int) -> Labels:
    if len(rows) <= size:
        return rows
    return rows[np.linspace(0, len(rows) - 1, size).astype(np.int64)]


def _left_after_joining(vectors: Vectors, labels: Labels, rows: Labels, threshold: float) -> Labels:
    """Give ``rows`` the label of the nearest cluster, where near enough; return the others."""
    centres = centres_of(vectors, labels)
    if not len(centres) or not len(rows):
        return rows
    best, cosine = nearest(vectors[rows], centres)
    near = cosine >= threshold
    labels[rows[near]] = best[near]
    return rows[~near]


def _average_linkage(vectors: Vectors, threshold: float) -> Labels:
    if len(vectors) < 2:
        return np.full(len(vectors), ALONE, dtype=np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage

    tree = linkage(_distances(vectors), "average")
    labels: Labels = fcluster(tree, 1 - threshold, "distance").astype(np.int64) - 1
    return labels


def _distances(vectors: Vectors) -> npt.NDArray[np.float64]:
    """1 - cosine of every pair, in scipy's condensed order."""
    count = len(vectors)
    condensed = np.empty(count * (count - 1) // 2, dtype=np.float64)
    for row, cosines in _rows_of_cosines(vectors):
        start = row * count - row * (row + 1) // 2
        condensed[start : start + count - row - 1] = 1 - cosines[row + 1 :]
    return np.clip(condensed, 0, 2, out=condensed)


def _rows_of_cosines(vectors: Vectors) -> Iterator[tuple[int, npt.NDArray[np.float32]]]:
    for start in range(0, len(vectors), _STRIPE):
        yield from enumerate(vectors[start : start + _STRIPE] @ vectors.T, start=start)


def _without_alone(labels: Labels) -> Labels:
    """Clusters of two or more numbered in order of their first row; ALONE is no cluster."""
    _, firsts, inverse, sizes = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    shared = np.flatnonzero((sizes > 1) & (labels[firsts] != ALONE))
    numbers = np.full(len(sizes), ALONE, dtype=np.int64)
    numbers[shared[np.argsort(firsts[shared])]] = np.arange(len(shared))
    result: Labels = numbers[inverse]
    return result
