"""The multi-task encoder at run time: what its heads read in texts, clauses and named targets."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from voc.ml.calibration import Calibrations, Floats
from voc.ml.encoder_files import EncoderModel, load
from voc.ml.encoder_input import Range, Window, in_text, text_windows, windows
from voc.ml.layers import Layers
from voc.ml.scores import RawScores
from voc.types.document import Document, Span
from voc.types.issue import Vectors
from voc.types.opinion import Polarity, Sentiment, SentimentLabel

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
        self._layers = Layers(model.layers, model.words, model.positions, threads)

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
        vectors = np.zeros((len(texts), self._layers.width), dtype=np.float32)
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
        """In order."""
        read: list[_Read | None] = [None] * len(asked)
        for i, state in self._layers.states([window.ids for window, _ in asked]):
            read[i] = _means(state, asked[i][1])
        return [part for part in read if part is not None]


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
