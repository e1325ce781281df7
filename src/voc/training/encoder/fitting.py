"""Fits the network: seeded, on whatever device there is, from checkpoint to checkpoint."""

import hashlib
import json
import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from voc.training.checkpoints import restore, save
from voc.training.clock import Clock
from voc.training.corpus import Progress
from voc.training.encoder.network import Network, collate
from voc.training.encoder.rows import Row

_SEED = 20261122
# Rows are sorted by length within this many at a time, so that a batch pads little and an epoch
# still comes in random order.
_SORTED_TOGETHER = 2048
_HEAD_RATE = 1e-3
_DECAY = 0.01
_WARM_UP = 0.05
_CLIP = 1.0
_GOLDEN_RATIO = 0.618034  # its multiples spread evenly


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    epochs: int = 2
    peak_rate: float = 1e-4  # of the layers; heads learn ten times as fast
    batch_tokens: int = 2048  # padding included
    frozen: int = 0  # lowest layers that stay as they are


def fit(
    network: Network,
    rows: Sequence[Row],
    likeness: Tensor,
    *,
    pad: int,
    schedule: Schedule,
    checkpoints: Path,
    progress: Progress,
) -> Network:
    """Train ``network`` in place and return it, going on from ``checkpoints`` if these fit.

    ``likeness``: (rows, width) vectors the texts' are to stay close to, zero for none.
    """
    torch.manual_seed(_SEED)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    network.to(device).train()
    network.freeze(schedule.frozen)
    optimizer = _optimizer(network, schedule)
    plan = [
        batch for epoch in range(schedule.epochs) for batch in batches_of(rows, schedule, epoch)
    ]
    fingerprint = json.dumps([asdict(schedule), _digest(network, rows)])
    done = restore(checkpoints, network, optimizer, fingerprint)
    if done:
        progress(f"going on after step {done} of {len(plan)}")
    clock = Clock(progress, len(plan), done)
    for step in range(done, len(plan)):
        _set_rate(optimizer, rate(step, len(plan)))
        torch.manual_seed(_SEED + step)  # what is dropped out is the same in a resumed run
        batch = plan[step]
        with torch.autocast(device.type, torch.bfloat16, enabled=_has_bfloat16(device)):
            loss = network(collate([rows[i] for i in batch], pad, likeness[batch], device))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.parameters(), _CLIP)
        optimizer.step()
        optimizer.zero_grad()
        clock.tick(step + 1, len(batch), loss)
        if clock.due_to_save():
            save(checkpoints, network, optimizer, fingerprint, step + 1)
    save(checkpoints, network, optimizer, fingerprint, len(plan))
    return network.cpu().eval()


def batches_of(rows: Sequence[Row], schedule: Schedule, epoch: int) -> Iterator[list[int]]:
    """Numbers of rows; every row as often as it asks for."""
    rng = random.Random(_SEED + epoch)  # noqa: S311 - shuffles, keeps no secret
    order = [
        number for number, row in enumerate(rows) for _ in range(_shows(row.repeats, number, epoch))
    ]
    rng.shuffle(order)
    batches: list[list[int]] = []
    for start in range(0, len(order), _SORTED_TOGETHER):
        together = sorted(order[start : start + _SORTED_TOGETHER], key=lambda i: len(rows[i].ids))
        batches += _filled(rows, together, schedule.batch_tokens)
    rng.shuffle(batches)
    yield from batches


def _shows(repeats: float, number: int, epoch: int) -> int:
    """How often this epoch shows a row; over all epochs as often as it asks for."""
    first = (number * _GOLDEN_RATIO) % 1  # where in its cycle a row begins
    return math.floor(first + (epoch + 1) * repeats) - math.floor(first + epoch * repeats)


def _filled(rows: Sequence[Row], ascending: Sequence[int], tokens: int) -> Iterator[list[int]]:
    batch: list[int] = []
    for number in ascending:
        if batch and (len(batch) + 1) * len(rows[number].ids) > tokens:
            yield batch
            batch = []
        batch.append(number)
    if batch:
        yield batch


def _digest(network: Network, rows: Sequence[Row]) -> str:
    """Changes with what training begins from, and with any text or label it learns from."""
    digest = hashlib.sha256()
    for name, parameter in network.named_parameters():
        digest.update(name.encode() + parameter.detach().cpu().numpy().tobytes())
    for row in rows:
        for values in (row.ids, row.whole, row.parts, row.part_weights, row.cars):
            digest.update(b"-" if values is None else values.tobytes())
        digest.update(repr((row.clauses, row.targets, row.weight, row.repeats)).encode())
    return digest.hexdigest()


def _has_bfloat16(device: torch.device) -> bool:
    """Whether it is fast there; elsewhere it is emulated and slower than float32."""
    if device.type == "cuda":
        return bool(torch.cuda.is_bf16_supported())
    return bool(torch.ops.mkldnn._is_mkldnn_bf16_supported())


def _optimizer(network: Network, schedule: Schedule) -> torch.optim.AdamW:
    layers = [p for p in network.encoder.parameters() if p.requires_grad]
    inside = {id(p) for p in network.encoder.parameters()}
    heads = [p for p in network.parameters() if id(p) not in inside]
    groups = [
        {"params": layers, "peak": schedule.peak_rate},
        {"params": heads, "peak": _HEAD_RATE},
    ]
    return torch.optim.AdamW(groups, lr=0.0, weight_decay=_DECAY, fused=True)


def rate(step: int, steps: int) -> float:
    """Share of the peak: up over the warm-up, then down in a straight line."""
    warm = max(1, math.ceil(_WARM_UP * steps))
    return min((step + 1) / warm, (steps - step) / max(1, steps - warm))


def _set_rate(optimizer: torch.optim.AdamW, share: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = group["peak"] * share
