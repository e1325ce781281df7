"""``voc train encoder``: from labelled sets to the weights of the multi-task network."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch

from voc.ml.encoder_files import EncoderModel, Heads, Linear
from voc.training.base_encoder import BaseEncoder, PackedEncoder, cut, network, tokenizer
from voc.training.corpus import Corpus, Progress
from voc.training.encoder.fitting import Schedule, fit
from voc.training.encoder.graph import layer_weights
from voc.training.encoder.network import Network
from voc.training.encoder.rows import Row, rows
from voc.training.encoder.vocabulary import kept_pieces
from voc.types.issue import Vectors

# One text in so many is held close to its vector in the base encoder: enough to keep general
# likeness, and the base has to read only these.
_HELD_CLOSE = 10
_CLOSE_CHARACTERS = 200
_VECTORS_AT_ONCE = 2048
_SEED = 20261122


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainableEncoder:
    network: Network  # on the CPU
    packed: PackedEncoder  # the base with its vocabulary cut; its layers are those before training


def from_base(base: BaseEncoder, texts: Iterable[str], layers: int) -> TrainableEncoder:
    """The first ``layers`` layers of ``base``, with the pieces that ``texts`` are spelled in."""
    packed = cut(base.packed, kept_pieces(base.packed, texts))
    torch.manual_seed(_SEED)
    return TrainableEncoder(network=Network(network(packed, layers), packed.hidden), packed=packed)


def from_model(base: BaseEncoder, model: EncoderModel, layers: int) -> TrainableEncoder:
    """The first ``layers`` layers of a model trained before; its weights have 7 bits."""
    rows_of = {piece: row for row, (piece, _) in enumerate(base.packed.pieces)}
    pieces = sorted(model.tokenizer.get_vocab().items(), key=lambda pair: pair[1])
    packed = cut(base.packed, [rows_of[piece] for piece, _ in pieces])
    weights = layer_weights(model.layers)
    made = Network(network(packed, layers), packed.hidden)
    state: dict[str, npt.NDArray[Any]] = {f"encoder.{name}": w for name, w in weights.items()}
    for name in Heads.__slots__:
        head: Linear = getattr(model.heads, name)
        state |= {f"{name}.weight": head.weights.T, f"{name}.bias": head.bias}
    kept = {name: values for name, values in state.items() if name in made.state_dict()}
    found = {name: torch.from_numpy(values.copy()).float() for name, values in kept.items()}
    made.load_state_dict(found, strict=False)  # embeddings are those of the base
    return TrainableEncoder(network=made, packed=packed)


def train_encoder(
    begun: TrainableEncoder,
    corpus: Corpus,
    base: BaseEncoder,
    *,
    schedule: Schedule,
    checkpoints: Path,
    progress: Progress,
) -> TrainableEncoder:
    """Train on ``corpus``; an interrupted run goes on from ``checkpoints``.

    The same beginning, corpus and schedule give the same weights on one machine.
    """
    learnt = rows(tokenizer(begun.packed), corpus.training)
    tokens = sum(len(row.ids) for row in learnt)
    progress(f"{len(learnt)} texts, {tokens / len(learnt):.0f} tokens each")
    vectors = _cached(
        checkpoints / "likeness.npy", learnt, lambda: _likeness(base, learnt, progress)
    )
    fitted = fit(
        begun.network, learnt, torch.from_numpy(vectors), pad=begun.packed.pad,
        schedule=schedule, checkpoints=checkpoints, progress=progress,
    )  # fmt: skip
    return replace(begun, network=fitted)


def _likeness(base: BaseEncoder, learnt: Sequence[Row], progress: Progress) -> Vectors:
    """(rows, width): vectors of one text in so many, zero for the others."""
    vectors = np.zeros((len(learnt), base.packed.hidden), dtype=np.float32)
    asked = [i for i, row in enumerate(learnt) if _hash(row.text) % _HELD_CLOSE == 0]
    for start in range(0, len(asked), _VECTORS_AT_ONCE):
        part = asked[start : start + _VECTORS_AT_ONCE]
        vectors[part] = base.encode([learnt[i].text[:_CLOSE_CHARACTERS] for i in part])
        progress(f"vectors of the base encoder: {start + len(part)} of {len(asked)}")
    return vectors


def _cached(path: Path, learnt: Sequence[Row], make: Callable[[], Vectors]) -> Vectors:
    """Made once a list of texts."""
    texts = hashlib.sha256("\n".join(row.text for row in learnt).encode("utf-8", "surrogatepass"))
    named = path.with_stem(f"{path.stem}-{texts.hexdigest()[:12]}")
    if not named.exists():
        named.parent.mkdir(parents=True, exist_ok=True)
        np.save(named, make())
    stored: Vectors = np.load(named, allow_pickle=False)
    return stored


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:4])
