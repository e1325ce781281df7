"""What the network learns from rows that know only some of their labels."""

from collections.abc import Mapping, Sequence

import numpy as np
import pytest
import torch

from tests import tiny_encoder
from voc.ml.encoder_input import Range
from voc.ml.scores import LABELS
from voc.training.encoder.cars import CAR_LABELS
from voc.training.encoder.network import (
    POLARITY,
    SEVERITY,
    Batch,
    Network,
    collate,
    known_loss,
    said_somewhere,
    span_means,
)
from voc.training.encoder.rows import Row

CPU = torch.device("cpu")
TASTE, PRICE = LABELS.index("topic:taste"), LABELS.index("topic:price")
CLAUSES = ((1, 4), (4, 7))

Labels = Mapping[str, int]


@pytest.fixture
def network() -> Network:
    torch.manual_seed(3)
    return Network(tiny_encoder.bert(), tiny_encoder.WIDTH)


def known(labels: Labels) -> np.ndarray:
    values = np.full(len(LABELS), -1, dtype=np.int8)
    for label, holds in labels.items():
        values[LABELS.index(label)] = holds
    return values


def row(
    whole: Labels | None = None,
    parts: Sequence[Labels] = ({}, {}),
    targets: tuple[tuple[int, Range], ...] = (),
    cars: np.ndarray | None = None,
    length: int = 8,
) -> Row:
    return Row(
        ids=np.arange(5, 5 + length, dtype=np.int32), clauses=CLAUSES, whole=known(whole or {}),
        parts=np.stack([known(labels) for labels in parts]),
        part_weights=np.ones(len(parts), dtype=np.float32), targets=targets, cars=cars,
        weight=1.0, repeats=1, text="",
    )  # fmt: skip


def batch(*rows: Row) -> Batch:
    return collate(rows, 0, torch.zeros(len(rows), tiny_encoder.WIDTH), CPU)


def test_what_no_row_knows_moves_nothing(network: Network) -> None:
    loss = network(batch(row(), row()))
    loss.backward()
    assert float(loss.detach()) == 0
    assert all(p.grad is None or not p.grad.any() for p in network.parameters())


def test_a_label_that_is_known_moves_its_own_weights_only(network: Network) -> None:
    network(batch(row({"topic:taste": 0}))).backward()
    moved = network.labels.weight.grad.any(dim=1)
    assert moved.nonzero().flatten().tolist() == [TASTE]


def test_a_sentiment_that_is_known_moves_the_three_it_is_one_of(network: Network) -> None:
    network(batch(row({"polarity:negative": 1, "polarity:positive": 0}))).backward()
    moved = network.labels.weight.grad.any(dim=1)
    assert moved.nonzero().flatten().tolist() == list(range(POLARITY.start, POLARITY.stop))


def test_a_row_of_another_set_does_not_move_the_car_head(network: Network) -> None:
    network(batch(row({"topic:taste": 1}))).backward()
    assert not network.cars.weight.grad.any()
    said = np.zeros(len(CAR_LABELS), dtype=np.int8)
    network(batch(row(cars=said))).backward()
    assert network.cars.weight.grad.any(dim=1).all()


def test_what_is_named_moves_the_target_head(network: Network) -> None:
    network(batch(row({"topic:taste": 1}))).backward()
    assert not network.target.weight.grad.any()
    network(batch(row(targets=((0, (2, 4)),)))).backward()
    assert network.target.weight.grad.any()


def test_word_embeddings_stay_as_they_are(network: Network) -> None:
    network(batch(row({"topic:taste": 1}))).backward()
    assert all(p.grad is None for p in network.encoder.embeddings.parameters())


def pull(scores: torch.Tensor, of: Batch) -> torch.Tensor:
    """What the loss would change in the scores of each clause."""
    asked = scores.clone().requires_grad_()
    said_somewhere(asked, of).sum().backward()
    assert asked.grad is not None
    return -asked.grad


def test_a_topic_of_a_text_pulls_up_its_likeliest_clause_only() -> None:
    scores = torch.zeros(2, len(LABELS))
    scores[1, TASTE] = 0.5
    pulled = pull(scores, batch(row({"topic:taste": 1})))
    assert pulled[1, TASTE] > 0
    assert pulled.count_nonzero() == 1


def test_a_topic_that_a_clause_is_known_to_say_pulls_no_other() -> None:
    scores = torch.zeros(2, len(LABELS))
    said = row({"topic:taste": 1}, [{"topic:taste": 1}, {}])
    assert not pull(scores, batch(said)).any()


def test_a_topic_of_a_text_pulls_nothing_in_another_text() -> None:
    scores = torch.zeros(4, len(LABELS))
    scores[3, PRICE] = 9
    pulled = pull(scores, batch(row({"topic:price": 1}), row()))
    assert pulled[:2, PRICE].any()
    assert not pulled[2:].any()


def test_the_worst_clause_is_pulled_to_be_as_bad_as_the_text() -> None:
    scores = torch.zeros(2, len(LABELS))
    critical = LABELS.index("severity:critical")
    scores[0, critical] = 1
    pulled = pull(scores, batch(row({"severity:critical": 1})))
    assert pulled[0, critical] > 0
    assert not pulled[1, critical]
    assert not pulled[:, : SEVERITY.start].any()


def test_a_label_known_to_be_absent_costs_less_the_lower_it_scores() -> None:
    scores = torch.zeros(2, len(LABELS))
    scores[1, TASTE] = -3
    losses = known_loss(scores, torch.tensor(np.stack([known({"topic:taste": 0})] * 2)).long())
    assert losses[1] < losses[0]


def test_span_means_are_plain_means() -> None:
    states = torch.randn(3, 9, 5, generator=torch.Generator().manual_seed(1))
    spans = torch.tensor([(0, 0, 9), (0, 3, 4), (2, 1, 7), (1, 8, 9)])
    plain = torch.stack([states[n, a:b].mean(0) for n, a, b in spans.tolist()])
    torch.testing.assert_close(span_means(states, spans), plain)


def test_padding_changes_nothing(network: Network) -> None:
    labels = {"topic:taste": 1, "polarity:negative": 1, "severity:none": 0}
    short = row(labels, [{"topic:price": 0}, {}], targets=((0, (1, 3)),), length=8)
    long = row(labels, length=40)
    with torch.no_grad():
        together = network(batch(short, long))
        alone = (network(batch(short)) + network(batch(long))) / 2
    torch.testing.assert_close(together, alone, rtol=1e-5, atol=1e-5)


def test_a_row_is_held_close_to_its_vector_and_others_are_not(network: Network) -> None:
    vectors = torch.zeros(2, tiny_encoder.WIDTH)
    with torch.no_grad():
        free = network(collate([row(), row()], 0, vectors, CPU))
        vectors[0, 0] = 1
        held = network(collate([row(), row()], 0, vectors, CPU))
    assert float(free) == 0
    assert float(held) > 0
