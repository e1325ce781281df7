"""Where the words of a feedback appeared first."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from voc.types.feedback import FeedbackId

Keys = npt.NDArray[np.int64]  # what texts are found by: those that are alike share one


@dataclass(frozen=True, slots=True, kw_only=True)
class Appearance:
    """What became of one text when it was held against all before it."""

    feedback_id: FeedbackId
    copy_of: FeedbackId | None  # the first appearance it folds under; None: it is one itself
    likeness: float | None  # Jaccard of both; None where it is no copy
    keys: tuple[int, ...]  # later copies find a first appearance by these; () of a short text
