"""The ten topics of bdci_car_2018, which heads of their own read on the same two models."""

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from voc.ml.calibration import Floats
from voc.training.labelled import LabelledText
from voc.types.document import Document
from voc.types.opinion import Polarity

CAR_SET = "bdci_car_2018"
CAR_TOPICS = (
    "动力", "价格", "内饰", "配置", "安全性", "外观", "操控", "油耗", "空间", "舒适性",
)  # fmt: skip
# Swept -4 to 2 on the set's dev split.
LEAST_ODDS = -2.0
_POLARITIES = tuple(Polarity)
CAR_LABELS = tuple((topic, polarity) for topic in CAR_TOPICS for polarity in Polarity)


def car_labels(text: LabelledText) -> npt.NDArray[np.int8] | None:
    """(len(CAR_LABELS),) of 0 and 1; None for texts of other sets."""
    if text.source != CAR_SET:
        return None
    return np.array([label in text.native for label in CAR_LABELS], dtype=np.int8)


class CarScorer(Protocol):
    def car_scores(self, documents: Sequence[Document]) -> Floats: ...


class CarReader:
    """Implements voc.ports.models.NativeReader by the mean of what its models say."""

    def __init__(self, *scorers: CarScorer) -> None:
        self._scorers = scorers

    def native(self, documents: Sequence[Document]) -> list[frozenset[tuple[str, Polarity]]]:
        """Per text the topics that are likely enough, each with its likeliest polarity."""
        scores = np.mean([scorer.car_scores(documents) for scorer in self._scorers], axis=0)
        odds = scores.reshape(len(documents), len(CAR_TOPICS), -1)
        best = odds.argmax(axis=2)
        said = odds.max(axis=2) >= LEAST_ODDS
        return [
            frozenset(
                (CAR_TOPICS[topic], _POLARITIES[best[row, topic]])
                for topic in np.flatnonzero(said[row])
            )
            for row in range(len(documents))
        ]
