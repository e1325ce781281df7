"""Training is seeded, goes on where it stopped, and shows every row."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import tiny_encoder
from voc.ml.scores import LABELS
from voc.training import clock
from voc.training.encoder.fitting import Schedule, batches_of, fit, rate
from voc.training.encoder.network import Network
from voc.training.encoder.rows import Row

ROWS = 40
SCHEDULE = Schedule(epochs=2, peak_rate=1e-2, batch_tokens=64)
STEP = re.compile(r"step (\d+) of")


class KilledError(Exception):
    """Stands in for a signal."""


def row(number: int, length: int) -> Row:
    rng = np.random.default_rng(number)
    return Row(
        ids=rng.integers(4, 60, length).astype(np.int32), clauses=((1, 2), (2, length)),
        whole=rng.integers(-1, 2, len(LABELS)).astype(np.int8),
        parts=rng.integers(-1, 2, (2, len(LABELS))).astype(np.int8),
        part_weights=np.ones(2, dtype=np.float32),
        # Few rows name anything: most batches have no target.
        targets=((1, (1, 2)),) if number % 16 == 0 else (), cars=None, weight=1.0,
        repeats=1 + number % 2, text="",
    )  # fmt: skip


def rows(lengths: list[int]) -> list[Row]:
    return [row(number, length) for number, length in enumerate(lengths)]


ALL_ROWS = rows([3 + number % 17 for number in range(ROWS)])
LIKENESS = torch.zeros(ROWS, tiny_encoder.WIDTH)
LIKENESS[::5, 0] = 1


@pytest.fixture(autouse=True)
def _saves_and_says_so_after_every_step(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "_SAVE_EVERY_S", -1.0)
    monkeypatch.setattr(clock, "_REPORT_EVERY_S", 0.0)


def trained(
    checkpoints: Path, told: list[str], killed_at: int = 0, learnt: Sequence[Row] = ALL_ROWS
) -> dict[str, torch.Tensor]:
    def progress(message: str) -> None:
        told.append(message)
        step = STEP.match(message)
        if step and int(step[1]) == killed_at:
            raise KilledError

    torch.manual_seed(5)
    network = Network(tiny_encoder.bert(), tiny_encoder.WIDTH)
    fitted = fit(
        network, learnt, LIKENESS, pad=0, schedule=SCHEDULE, checkpoints=checkpoints,
        progress=progress,
    )  # fmt: skip
    return {name: tensor.clone() for name, tensor in fitted.state_dict().items()}


def test_a_run_killed_and_resumed_ends_with_the_weights_of_an_undisturbed_one(
    tmp_path: Path,
) -> None:
    undisturbed = trained(tmp_path / "whole", [])
    with pytest.raises(KilledError):
        trained(tmp_path / "killed", [], killed_at=6)
    told: list[str] = []
    resumed = trained(tmp_path / "killed", told)
    assert told[0].startswith("going on after step 5")
    assert undisturbed.keys() == resumed.keys()
    for name, tensor in undisturbed.items():
        torch.testing.assert_close(resumed[name], tensor, rtol=0, atol=0, msg=name)


def test_a_finished_run_is_not_run_again(tmp_path: Path) -> None:
    first = trained(tmp_path, [])
    told: list[str] = []
    again = trained(tmp_path, told)
    assert not any(map(STEP.match, told))
    assert all(torch.equal(again[name], tensor) for name, tensor in first.items())


def test_with_one_label_changed_it_begins_anew(tmp_path: Path) -> None:
    trained(tmp_path, [])
    whole = ALL_ROWS[0].whole.copy()
    whole[0] = 1 - whole[0]
    told: list[str] = []
    trained(tmp_path, told, learnt=[replace(ALL_ROWS[0], whole=whole), *ALL_ROWS[1:]])
    assert told[0].startswith("step 1 of")


def test_training_lowers_the_loss(tmp_path: Path) -> None:
    told: list[str] = []
    trained(tmp_path, told)
    losses = [float(re.findall(r"loss ([\d.]+)", message)[0]) for message in told]
    assert np.mean(losses[-3:]) < np.mean(losses[:3])


LENGTHS = st.lists(st.integers(min_value=3, max_value=30), min_size=1, max_size=30)


@given(LENGTHS, st.integers(min_value=0, max_value=3))
@settings(deadline=None)
def test_every_row_comes_as_often_an_epoch_as_it_asks(lengths: list[int], epoch: int) -> None:
    shown = Counter(n for batch in batches_of(rows(lengths), SCHEDULE, epoch) for n in batch)
    assert shown == {number: 1 + number % 2 for number in range(len(lengths))}


@given(LENGTHS)
@settings(deadline=None)
def test_no_batch_of_several_rows_has_more_tokens_than_asked(lengths: list[int]) -> None:
    for batch in batches_of(rows(lengths), SCHEDULE, 0):
        padded = len(batch) * max(lengths[number] for number in batch)
        assert len(batch) == 1 or padded <= SCHEDULE.batch_tokens


def test_an_epoch_comes_in_another_order_and_always_in_the_same() -> None:
    first, second, again = (list(batches_of(ALL_ROWS, SCHEDULE, epoch)) for epoch in (0, 1, 0))
    assert first == again
    assert first != second


@given(st.integers(min_value=1, max_value=500))
def test_the_rate_rises_and_then_falls_to_almost_nothing(steps: int) -> None:
    rates = [rate(step, steps) for step in range(steps)]
    peak = rates.index(max(rates))
    assert all(0 < share <= 1 for share in rates)
    assert rates[: peak + 1] == sorted(rates[: peak + 1])
    assert rates[peak:] == sorted(rates[peak:], reverse=True)
    assert peak <= max(1, steps // 10)
