"""Layers of an encoder at run time: onnxruntime on the CPU, no torch.

Texts of the same number of tokens share a batch, so nothing is ever padded, and the graph scales
its activations token by token: what is read in a text cannot depend on the texts beside it.
"""

import os
from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
import onnxruntime as ort

from voc.ml.calibration import Floats

# Tokens of a batch. Larger ones leave the cache: 2,048 to 8,192 are equally fast on two cores.
_BATCH_TOKENS = 4096

Ids = Sequence[int]  # of the tokens of one text, the marks at its ends included


class Layers:
    """An ONNX graph from embeddings to states."""

    def __init__(
        self, graph: bytes, words: Floats, positions: Floats, threads: int | None = None
    ) -> None:
        """``words`` (vocabulary, width), ``positions`` (most tokens, width).

        ``threads``: default one a core of this machine.
        """
        self._words = words
        self._positions = positions
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.inter_op_num_threads = 1
        # The graph is fused as far as it helps. Beyond, onnxruntime 1.31 would join addition and
        # normalising in a kernel that takes five times as long as the two: 1.2 times the whole.
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self._session = ort.InferenceSession(graph, options, providers=["CPUExecutionProvider"])

    @property
    def width(self) -> int:
        return int(self._words.shape[1])

    def states(self, texts: Sequence[Ids]) -> Iterator[tuple[int, Floats]]:
        """(number of the text, (tokens, width) states), the shortest texts first."""
        order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
        for length, group in groupby(order, key=lambda i: len(texts[i])):
            for batch in _batches(list(group), max(1, _BATCH_TOKENS // length)):
                yield from zip(batch, self._run([texts[i] for i in batch]), strict=True)

    def _run(self, ids: Sequence[Ids]) -> Floats:
        """(texts, tokens, width) for texts of one length."""
        embedded = self._words[np.array(ids)] + self._positions[: len(ids[0])]
        (states,) = self._session.run(None, {"embedded": embedded})
        found: Floats = states
        return found


def _batches(rows: list[int], size: int) -> Iterator[list[int]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
