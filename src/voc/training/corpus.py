"""The training corpus: every set read, held-out texts left out, cut as at run time."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from voc.ports.language import ScriptFolder, Segmenter
from voc.text.document import plain, prepare
from voc.training.labelled import LabelledText, held_out_keys, same_text_key
from voc.training.mapping import CALIBRATION_SETS, SENTIMENT_SETS
from voc.training.sets import (
    GUIDED,
    OwnTexts,
    read_labels,
    read_opinions,
    read_sentiment,
    training_texts,
)
from voc.types.document import Document
from voc.types.feedback import FeedbackId

Progress = Callable[[str], None]
Prepared = tuple[LabelledText, Document]


class Reader:
    """Prepares texts exactly as a scan does."""

    def __init__(self, segmenter: Segmenter, folder: ScriptFolder) -> None:
        self._segmenter = segmenter
        self._folder = folder

    def document(self, text: str) -> Document:
        return prepare(FeedbackId(""), text, self._segmenter, self._folder)

    def cleaned(self, text: str) -> str:
        """As Document.text is."""
        return plain(text, self._folder)

    def prepared(self, texts: Iterable[LabelledText]) -> tuple[Prepared, ...]:
        """With their documents; texts without letters left out."""
        pairs = ((text, self.document(text.text)) for text in texts)
        return tuple((text, document) for text, document in pairs if document.clauses)


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    training: tuple[Prepared, ...]  # no text twice, none of a dev or test split
    dev: tuple[Prepared, ...]  # of the sets to calibrate on
    unseen: tuple[Prepared, ...]  # labelled along the guide, to calibrate on
    held_out: int  # training texts left out because they are kept to measure or calibrate on
    held_out_keys: frozenset[str]  # of every text that is kept so, see same_text_key

    @property
    def guided(self) -> tuple[Prepared, ...]:
        """Those labelled along the annotation guide."""
        return tuple(pair for pair in self.training if pair[0].source in GUIDED)

    def not_held_out(self, texts: Iterable[str]) -> list[str]:
        return [text for text in texts if same_text_key(text) not in self.held_out_keys]

    def texts_by_source(self) -> dict[str, int]:
        return dict(Counter(text.source for text, _ in self.training))


def load_corpus(data: Path, own: OwnTexts, reader: Reader, progress: Progress) -> Corpus:
    """All texts in a fixed order. Raises InputError where a set cannot be read."""
    offered = {same_text_key(text.text): text for text in reversed([*training_texts(data, own)])}
    unseen = [*read_labels(own.labels / "calibration.jsonl", data)]
    held_out = held_out_keys(data) | {same_text_key(text.text) for text in unseen}
    # Reversed twice: the first set that offers a text is the one that labels it.
    kept = [text for key, text in reversed(offered.items()) if key not in held_out]
    progress(f"{len(kept)} labelled texts, {len(offered) - len(kept)} left out as held out")
    dev = [text for name in CALIBRATION_SETS for text in _dev_texts(data, name)]
    return Corpus(
        training=reader.prepared(kept),
        dev=reader.prepared(dev),
        unseen=reader.prepared(unseen),
        held_out=len(offered) - len(kept),
        held_out_keys=held_out,
    )


def _dev_texts(data: Path, name: str) -> Iterable[LabelledText]:
    if name in SENTIMENT_SETS:
        return read_sentiment(data, name, "dev")
    return read_opinions(data, name, "dev")
