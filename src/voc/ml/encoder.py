"""The encoder at run time: onnxruntime on the CPU, no torch.

Texts of the same number of tokens share a batch, so nothing is ever padded, and the graph scales
its activations token by token: what is read in a text cannot depend on the texts beside it.
"""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np
import onnxruntime as ort

from voc.ml.calibration import Calibrations, Floats
from voc.ml.encoder_files import EncoderModel, load
from voc.ml.encoder_input import Range, Window, in_text, text_windows, windows
from voc.ml.scores import RawScores
from voc.types.document import Document, Span
from voc.types.issue import Vectors
from voc.types.opinion import Polarity, Sentiment, SentimentLabel

# Tokens of a batch. Larger ones leave the cache: 2,048 to 8,192 are equally fast on two cores.
_BATCH_TOKENS = 4096
_DIGITS = 4

_POLARITIES = tuple(Polarity)


@dataclass(frozen=True, slots=True)
class _Read:
    """Mean states in a window."""

    whole: Floats  # (width,)
    spans: Floats  # (spans, width)


class Encoder:
    """Implements voc.ports.models.SentenceEncoder and TargetReader; scores for the cascade."""

    def __init__(self, model: EncoderModel, threads: int | None = None) -> None:
        """``threads``: default one a core of this machine."""
        self._model = model
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads or os.cpu_count() or 1
        options.inter_op_num_threads = 1
        # The graph is fused as far as it helps. Beyond, onnxruntime 1.31 would join addition and
        # normalising in a kernel that takes five times as long as the two: 1.2 times the whole.
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_BASIC
        self._session = ort.InferenceSession(
            model.layers, options, providers=["CPUExecutionProvider"]
        )

    @classmethod
    def load(cls, folder: Path, threads: int | None = None) -> "Encoder":
        """Raises ModelError where the folder holds no sound model of this format."""
        return cls(load(folder), threads)

    @property
    def calibrations(self) -> Calibrations:
        """Of the student's scores and this encoder's, side by side."""
        return self._model.calibrations

    @property
    def student(self) -> str:
        """Name of the student that the calibrations were fitted with; "" before they are."""
        return self._model.student

    @property
    def name(self) -> str:
        return self._model.name

    def raw_scores(self, documents: Sequence[Document]) -> RawScores:
        """Scores of texts and of their clauses, each clause read within its text."""
        cut = windows(self._model.tokenizer, documents)
        read = iter(self._read([(w, w.clauses) for found in cut for w in found]))
        texts, clauses = [], []
        for found in cut:
            parts = [next(read) for _ in found]
            lengths = [len(window.ids) for window in found]
            texts.append(np.average([part.whole for part in parts], axis=0, weights=lengths))
            clauses += [part.spans for part in parts]
        return RawScores.of_documents(
            documents,
            self._model.heads.labels(np.array(texts, dtype=np.float32)),
            self._model.heads.labels(np.concatenate(clauses)),
        )

    def encode(self, texts: Sequence[str]) -> Vectors:
        """(n, width) float32, rows of unit length; zero for texts without letters."""
        vectors = np.zeros((len(texts), self._model.words.shape[1]), dtype=np.float32)
        spoken = [i for i, text in enumerate(texts) if any(map(str.isalnum, text))]
        cut = text_windows(self._model.tokenizer, [texts[i] for i in spoken])
        read = self._read([(window, ()) for window in cut])
        if spoken:
            found = self._model.heads.likeness(np.stack([part.whole for part in read]))
            vectors[spoken] = found / np.linalg.norm(found, axis=1, keepdims=True)
        return vectors

    def toward(self, document: Document, places: Sequence[Span]) -> Sentiment:
        """Sentiment toward what stands at ``places`` of ``document.source``."""
        asked = [in_text(document, place.start, place.end) for place in places]
        found = []
        for window in windows(self._model.tokenizer, [document])[0]:
            spans = [there for span in asked if (there := window.places(*span))]
            if spans:
                (part,) = self._read([(window, spans)])
                found.append(part.spans)
        if not found:
            return Sentiment(label=SentimentLabel.NEUTRAL, score=0.0, confidence=0.0)
        mean = np.concatenate(found).mean(axis=0, keepdims=True)
        return _sentiment(self._model.heads.target(mean)[0])

    def car_scores(self, documents: Sequence[Document]) -> Floats:
        """(n, labels of the head for cars): log-odds."""
        cut = [found[0] for found in windows(self._model.tokenizer, documents)]
        read = self._read([(window, ()) for window in cut])
        return self._model.heads.cars(np.stack([part.whole for part in read]))

    def _read(self, asked: Sequence[tuple[Window, Sequence[Range]]]) -> list[_Read]:
        """In order; texts of the same number of tokens share a batch."""
        read: list[_Read | None] = [None] * len(asked)
        order = sorted(range(len(asked)), key=lambda i: len(asked[i][0].ids))
        for length, group in groupby(order, key=lambda i: len(asked[i][0].ids)):
            for batch in _batches(list(group), max(1, _BATCH_TOKENS // length)):
                states = self._states([asked[i][0].ids for i in batch])
                for i, state in zip(batch, states, strict=True):
                    read[i] = _means(state, asked[i][1])
        return [part for part in read if part is not None]

    def _states(self, ids: Sequence[Sequence[int]]) -> Floats:
        """(texts, tokens, width) for texts of one length."""
        embedded = self._model.words[np.array(ids)] + self._model.positions[: len(ids[0])]
        (states,) = self._session.run(None, {"embedded": embedded})
        found: Floats = states
        return found


def _batches(rows: list[int], size: int) -> Iterator[list[int]]:
    return (rows[start : start + size] for start in range(0, len(rows), size))


def _means(state: Floats, spans: Sequence[Range]) -> _Read:
    means = [state[first:stop].mean(axis=0) for first, stop in spans]
    width = state.shape[1]
    return _Read(state.mean(axis=0), np.array(means, dtype=np.float32).reshape(-1, width))


def _sentiment(scores: Floats) -> Sentiment:
    powers = np.exp(scores - scores.max())
    shares = dict(zip(_POLARITIES, (powers / powers.sum()).tolist(), strict=True))
    best = max(shares, key=lambda polarity: shares[polarity])
    return Sentiment(
        label=SentimentLabel(best.value),
        score=round(shares[Polarity.POSITIVE] - shares[Polarity.NEGATIVE], _DIGITS),
        confidence=round(shares[best], _DIGITS),
    )
