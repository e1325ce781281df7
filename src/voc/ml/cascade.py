"""The student reads everything, the encoder what the student is unsure of."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np

from voc.errors import ModelError
from voc.ml.calibration import Calibrations, Floats
from voc.ml.reading import Thresholds, readings
from voc.ml.scores import Probabilities, RawScores, probabilities
from voc.types.document import Document
from voc.types.opinion import Intent, Profile, Reading, Severity

# Bounds the memory of a call; a reading is the same whatever the size.
_BATCH = 512
# A review has this many words; of fewer than a quarter the call itself costs, not the words.
_USUAL_WORDS = 20.0
_FEWEST_WORDS = 5.0
_SUGGESTION = list(Intent).index(Intent.SUGGESTION)
_CRITICAL = list(Severity).index(Severity.CRITICAL)


class Scorer(Protocol):
    """A model that scores texts and their clauses on the labels of voc.ml.scores."""

    @property
    def name(self) -> str: ...

    @property
    def calibrations(self) -> Calibrations:
        """Of the student its own; of the encoder those of both side by side."""
        ...

    def raw_scores(self, documents: Sequence[Document]) -> RawScores: ...


class EncoderScorer(Scorer, Protocol):
    @property
    def student(self) -> str:
        """Name of the student that its calibrations were fitted with."""
        ...


class CascadeThresholds(Thresholds, Protocol):
    @property
    def most_doubt(self) -> float:
        """Texts the student doubts more than this go to the encoder; see ``doubt``, ``effort``."""
        ...


class StudentClassifier:
    """Implements voc.ports.models.Classifier: the profile ``fast``."""

    def __init__(self, student: Scorer, thresholds: Thresholds) -> None:
        self._student = student
        self._thresholds = thresholds

    @property
    def name(self) -> str:
        return self._student.name

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """One reading a document, in order. A reading does not depend on its neighbours."""
        found: list[Reading] = []
        for start in range(0, len(documents), _BATCH):
            batch = documents[start : start + _BATCH]
            sure = probabilities(self._student.calibrations, [self._student.raw_scores(batch)])
            found += readings(batch, sure, self._thresholds, deep=False)
        return found


class CascadeClassifier:
    """Implements voc.ports.models.Classifier: the profiles ``standard`` and ``accurate``."""

    def __init__(
        self,
        student: Scorer,
        encoder: EncoderScorer,
        thresholds: CascadeThresholds,
        profile: Profile,
    ) -> None:
        """Raises ModelError where the two models were not made for each other."""
        if encoder.student != student.name:
            raise ModelError(
                f"{encoder.name} was calibrated beside {encoder.student or 'no student'}, not "
                f"beside {student.name}. Calibrate it with `voc train calibrate`."
            )
        self._student = student
        self._encoder = encoder
        self._thresholds = thresholds
        self._most_doubt = -1.0 if profile is Profile.ACCURATE else thresholds.most_doubt

    @property
    def name(self) -> str:
        return f"{self._student.name}+{self._encoder.name}"

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """One reading a document, in order. A reading does not depend on its neighbours."""
        return [
            reading
            for start in range(0, len(documents), _BATCH)
            for reading in self._read_batch(documents[start : start + _BATCH])
        ]

    def _read_batch(self, documents: Sequence[Document]) -> list[Reading]:
        raw = self._student.raw_scores(documents)
        alone = probabilities(self._student.calibrations, [raw])
        found = readings(documents, alone, self._thresholds, deep=False)
        unsure = np.flatnonzero(doubt(alone) > self._most_doubt * effort(documents)).tolist()
        if unsure:
            asked = [documents[row] for row in unsure]
            both = [raw.of(unsure), self._encoder.raw_scores(asked)]
            joint = probabilities(self._encoder.calibrations, both)
            again = readings(asked, joint, self._thresholds, deep=True)
            for row, reading in zip(unsure, again, strict=True):
                found[row] = reading
        return found


def doubt(found: Probabilities) -> Floats:
    """(texts,): how likely the encoder would read a text otherwise; more than 1 is possible.

    What the student's own probabilities leave open: the sentiment of the text; the calls on topics
    that it expects to get wrong in the clause where these are most; a wish or a danger that may be
    there. Weights were chosen among nine such sums on dev (docs/decisions/0008-encoder.md).
    """
    open_calls = np.minimum(found.clause_topics, 1 - found.clause_topics).sum(axis=1)
    total: Floats = (
        (1 - found.text_polarity.max(axis=1))
        + _highest(found, open_calls) / 4
        + _highest(found, found.clause_intents[:, _SUGGESTION]) / 4
        + _highest(found, found.clause_severity[:, _CRITICAL]) / 4
    )
    return total


def effort(documents: Sequence[Document]) -> Floats:
    """(texts,): what the encoder's reading costs, 1 for a review of usual length.

    The doubt that is asked for grows with the fourth root of the length: per text a long one gains
    little more than a short one and costs many times as much. With the root itself more is gained
    in short texts, but hardly a long Cantonese one is asked. Swept powers 0, 0.25, 0.5 on dev.
    """
    words = [sum(len(clause.tokens) for clause in document.clauses) for document in documents]
    longest = np.maximum(np.array(words, dtype=np.float32), _FEWEST_WORDS)
    # A root of a root, which is rounded the same on every machine, as a power is not.
    return np.sqrt(np.sqrt(longest / np.float32(_USUAL_WORDS)))


def _highest(found: Probabilities, values: Floats) -> Floats:
    """(texts,): of the clauses of a text; 0 without any."""
    highest = np.zeros(len(found.text_polarity), dtype=np.float32)
    np.maximum.at(highest, found.owner, values)
    return highest
