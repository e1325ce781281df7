"""From texts to readings, a batch at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from voc.ports.language import Gazetteer, ScriptFolder, Segmenter
from voc.ports.models import Classifier
from voc.text.document import prepare
from voc.types.document import Document, Span
from voc.types.feedback import FeedbackId, FeedbackKind
from voc.types.opinion import Reading


@dataclass(frozen=True, slots=True)
class Item:
    """One text to read."""

    id: FeedbackId
    text: str
    posted_at: datetime | None = None  # where it is known
    kind: FeedbackKind = FeedbackKind.REVIEW
    passages: tuple[Span, ...] = ()  # (): all of the text is read


Batch = Sequence[Item]


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
        return self.classifier.read([self.prepare(item) for item in batch])

    def prepare(self, item: Item) -> Document:
        return prepare(
            item.id,
            item.text,
            self.segmenter,
            self.folder,
            self.gazetteer,
            posted_on=item.posted_at.astimezone(self.zone).date() if item.posted_at else None,
            kind=item.kind,
            passages=item.passages,
        )
