"""What two trained models together read in texts that no one labelled, for a new student to learn.

Knowledge distillation (Hinton et al. 2015), with hard labels: only what the teacher is sure of
counts, the rest of a text stays unknown.
"""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voc.ml import encoder_files, ngram_model
from voc.ml.cascade import EncoderScorer, Scorer
from voc.ml.encoder import Encoder
from voc.ml.ngram_features import Piece
from voc.ml.pieces import clause_piece, text_piece
from voc.ml.scores import INTENT, LABELS, POLARITY, SEVERITY, TOPIC, Probabilities, probabilities
from voc.training.corpus import Progress
from voc.training.heads import Known
from voc.training.labelled import read_rows
from voc.types.document import Document

# Reviews of all kinds, as many of each set as stand here; Chinese first, as in use.
UNLABELLED_SETS = (
    ("online_shopping_10_cats", "train", 24_000),
    ("fewclue_eprstmt", "unlabeled", 14_000),
    ("meituan_star_reviews", "train", 2_500),
    ("ar_miner_informative_en", "train", 4_000),
    ("swiftkey_stream_en", "stream", 3_000),
    ("nsmc_stream_ko", "stream", 2_000),
)
_SURE_IT_HOLDS = 0.7
_SURE_IT_DOES_NOT = 0.15
# Of a row, beside 1 for labels of the sets and 5 for those along the guide.
_WEIGHT = 0.5
_AT_ONCE = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """What a linear model is fitted on."""

    pieces: tuple[Piece, ...]
    known: Known  # (rows, len(LABELS)): 1 holds, 0 does not, -1 not known
    weights: npt.NDArray[np.float64]  # (rows,)

    def __add__(self, other: "Rows") -> "Rows":
        return Rows(
            pieces=self.pieces + other.pieces,
            known=np.concatenate([self.known, other.known]),
            weights=np.concatenate([self.weights, other.weights]),
        )


class Teacher:
    """A student and an encoder, read side by side."""

    def __init__(self, student: Scorer, encoder: EncoderScorer) -> None:
        self._student = student
        self._encoder = encoder

    @classmethod
    def load(cls, encoder: Path, threads: int) -> "Teacher":
        """With the student it was calibrated beside, from the folder next to it. ModelError."""
        model = encoder_files.load(encoder)
        student = encoder.parent / model.student.partition("@")[0]
        return cls(ngram_model.load(student), Encoder(model, threads))

    @property
    def name(self) -> str:
        return f"{self._student.name}+{self._encoder.name}"

    def read(self, documents: Sequence[Document]) -> Probabilities:
        raw = [reader.raw_scores(documents) for reader in (self._student, self._encoder)]
        return probabilities(self._encoder.calibrations, raw)


def unlabelled_texts(data: Path) -> Iterator[str]:
    """Texts to be taught on, always the same ones. Raises InputError."""
    for name, part, most in UNLABELLED_SETS:
        (path,) = (data / name).glob(f"{part}.*.gz")
        yield from sorted({row["text"] for row in read_rows(path)}, key=_shuffled)[:most]


def taught(teacher: Teacher, documents: Sequence[Document], progress: Progress) -> Rows:
    """A row a text and a row a clause."""
    pieces: list[Piece] = []
    known: list[Known] = []
    for start in range(0, len(documents), _AT_ONCE):
        part = documents[start : start + _AT_ONCE]
        pieces += [text_piece(document) for document in part]
        pieces += [clause_piece(clause) for document in part for clause in document.clauses]
        known.append(_known(teacher.read(part)))
        if start % (10 * _AT_ONCE) == 0:
            progress(f"{teacher.name} reads: {start + len(part)} of {len(documents)} texts")
    return Rows(
        pieces=tuple(pieces),
        known=np.concatenate(known),
        weights=np.full(len(pieces), _WEIGHT),
    )


def _known(found: Probabilities) -> Known:
    """(texts + clauses, len(LABELS)). The tone of texts is learnt from labels alone."""
    texts = np.full((len(found.text_polarity), len(LABELS)), -1, dtype=np.int8)
    texts[:, POLARITY] = _one(found.text_polarity)
    texts[:, INTENT] = _each(found.text_intents)
    texts[:, SEVERITY] = _one(found.text_severity)
    likeliest = np.zeros((len(texts), found.clause_topics.shape[1]), dtype=np.float32)
    np.maximum.at(likeliest, found.owner, found.clause_topics)
    texts[:, TOPIC] = _each(likeliest)
    clauses = np.full((len(found.owner), len(LABELS)), -1, dtype=np.int8)
    clauses[:, POLARITY] = _one(found.clause_polarity)
    clauses[:, TOPIC] = _each(found.clause_topics)
    clauses[:, INTENT] = _each(found.clause_intents)
    clauses[:, SEVERITY] = _one(found.clause_severity)
    return np.concatenate([texts, clauses])


def _each(likely: npt.NDArray[np.float32]) -> Known:
    return np.select([likely >= _SURE_IT_HOLDS, likely <= _SURE_IT_DOES_NOT], [1, 0], -1).astype(
        np.int8
    )


def _one(likely: npt.NDArray[np.float32]) -> Known:
    """Of labels that exclude each other: the sure one holds, the others do not."""
    highest = likely.max(axis=1, keepdims=True)
    holds = (likely == highest).astype(np.int8)
    return np.where(highest >= _SURE_IT_HOLDS, holds, -1).astype(np.int8)


def _shuffled(text: str) -> bytes:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
