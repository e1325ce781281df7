"""Cuts quotes: whole clauses, the exact words and what stands around them."""

from collections.abc import Iterable
from datetime import UTC

from voc.text.clauses import split
from voc.text.clean import clean, lowered
from voc.text.language import detect
from voc.types.document import Span
from voc.types.opinion import Severity
from voc.types.report import FeedbackFact, IssueVoice, Quote

# Code points. A review this short is shown whole; of a longer one, whole clauses on each side of
# the words quoted. Sized so that a quote stays within about four lines of a phone.
WHOLE = 140
SIDE = 60
# Of a mention: what it says of us stands in the middle of three sentences of a paper.
PASSAGE = 300


def quote(
    fact: FeedbackFact, text: str, span: Span, *, lot: str | None, severity: Severity, whole: int
) -> Quote:
    """``text[span]`` in its surroundings: all of the text up to ``whole`` code points."""
    shown = _surroundings(text, span) if len(text) > whole else Span(0, len(text))
    return _quote(fact, text, span, shown, lot=lot, severity=severity)


def _quote(
    fact: FeedbackFact, text: str, span: Span, shown: Span, *, lot: str | None, severity: Severity
) -> Quote:
    return Quote(
        feedback_id=fact.id,
        start=span.start,
        end=span.end,
        text=text[span.start : span.end],
        before=text[shown.start : span.start],
        after=text[span.end : shown.end],
        cut=shown.end < len(text),
        channel=fact.channel,
        product=fact.product,
        posted_at=fact.counted_at.astimezone(UTC) if fact.dated else None,
        rating=fact.rating,
        lot=lot,
        sentiment=fact.sentiment,
        severity=severity,
    )


def voice_quote(voice: IssueVoice, whole: int = WHOLE) -> Quote:
    """The words of one member of an issue."""
    span = Span(voice.start, voice.end)
    return quote(voice.fact, voice.text, span, lot=voice.lot, severity=voice.severity, whole=whole)


def opening_quote(fact: FeedbackFact, text: str) -> Quote:
    """The first words of the whole text."""
    span = opening(text, WHOLE)
    return quote(fact, text, span, lot=None, severity=fact.severity, whole=WHOLE)


def passage_quote(fact: FeedbackFact, text: str, passage: Span) -> Quote:
    """What a mention says in ``passage``, without what the article tells around it."""
    found = opening(text[passage.start : passage.end], PASSAGE)
    span = Span(passage.start + found.start, passage.start + found.end)
    return _quote(fact, text, span, span, lot=None, severity=fact.severity)


def opening(text: str, room: int) -> Span:
    """As many whole clauses from the start of ``text`` as fit in ``room``; at least something."""
    if len(text) <= room:
        return Span(0, len(text))
    ends = [span.end for span in _clauses(text) if span.end <= room]
    return Span(0, ends[-1] if ends else room)


def telling(voices: Iterable[IssueVoice], top: int) -> tuple[Quote, ...]:
    """At most ``top`` quotes from different feedback, most central first.

    After the first, voices of channels and languages not heard yet come before others.
    """
    left = list(voices)
    chosen: list[IssueVoice] = []
    while left and len(chosen) < top:
        heard = {place for voice in chosen for place in _places(voice)}
        best = min(left, key=lambda v: (len(heard & _places(v)), *_centrality(v)))
        chosen.append(best)
        left = [v for v in left if v.fact.id != best.fact.id and _words(v) != _words(best)]
    return tuple(voice_quote(voice) for voice in chosen)


def _places(voice: IssueVoice) -> set[str]:
    """Channel and language: what makes a voice another kind of voice."""
    lower = lowered(voice.text)
    return {f"channel {voice.fact.channel}", f"language {detect(lower, lower)}"}


def _centrality(voice: IssueVoice) -> tuple[int, int, int]:
    return voice.rank, voice.fact.seq, voice.start


def _words(voice: IssueVoice) -> str:
    return voice.text[voice.start : voice.end]


def _surroundings(text: str, span: Span) -> Span:
    clauses = _clauses(text)
    starts = [c.start for c in clauses if span.start - SIDE <= c.start < span.start]
    ends = [c.end for c in clauses if span.end < c.end <= span.end + SIDE]
    return Span(min(starts, default=span.start), max(ends, default=span.end))


def _clauses(text: str) -> list[Span]:
    cleaned = clean(text)
    return [cleaned.original(s.start, s.end) for s in split(lowered(cleaned.text))]
