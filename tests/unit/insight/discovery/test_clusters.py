import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from voc.insight.discovery.clusters import ALONE, centres_of, cluster, linked
from voc.types.issue import Vectors


def blobs(count: int, each: int, seed: int = 0, width: int = 48) -> tuple[Vectors, np.ndarray]:
    """``count`` directions, ``each`` vectors around each of them, mixed."""
    chance = np.random.default_rng(seed)
    truth = chance.permutation(np.repeat(np.arange(count), each))
    rows = np.eye(width)[truth] + chance.normal(scale=0.05, size=(len(truth), width))
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32), truth


def agree(labels: np.ndarray, truth: np.ndarray) -> bool:
    return bool(((labels[:, None] == labels) == (truth[:, None] == truth)).all())


@given(st.integers(1, 8), st.integers(2, 12), st.integers(0, 99))
def test_separate_groups_are_found_whatever_their_number(count: int, each: int, seed: int) -> None:
    vectors, truth = blobs(count, each, seed)
    assert agree(cluster(vectors, 0.5), truth)


@given(st.integers(4, 40))
def test_more_rows_than_a_block_are_grouped_the_same(block: int) -> None:
    vectors, truth = blobs(5, 20)
    labels = cluster(vectors, 0.5, block)
    assert (labels != ALONE).all()
    assert agree(labels, truth)


def test_a_row_like_no_other_stays_alone() -> None:
    vectors, _ = blobs(3, 4)
    lone = np.zeros((1, vectors.shape[1]), dtype=np.float32)
    lone[0, -1] = 1
    assert cluster(np.vstack([vectors, lone]), 0.5)[-1] == ALONE


def test_nothing_and_one_row_make_no_cluster() -> None:
    assert cluster(np.zeros((0, 4), dtype=np.float32), 0.5).tolist() == []
    assert cluster(np.eye(1, 4, dtype=np.float32), 0.5).tolist() == [ALONE]


def test_labels_count_up_in_order_of_first_rows() -> None:
    vectors, _ = blobs(4, 6)
    labels = cluster(vectors, 0.5)
    assert list(dict.fromkeys(labels.tolist())) == [0, 1, 2, 3]


def test_a_row_times_a_centre_is_its_mean_cosine_to_the_members() -> None:
    vectors, truth = blobs(2, 5)
    centres = centres_of(vectors, truth)
    members = vectors[truth == 1]
    np.testing.assert_allclose(vectors @ centres[1], (vectors @ members.T).mean(axis=1), atol=1e-6)


@given(st.integers(3, 60), st.integers(2, 40), st.integers(0, 99))
def test_the_order_of_rows_does_not_change_who_is_together(
    count: int, block: int, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.normal(size=(count, 6)).astype(np.float32)
    rows[chance.integers(0, count, count // 3)] = rows[0]  # some say the same
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    order = chance.permutation(count)
    labels, shuffled = cluster(rows, 0.4, block), cluster(rows[order], 0.4, block)
    assert ((labels == ALONE)[order] == (shuffled == ALONE)).all()
    apart = np.where(labels == ALONE, -1 - np.arange(count), labels)[order]
    assert agree(np.where(shuffled == ALONE, apart, shuffled), apart)


@given(st.integers(2, 60), st.floats(0.05, 0.95), st.integers(0, 99))
def test_no_two_clusters_of_a_block_are_alike_enough_to_be_one(
    count: int, threshold: float, seed: int
) -> None:
    rows = np.random.default_rng(seed).normal(size=(count, 5)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    labels = cluster(rows, threshold)
    centres = centres_of(rows, labels)
    between = centres @ centres.T
    np.fill_diagonal(between, -1)
    assert between.max(initial=-1) < threshold + 1e-5
    sizes = np.bincount(labels[labels != ALONE])
    within = (np.linalg.norm(centres, axis=1) ** 2 * sizes - 1) / np.maximum(sizes - 1, 1)
    assert within.min(initial=1) >= threshold - 1e-5


@given(st.integers(5, 60), st.integers(0, 99))
def test_what_no_chain_leads_to_changes_no_cluster_of_the_rest(count: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    rows = chance.standard_normal((count, 6)).astype(np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    seeds = np.arange(count) < 3
    reached = linked(rows, seeds, 0.8)
    assert reached[seeds].all()
    whole, apart = cluster(rows, 0.8), cluster(rows[reached], 0.8)
    together = (whole[:, None] == whole) & (whole != ALONE)
    assert not together[reached][:, ~reached].any()
    assert (together[reached][:, reached] == ((apart[:, None] == apart) & (apart != ALONE))).all()
