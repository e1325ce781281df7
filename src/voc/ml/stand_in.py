"""Another encoder in place of ours: linear heads on its vectors read what ours reads."""

from collections.abc import Sequence
from dataclasses import dataclass

from voc.ml.calibration import Calibrations
from voc.ml.encoder_files import Linear
from voc.ml.scores import RawScores
from voc.ports.models import SentenceEncoder
from voc.types.document import Document
from voc.types.issue import Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class StandIn:
    """Implements voc.ports.models.SentenceEncoder; scores for the cascade."""

    name: str
    encoder: SentenceEncoder
    heads: Linear  # one output for each of voc.ml.scores.LABELS
    calibrations: Calibrations  # of its scores beside the student's
    student: str  # name of that student

    def raw_scores(self, documents: Sequence[Document]) -> RawScores:
        """Scores of texts and of their clauses, each clause read as a text of its own."""
        texts = [document.text for document in documents]
        clauses = [clause.text for document in documents for clause in document.clauses]
        scores = self.heads(self.encode([*texts, *clauses]))
        return RawScores.of_documents(documents, scores[: len(texts)], scores[len(texts) :])

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self.encoder.encode(texts)
