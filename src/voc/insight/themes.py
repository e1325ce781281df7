"""Groups a corpus into its themes: communities of the graph of nearest neighbours.

Leiden (Traag, Waltman and van Eck 2019) on modularity, by graspologic-native. Themes are fewer and
wider than issues (`voc.insight.clusters`) and need no threshold: each text is in the community that
most of its neighbours are in, however thin it is sown there. Issues are not found so: what three
people complained of is no community beside thousands.
"""

import numpy as np
import numpy.typing as npt

from voc.insight.clusters import Labels, by_content
from voc.types.issue import Vectors

# Swept 10-30 and 1-3 on four fifths of the tuning halves of bench/discovery/clusters.py, four
# times. Level from 15 to 30 neighbours; a higher resolution splits topics of news.
_NEIGHBOURS = 20
_RESOLUTION = 1.25
_ROUNDS = 5  # more of them change nothing beyond the third digit
_SEED = 0
_STRIPE = 1_000  # rows whose cosines to everything are held at once

_Pairs = tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]


def themes(vectors: Vectors) -> Labels:
    """(n,) labels from 0 on, the largest theme first, for the (n, d) rows of unit length.

    Takes n x n products (10 s of one core for 20,000 rows of 384) and memory for n x 1,000. The
    order of the rows does not matter.
    """
    order = by_content(vectors)
    rows = vectors[order]
    differs = np.ones(len(rows), dtype=bool)
    differs[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    labels = np.empty(len(vectors), dtype=np.int64)
    labels[order] = _communities(rows[differs])[np.cumsum(differs) - 1]
    return _largest_first(labels, order)


def _communities(vectors: Vectors) -> Labels:
    """Of rows that differ: equal ones have no nearest neighbours but each other."""
    from graspologic_native import leiden_csr
    from scipy.sparse import csr_matrix

    count = len(vectors)
    if count < 3:
        return np.zeros(count, dtype=np.int64)
    columns, weights = _nearest_neighbours(vectors, min(_NEIGHBOURS, count - 1))
    starts = np.arange(count + 1) * columns.shape[1]
    one_way = csr_matrix((weights.ravel(), columns.ravel(), starts), shape=(count, count))
    graph = one_way.maximum(one_way.T).tocsr()
    graph.sort_indices()
    _, found = leiden_csr(
        graph.indptr.astype(np.int64),
        graph.indices.astype(np.int32),
        graph.data.astype(np.float64),
        count,
        resolution=_RESOLUTION,
        iterations=_ROUNDS,
        seed=_SEED,
    )
    return np.fromiter((found[row] for row in range(count)), np.int64, count)


def _nearest_neighbours(vectors: Vectors, count: int) -> _Pairs:
    """(n, count) rows and their cosines: 0 and less weigh next to nothing."""
    found = [
        _most_alike(vectors[start : start + _STRIPE] @ vectors.T, start, count)
        for start in range(0, len(vectors), _STRIPE)
    ]
    columns = np.concatenate([columns for columns, _ in found])
    cosines = np.concatenate([cosines for _, cosines in found])
    return columns, np.clip(cosines, 1e-9, 1).astype(np.float64)


def _most_alike(cosines: Vectors, start: int, count: int) -> tuple[Labels, Vectors]:
    rows = np.arange(len(cosines))
    cosines[rows, start + rows] = -np.inf  # itself
    columns = np.argpartition(-cosines, count - 1, axis=1)[:, :count]
    return columns, np.take_along_axis(cosines, columns, axis=1)


def _largest_first(labels: Labels, order: Labels) -> Labels:
    """Equal sizes in the order of their first row by content."""
    _, firsts, inverse, sizes = np.unique(
        labels[order], return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(sizes), dtype=np.int64)
    rank[np.lexsort((firsts, -sizes))] = np.arange(len(sizes))
    numbered = np.empty(len(labels), dtype=np.int64)
    numbered[order] = rank[inverse]
    return numbered
