"""``voc train clauses``: from told problems to the encoder that discovery compares clauses by."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from voc.ml.calibration import Floats
from voc.ml.clause_encoder import MOST_TOKENS, ClauseModel, words_digest
from voc.ml.encoder_files import EncoderModel, Linear
from voc.ml.encoder_input import text_windows
from voc.training.base_encoder import BaseEncoder, network
from voc.training.checkpoints import restore, save
from voc.training.clauses.material import Material
from voc.training.clauses.network import ClauseNetwork, contrast
from voc.training.clauses.tellings import Mixture, steps_of
from voc.training.clock import Clock
from voc.training.corpus import Progress
from voc.training.encoder.fitting import rate
from voc.training.encoder.graph import layers_graph

_SEED = 20261122
_DECAY = 0.01
_CLIP = 1.0
_TEXTS_AT_ONCE = 256

# Numbers of a vector. Swept on families left out of training: 256 to 384 within 0.01 of pair F1.
SIZE = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    steps: int = 350
    peak_rate: float = 2e-4
    frozen: int = 6  # lowest layers that stay those of the base
    # Share of what was learnt in the weights that ship, the rest is of the base (Wortsman et al.,
    # CVPR 2022, arXiv 2109.01903). On families left out of training, pair F1 among 1,500 other
    # clauses: 1.0 0.27, 0.7 0.26, 0.4 0.34 after 300 steps; 1.0 0.30, 0.6 0.36 after 100.
    learnt: float = 0.7
    mixture: Mixture = field(default_factory=Mixture)


def train_clauses(
    base: BaseEncoder,
    beside: EncoderModel,
    material: Material,
    *,
    schedule: Schedule,
    checkpoints: Path,
    progress: Progress,
) -> ClauseModel:
    """An interrupted run goes on from ``checkpoints``.

    The same base, words, material and schedule give the same weights on one machine.
    """
    torch.manual_seed(_SEED)
    made = ClauseNetwork(network(base.packed), beside, schedule.frozen)
    begun = deepcopy(made.upper.state_dict())
    told = _begun(made, beside, [telling.text for telling in material.tellings])
    others = _begun(made, beside, material.others)
    progress(f"{len(told)} tellings, {len(others)} clauses beside them")
    _fit(made, (told, others), material, schedule, checkpoints=checkpoints, progress=progress)
    made.upper.load_state_dict(blended(begun, made.upper.state_dict(), schedule.learnt))
    vectors = np.concatenate([_vectors(made, told), _vectors(made, others)])
    return ClauseModel(
        layers=layers_graph(made.bert),
        reduced=principal(vectors, SIZE),
        words=words_digest(beside),
    )


def blended(
    begun: Mapping[str, Tensor], learnt: Mapping[str, Tensor], share: float
) -> dict[str, Tensor]:
    """Weights between those a training began with and those it learnt."""
    return {name: torch.lerp(begun[name], learnt[name], share) for name in begun}


def principal(vectors: Floats, size: int) -> Linear:
    """Takes the mean of (n, d) ``vectors`` off, then keeps the axes along which they vary most."""
    centre = vectors.mean(axis=0, dtype=np.float64)
    centred = vectors - centre
    axes = np.linalg.eigh(centred.T @ centred)[1][:, ::-1][:, :size]
    # An axis and its opposite are the same; fix which one, so that two runs agree.
    axes = axes * np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(axes.shape[1])])
    return Linear(axes, -centre @ axes)


def _fit(
    made: ClauseNetwork,
    begun: tuple[Sequence[Tensor], Sequence[Tensor]],
    material: Material,
    schedule: Schedule,
    *,
    checkpoints: Path,
    progress: Progress,
) -> None:
    """``begun``: of the tellings and of the others."""
    told, others = begun
    optimizer = torch.optim.AdamW(made.upper.parameters(), lr=0.0, weight_decay=_DECAY, fused=True)
    fingerprint = json.dumps([asdict(schedule), _digest(material)])
    done = restore(checkpoints, made.upper, optimizer, fingerprint)
    clock = Clock(progress, schedule.steps, done)
    plan = steps_of(material.tellings, len(others), schedule.mixture, schedule.steps)
    for step, (tellings, beside) in enumerate(plan):
        if step < done:
            continue
        for group in optimizer.param_groups:
            group["lr"] = schedule.peak_rate * rate(step, schedule.steps)
        torch.manual_seed(_SEED + step)  # what is dropped out is the same in a resumed run
        made.train()
        vectors = made.vectors([told[i] for i in tellings] + [others[i] for i in beside])
        loss = contrast(vectors, [material.tellings[i].problem for i in tellings])
        torch.autograd.backward(loss)
        torch.nn.utils.clip_grad_norm_(made.upper.parameters(), _CLIP)
        optimizer.step()
        optimizer.zero_grad()
        clock.tick(step + 1, len(vectors), loss)
        if clock.due_to_save():
            save(checkpoints, made.upper, optimizer, fingerprint, step + 1)
    save(checkpoints, made.upper, optimizer, fingerprint, schedule.steps)


def _begun(made: ClauseNetwork, beside: EncoderModel, texts: Sequence[str]) -> list[Tensor]:
    return [made.begun(w.ids) for w in text_windows(beside.tokenizer, texts, MOST_TOKENS)]


@torch.inference_mode()
def _vectors(made: ClauseNetwork, begun: Sequence[Tensor]) -> Floats:
    made.eval()
    parts = [
        begun[start : start + _TEXTS_AT_ONCE] for start in range(0, len(begun), _TEXTS_AT_ONCE)
    ]
    found: Floats = np.concatenate([made.vectors(part).numpy() for part in parts])
    return found


def _digest(material: Material) -> str:
    told = [(one.family, one.problem, one.text) for one in material.tellings]
    return hashlib.sha256(json.dumps([told, material.others]).encode()).hexdigest()
