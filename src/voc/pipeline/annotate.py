"""From texts to readings, a batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from voc.ports.language import Gazetteer, ScriptFolder, Segmenter
from voc.ports.models import Classifier
from voc.text.document import prepare
from voc.types.document import Document
from voc.types.feedback import FeedbackId
from voc.types.opinion import Reading

# Texts and, where it is known, when they were posted.
Batch = Sequence[tuple[FeedbackId, str, datetime | None]]


@dataclass(frozen=True, slots=True)
class Annotator:
    """Everything one worker needs to read texts. Building it loads the models."""

    segmenter: Segmenter
    folder: ScriptFolder
    gazetteer: Gazetteer
    zone: tzinfo  # cuts the day on which a text was posted
    classifier: Classifier

    def __call__(self, batch: Batch) -> list[Reading]:
        """One reading a text, in order."""
        return self.classifier.read([self.prepare(*item) for item in batch])

    def prepare(
        self, feedback_id: FeedbackId, text: str, posted_at: datetime | None = None
    ) -> Document:
        posted_on = posted_at.astimezone(self.zone).date() if posted_at else None
        return prepare(feedback_id, text, self.segmenter, self.folder, self.gazetteer, posted_on)
