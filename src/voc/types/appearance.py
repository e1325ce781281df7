"""Where the words of a feedback appeared first."""

from dataclasses import dataclass

from voc.types.document import Flag
from voc.types.feedback import FeedbackId

# Of a reading whose text is a copy; its appearance knows of which.
COPY = Flag(name="copy", because="says the same as an earlier text")


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What became of one text when it was held against all before it."""

    feedback_id: FeedbackId
    copy_of: FeedbackId | None  # the first appearance it folds under; None: it is one itself
    likeness: float | None  # Jaccard of both; None where it is no copy
    keys: tuple[int, ...]  # later copies find a first appearance by these; () of a short text
