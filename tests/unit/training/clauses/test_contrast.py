"""What draws tellings of one problem together."""

import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.nn import functional

from voc.training.clauses.network import contrast


def rows(*directions: tuple[float, float]) -> torch.Tensor:
    return functional.normalize(torch.tensor(directions), dim=1)


TOGETHER, APART = (1.0, 0.1), (0.1, 1.0)


def test_tellings_of_one_problem_that_lie_together_cost_less_than_ones_apart() -> None:
    problems = ("leaks", "leaks", "rusts", "rusts")
    sorted_ = contrast(rows(TOGETHER, TOGETHER, APART, APART), problems)
    mixed = contrast(rows(TOGETHER, APART, TOGETHER, APART), problems)
    assert sorted_ < mixed


def test_a_clause_of_other_feedback_costs_the_more_the_nearer_it_lies() -> None:
    near = contrast(rows(TOGETHER, TOGETHER, TOGETHER), ("leaks", "leaks"))
    far = contrast(rows(TOGETHER, TOGETHER, APART), ("leaks", "leaks"))
    assert far < near


def test_a_telling_without_a_second_of_its_problem_costs_nothing() -> None:
    assert contrast(rows(TOGETHER, APART), ("leaks", "rusts")) == 0


@given(st.permutations(range(6)))
def test_the_order_of_tellings_does_not_matter(order: list[int]) -> None:
    torch.manual_seed(3)
    vectors = functional.normalize(torch.randn(8, 4), dim=1)
    problems = ("a", "a", "b", "b", "b", "c")
    shuffled = torch.cat([vectors[order], vectors[6:]])
    loss = contrast(shuffled, [problems[i] for i in order])
    assert torch.isclose(loss, contrast(vectors, problems), atol=1e-5)
