"""The ten topics of bdci_car_2018, which a head of their own reads on the same encoder."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from voc.ml.encoder import Encoder
from voc.training.labelled import LabelledText
from voc.types.document import Document
from voc.types.opinion import Polarity

CAR_SET = "bdci_car_2018"
CAR_TOPICS = (
    "动力", "价格", "内饰", "配置", "安全性", "外观", "操控", "油耗", "空间", "舒适性",
)  # fmt: skip
# Swept -2.5 to 0.5 on the set's dev split.
LEAST_ODDS = -1.25
_POLARITIES = tuple(Polarity)
CAR_LABELS = tuple((topic, polarity) for topic in CAR_TOPICS for polarity in Polarity)


def car_labels(text: LabelledText) -> npt.NDArray[np.int8] | None:
    """(len(CAR_LABELS),) of 0 and 1; None for texts of other sets."""
    if text.source != CAR_SET:
        return None
    return np.array([label in text.native for label in CAR_LABELS], dtype=np.int8)


class CarReader:
    """Implements voc.ports.models.NativeReader."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def native(self, documents: Sequence[Document]) -> list[frozenset[tuple[str, Polarity]]]:
        """Per text the topics that are likely enough, each with its likeliest polarity."""
        odds = self._encoder.car_scores(documents).reshape(len(documents), len(CAR_TOPICS), -1)
        best = odds.argmax(axis=2)
        said = odds.max(axis=2) >= LEAST_ODDS
        return [
            frozenset(
                (CAR_TOPICS[topic], _POLARITIES[best[row, topic]])
                for topic in np.flatnonzero(said[row])
            )
            for row in range(len(documents))
        ]
