"""From texts to readings, a batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

from voc.ports.language import ScriptFolder, Segmenter
from voc.ports.models import Classifier
from voc.text.document import prepare
from voc.types.document import Document
from voc.types.feedback import FeedbackId
from voc.types.opinion import Reading

Batch = Sequence[tuple[FeedbackId, str]]


@dataclass(frozen=True, slots=True)
class Annotator:
    """Everything one worker needs to read texts. Building it loads the models."""

    segmenter: Segmenter
    folder: ScriptFolder
    classifier: Classifier

    def __call__(self, batch: Batch) -> list[Reading]:
        """One reading a text, in order."""
        return self.classifier.read([self.prepare(*item) for item in batch])

    def prepare(self, feedback_id: FeedbackId, text: str) -> Document:
        return prepare(feedback_id, text, self.segmenter, self.folder)
