"""How fast texts are prepared, and which step takes the time: all that happens but reading them."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from voc.ports.language import Gazetteer, ScriptFolder, Segmenter
from voc.ports.runners import Runner
from voc.text import clauses, entities, flags
from voc.text.clean import clean, lowered
from voc.text.document import UNSUPPORTED, prepare, words
from voc.text.language import detect, is_unsupported
from voc.text.privacy import mask
from voc.text.repeats import shorten
from voc.text.signatures import keys, shingles
from voc.types.document import Clause, CleanText, Document, Span
from voc.types.feedback import FeedbackId

BATCH = 500  # texts a worker takes at once
# Texts: of fewer batches a runner starts no workers, and the first is not counted.
LEAST = 4 * BATCH

Texts = Sequence[str]
Clock = Callable[[], float]  # seconds
_NOBODY = FeedbackId("")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLayer:
    """Everything one worker needs to prepare texts."""

    segmenter: Segmenter
    folder: ScriptFolder
    gazetteer: Gazetteer

    def __call__(self, texts: Texts) -> int:
        """Prepare a batch as imports and scans do; says of how many texts."""
        _sign([self.document(mask(text)) for text in texts])
        return len(texts)

    def document(self, masked: str) -> Document:
        return prepare(_NOBODY, masked, self.segmenter, self.folder, self.gazetteer)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextSpeed:
    """What a run over texts took."""

    texts: int
    characters: int  # of all texts
    texts_per_s: float  # over all workers, from the first finished batch on
    steps: Mapping[str, float]  # processor seconds over all texts, in one process


class Laps:
    """Adds up the time between calls under the name of the step that took it."""

    def __init__(self, clock: Clock) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self._clock = clock
        self._last = clock()

    def __call__(self, step: str) -> None:
        now = self._clock()
        self.spent[step] += now - self._last
        self._last = now


def measure(
    texts: Texts, build: Callable[[], TextLayer], runner: Runner, *, processor: Clock, wall: Clock
) -> TextSpeed:
    """Every step by itself, then all of them over the workers of ``runner``.

    Loading is not counted. ``texts`` are LEAST or more.
    """
    layer = build()
    layer(texts[:BATCH])  # what loads on first use is loaded
    laps = Laps(processor)
    for batch in batches(texts):
        _sign([step_by_step(text, layer, laps) for text in batch])
        laps("copies")
    done = runner.map(build, batches(texts))
    next(done)
    started = wall()
    prepared = sum(done)
    return TextSpeed(
        texts=len(texts),
        characters=sum(map(len, texts)),
        texts_per_s=prepared / (wall() - started),
        steps=laps.spent,
    )


def batches(texts: Texts) -> list[Texts]:
    return [texts[at : at + BATCH] for at in range(0, len(texts), BATCH)]


def step_by_step(source: str, layer: TextLayer, lap: Callable[[str], None]) -> Document:
    """What ``layer`` makes of ``source``, with a lap after each step."""
    masked = mask(source)
    lap("mask")
    written = clean(masked)
    lap("repair")
    stretched = layer.folder.fold(lowered(written.text))
    lap("fold")
    cleaned = shorten(written)
    lap("shorten")
    lower = lowered(cleaned.text)
    folded = stretched if cleaned is written else layer.folder.fold(lower)
    lap("fold")
    language = detect(lower, folded)
    unsupported = (UNSUPPORTED,) if is_unsupported(language, folded) else ()
    lap("language")
    spans = clauses.split(folded)
    lap("clauses")
    tokens = [words(folded[span.start : span.end], layer.segmenter) for span in spans]
    lap("words")
    named = entities.find(cleaned, folded, spans, layer.gazetteer, None)
    lap("names")
    hollow = flags.find(stretched)
    lap("flags")
    document = Document(
        id=_NOBODY,
        source=masked,
        text=folded,
        language=language,
        clauses=tuple(
            _clause(span, folded, cleaned, of) for span, of in zip(spans, tokens, strict=True)
        ),
        entities=named,
        flags=(*hollow, *unsupported),
    )
    lap("assemble")
    return document


def _clause(span: Span, folded: str, cleaned: CleanText, tokens: tuple[str, ...]) -> Clause:
    original = cleaned.original(span.start, span.end)
    return Clause(
        start=original.start,
        end=original.end,
        at=span.start,
        text=folded[span.start : span.end],
        tokens=tokens,
    )


def _sign(documents: Sequence[Document]) -> None:
    """The keys that copies are found by."""
    keys([found for found in shingles([one.text for one in documents]) if len(found)])
