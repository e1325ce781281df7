"""The multi-task network: an encoder with linear heads, and its loss with gaps in the labels.

A text is encoded once; texts, clauses and named targets are the means of their tokens' states.
Where a set tells what a text says but not in which clause, the clause that says it most is taken
to be the one (multiple instance learning by maximum; Dietterich et al. 1997).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from voc.ml.scores import LABELS
from voc.training.encoder.cars import CAR_LABELS
from voc.training.encoder.rows import Row, label_columns
from voc.types.opinion import Polarity

POLARITY, TOPIC, INTENT, SEVERITY, TONE = (
    label_columns(f"{part}:") for part in ("polarity", "topic", "intent", "severity", "tone")
)
_EXCLUSIVE = (POLARITY, SEVERITY, TONE)
_SEPARATE = (TOPIC, INTENT)

# What each part counts for. Topics and intents are sums over 27 labels, most of them absent;
# tone is what most texts know.
_CLAUSE_WEIGHT = 1.0
_SEPARATE_WEIGHT = 8.0
_TARGET_WEIGHT = 0.5
_CAR_WEIGHT = 50.0  # its texts weigh 0.3, its labels are forty: each counts as a topic does
_LIKENESS_WEIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows padded to one length, on one device."""

    ids: Tensor  # (rows, tokens)
    mask: Tensor  # (rows, tokens), 1 for tokens
    spans: Tensor  # (spans, 3): row, first place, last place + 1; whole texts, clauses, targets
    clause_owner: Tensor  # (clauses,): row of a clause
    whole: Tensor  # (rows, labels) of 1, 0, -1
    parts: Tensor  # (clauses, labels)
    part_weights: Tensor  # (clauses,)
    target_polarity: Tensor  # (targets,)
    target_owner: Tensor  # (targets,)
    cars: Tensor  # (rows, car labels) of 1, 0, -1
    weight: Tensor  # (rows,)
    likeness: Tensor  # (rows, width) vectors to stay close to; zero: none


def collate(rows: Sequence[Row], pad: int, likeness: Tensor, device: torch.device) -> Batch:
    """``likeness``: (rows, width)."""
    longest = max(len(row.ids) for row in rows)
    ids = np.full((len(rows), longest), pad, dtype=np.int64)
    mask = np.zeros((len(rows), longest), dtype=np.float32)
    for number, row in enumerate(rows):
        ids[number, : len(row.ids)] = row.ids
        mask[number, : len(row.ids)] = 1
    texts = [(n, 0, len(row.ids)) for n, row in enumerate(rows)]
    clauses = [(n, a, b) for n, row in enumerate(rows) for a, b in row.clauses]
    targets = [(n, a, b) for n, row in enumerate(rows) for _, (a, b) in row.targets]
    silent = np.full(len(CAR_LABELS), -1, dtype=np.int8)

    def tensor(values: object, dtype: torch.dtype = torch.long) -> Tensor:
        return torch.as_tensor(np.asarray(values), dtype=dtype, device=device)

    return Batch(
        ids=tensor(ids),
        mask=tensor(mask, torch.float32),
        spans=tensor(texts + clauses + targets),
        clause_owner=tensor([n for n, _, _ in clauses]),
        whole=tensor(np.stack([row.whole for row in rows])),
        parts=tensor(np.concatenate([row.parts for row in rows])),
        part_weights=tensor(np.concatenate([row.part_weights for row in rows]), torch.float32),
        target_polarity=tensor([polarity for row in rows for polarity, _ in row.targets]),
        target_owner=tensor([n for n, _, _ in targets]),
        cars=tensor(np.stack([silent if row.cars is None else row.cars for row in rows])),
        weight=tensor([row.weight for row in rows], torch.float32),
        likeness=likeness.to(device),
    )


class Network(nn.Module):
    """``encoder`` is a BertModel; its word embeddings stay as they are."""

    def __init__(self, encoder: nn.Module, width: int) -> None:
        super().__init__()
        self.encoder = encoder
        self.labels = nn.Linear(width, len(LABELS))
        self.target = nn.Linear(width, len(Polarity))
        self.cars = nn.Linear(width, len(CAR_LABELS))
        # From the states of this encoder to the vectors of the one it began as.
        self.likeness = nn.Linear(width, width)
        nn.init.eye_(self.likeness.weight)
        nn.init.zeros_(self.likeness.bias)
        self.freeze(0)

    def freeze(self, layers: int) -> None:
        """The embeddings and so many of the lowest layers learn nothing and drop nothing out."""
        lowest = [self.encoder.get_submodule(f"encoder.layer.{n}") for n in range(layers)]
        for part in (self.encoder.get_submodule("embeddings"), *lowest):
            part.requires_grad_(False).eval()

    def forward(self, batch: Batch) -> Tensor:
        """The loss of a batch, a mean over its rows."""
        means = span_means(self.states(batch.ids, batch.mask), batch.spans)
        sizes = [len(batch.ids), len(batch.parts), len(batch.target_polarity)]
        texts, clauses, targets = torch.split(means, sizes)
        whole, parts = self.labels(texts), self.labels(clauses)
        loss = known_loss(whole, batch.whole)
        loss = loss + said_somewhere(parts, batch)
        clause_loss = batch.part_weights * known_loss(parts, batch.parts)
        loss = loss.index_add(0, batch.clause_owner, _CLAUSE_WEIGHT * clause_loss)
        # Without targets too: a head that skipped a step could not be resumed where it was.
        target_loss = functional.cross_entropy(
            self.target(targets), batch.target_polarity, reduction="none"
        )
        loss = loss.index_add(0, batch.target_owner, _TARGET_WEIGHT * target_loss)
        loss = loss + _CAR_WEIGHT * _separate_loss(self.cars(texts), batch.cars)
        loss = (loss * batch.weight).sum()
        return (loss + self._unlikeness(texts, batch.likeness)) / len(batch.ids)

    def states(self, ids: Tensor, mask: Tensor) -> Tensor:
        """(rows, tokens, width)."""
        found: Tensor = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        return found.float()

    def _unlikeness(self, texts: Tensor, likeness: Tensor) -> Tensor:
        asked = likeness.abs().sum(1) > 0
        return (
            _LIKENESS_WEIGHT
            * (1 - functional.cosine_similarity(self.likeness(texts[asked]), likeness[asked])).sum()
        )


def span_means(states: Tensor, spans: Tensor) -> Tensor:
    """(spans, width): mean state of the tokens of each (row, first, last + 1)."""
    sums = functional.pad(states.cumsum(1), (0, 0, 1, 0))
    row, first, stop = spans.unbind(1)
    return (sums[row, stop] - sums[row, first]) / (stop - first)[:, None]


def known_loss(scores: Tensor, known: Tensor) -> Tensor:
    """(rows,): of every label that is known."""
    return torch.stack(
        [
            *(_exclusive_loss(scores[:, part], known[:, part]) for part in _EXCLUSIVE),
            *(_SEPARATE_WEIGHT * _separate_loss(scores[:, p], known[:, p]) for p in _SEPARATE),
        ]
    ).sum(0)


def _exclusive_loss(scores: Tensor, known: Tensor) -> Tensor:
    """(rows,): cross entropy where one label of the group holds, else zero."""
    holds, label = known.max(1)
    loss = functional.cross_entropy(scores, label, reduction="none")
    return loss * (holds == 1)


def _separate_loss(scores: Tensor, known: Tensor) -> Tensor:
    """(rows,): binary cross entropy, a mean over all labels; unknown ones count zero."""
    loss = functional.binary_cross_entropy_with_logits(
        scores, (known == 1).float(), reduction="none"
    )
    return (loss * (known >= 0)).mean(1)


def said_somewhere(parts: Tensor, batch: Batch) -> Tensor:
    """(rows,): what a text says and none of its clauses is known to say, at its likeliest place."""
    highest = _highest(parts, batch.clause_owner, len(batch.ids))
    placed = _highest(batch.parts, batch.clause_owner, len(batch.ids)) == 1
    open_ = torch.where((batch.whole == 1) & ~placed, batch.whole, -1)
    separate = torch.stack(
        [_separate_loss(highest[:, part], open_[:, part]) for part in _SEPARATE]
    ).sum(0)
    # The worst clause is as bad as the text: severities above none, each against none.
    above = (parts - parts[:, SEVERITY.start : SEVERITY.start + 1])[:, SEVERITY]
    worst = _highest(above, batch.clause_owner, len(batch.ids))
    return _SEPARATE_WEIGHT * separate + _exclusive_loss(worst, open_[:, SEVERITY])


def _highest(values: Tensor, owner: Tensor, rows: int) -> Tensor:
    index = owner[:, None].expand_as(values)
    empty = (
        values.new_full((rows, values.shape[1]), torch.finfo(torch.float32).min / 2)
        if values.is_floating_point()
        else values.new_full((rows, values.shape[1]), -1)
    )
    return empty.scatter_reduce(0, index, values, "amax")
