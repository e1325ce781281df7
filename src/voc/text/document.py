"""From a stored or sent text to what models read."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from voc.ports.language import Gazetteer, ScriptFolder, Segmenter
from voc.text import clauses, entities, flags
from voc.text.clean import clean, lowered
from voc.text.language import detect, is_unsupported
from voc.text.passages import clipped, excerpt, heard, within
from voc.text.repeats import shorten
from voc.types.document import Clause, CleanText, Document, Flag, Span
from voc.types.feedback import FeedbackId, FeedbackKind

_WORD = re.compile(r"\w")
UNSUPPORTED = Flag(name="unsupported_language", because="nobody here reads it")


def prepare(
    feedback_id: FeedbackId,
    source: str,
    segmenter: Segmenter,
    folder: ScriptFolder,
    gazetteer: Gazetteer = entities.NO_WORDS,
    *,
    posted_on: date | None = None,
    kind: FeedbackKind = FeedbackKind.REVIEW,
    passages: Sequence[Span] = (),
) -> Document:
    """Clean, fold, cut and segment ``source``; all spans of the result count in ``source``.

    Days told without a year, or as 昨天, are those seen from ``posted_on``. What only looks at
    clauses needs no gazetteer. Media are not flagged for what makes a review hollow.

    Of ``passages`` the text consists of them alone, and of those that name rivals only nothing but
    the entities is told: without others, there are no clauses.
    """

    def read(as_written: CleanText) -> Document:
        return _document(
            as_written,
            feedback_id=feedback_id,
            source=source,
            segmenter=segmenter,
            folder=folder,
            gazetteer=gazetteer,
            posted_on=posted_on,
            kind=kind,
        )

    if not passages:
        return read(clean(source))
    document = read(excerpt(source, passages))
    named = within(document.entities, passages)
    ours = heard(passages, named)
    if not ours:
        return replace(document, clauses=(), entities=named, mention=True)
    if len(ours) < len(passages):
        document = read(excerpt(source, ours))
    own = clipped(document.clauses, ours)
    return replace(document, clauses=own, entities=named, mention=True)


def _document(
    as_written: CleanText,
    *,
    feedback_id: FeedbackId,
    source: str,
    segmenter: Segmenter,
    folder: ScriptFolder,
    gazetteer: Gazetteer,
    posted_on: date | None,
    kind: FeedbackKind,
) -> Document:
    stretched = folder.fold(lowered(as_written.text))
    cleaned = shorten(as_written)
    lower = lowered(cleaned.text)
    folded = stretched if cleaned is as_written else folder.fold(lower)
    language = detect(lower, folded)
    unsupported = (UNSUPPORTED,) if is_unsupported(language, folded) else ()
    spans = clauses.split(folded)
    return Document(
        id=feedback_id,
        source=source,
        text=folded,
        language=language,
        clauses=tuple(_clause(span, folded, cleaned, segmenter) for span in spans),
        entities=entities.find(cleaned, folded, spans, gazetteer, posted_on),
        flags=(*flags.find(stretched, kind), *unsupported),
        kind=kind,
    )


def plain(source: str, folder: ScriptFolder) -> str:
    """``source`` as Document.text is: cleaned, not stretched, lower case, Simplified."""
    return folder.fold(lowered(shorten(clean(source)).text))


def _clause(span: Span, folded: str, cleaned: CleanText, segmenter: Segmenter) -> Clause:
    text = folded[span.start : span.end]
    original = cleaned.original(span.start, span.end)
    return Clause(
        start=original.start,
        end=original.end,
        at=span.start,
        text=text,
        tokens=words(text, segmenter),
    )


def words(text: str, segmenter: Segmenter) -> tuple[str, ...]:
    """The words of cleaned, folded ``text`` that models read: no punctuation, no blanks."""
    tokens = segmenter.cut(text)
    if text.isalnum():  # nothing to leave out of nine clauses in ten
        return tokens
    return tuple(token for token in tokens if _WORD.search(token))
