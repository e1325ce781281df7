"""The layers of the base encoder over the words of ours, and the loss that draws tellings together.

Loss: supervised contrastive (Khosla et al., NeurIPS 2020, arXiv 2004.11362, L_out), with clauses of
other feedback that are nobody's like and only push.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from voc.ml.encoder_files import EncoderModel

TEMPERATURE = 0.05
_PART = 20  # texts padded to one length; a step sorts its texts, so that little is padded


class ClauseNetwork(nn.Module):
    """``bert``: a BertModel as deep as the base; ``frozen`` lowest layers stay as they are."""

    def __init__(self, bert: Any, beside: EncoderModel, frozen: int) -> None:
        super().__init__()
        self._words, self._positions = (
            torch.from_numpy(np.array(part)) for part in (beside.words, beside.positions)
        )
        self.bert = bert
        layers = list(bert.encoder.layer)
        self._lower, self.upper = layers[:frozen], nn.ModuleList(layers[frozen:])
        for parameter in bert.parameters():
            parameter.requires_grad_(False)
        for parameter in self.upper.parameters():
            parameter.requires_grad_(True)

    @torch.no_grad()
    def begun(self, ids: Sequence[int]) -> Tensor:
        """(tokens, width) half-precision states after the layers that learn nothing."""
        self.eval()
        states = self._words[list(ids)] + self._positions[: len(ids)]
        states = self.bert.embeddings.LayerNorm(states)[None]
        for layer in self._lower:
            states = _passed(layer, states, None)
        return states[0].half()

    def vectors(self, begun: Sequence[Tensor]) -> Tensor:
        """(texts, width), rows of unit length."""
        order = sorted(range(len(begun)), key=lambda i: len(begun[i]))
        parts = [order[start : start + _PART] for start in range(0, len(order), _PART)]
        found = torch.cat([self._padded([begun[i] for i in part]) for part in parts])
        return found[torch.argsort(torch.tensor(order))]

    def _padded(self, begun: Sequence[Tensor]) -> Tensor:
        lengths = torch.tensor([len(states) for states in begun])
        states = nn.utils.rnn.pad_sequence([part.float() for part in begun], batch_first=True)
        mask = torch.arange(states.shape[1])[None] < lengths[:, None]
        unseen = torch.where(mask[:, None, None, :], 0.0, torch.finfo(torch.float32).min)
        for layer in self.upper:
            states = _passed(layer, states, unseen)
        means = (states * mask[:, :, None]).sum(1) / lengths[:, None]
        return functional.normalize(means, dim=1)


def contrast(vectors: Tensor, problems: Sequence[str]) -> Tensor:
    """The loss of (n, d) unit rows, the first of which tell ``problems``, one each.

    The rows beyond them are others'. A telling without a second of its problem counts nothing.
    """
    count = len(problems)
    numbers = {problem: number for number, problem in enumerate(dict.fromkeys(problems))}
    mine = torch.tensor([numbers[problem] for problem in problems])
    theirs = torch.cat([mine, torch.full((len(vectors) - count,), -1)])
    itself = torch.eye(count, len(vectors), dtype=torch.bool)
    cosines = (vectors[:count] @ vectors.T / TEMPERATURE).masked_fill(itself, float("-inf"))
    shares = cosines - torch.logsumexp(cosines, 1, keepdim=True)
    same = (mine[:, None] == theirs) & ~itself
    return -(shares.masked_fill(~same, 0).sum(1) / same.sum(1).clamp(min=1)).mean()


def _passed(layer: Any, states: Tensor, mask: Tensor | None) -> Tensor:
    """transformers gave a tuple before version 5."""
    found = layer(states, attention_mask=mask)
    passed: Tensor = found[0] if isinstance(found, tuple) else found
    return passed
