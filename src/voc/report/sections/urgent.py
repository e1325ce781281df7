"""What touches health, safety, hygiene or the law: every single voice, never waiting for others."""

from voc.report.evidence import Filter, evidence
from voc.report.material import Material
from voc.report.movement import read_movement
from voc.report.quoting import opening, passage_quote, quote, voice_quote
from voc.report.stories import by_text, placed
from voc.types.opinion import Severity
from voc.types.report import FeedbackFact, Figure, IssueVoice, Note, Quote, Section

# Flagged rows too: a copy of a report of glass in a bag is still a report of glass in a bag. It is
# counted, and told with its first appearance.
CRITICAL: Filter = (("severity", "critical"),)

# Shown whole up to this many code points; the one word that matters may stand anywhere.
WHOLE = 600
# More than this is a wave that nobody reads quote by quote; the evidence names them all.
SHOWN = 40


def urgent(material: Material) -> Section:
    rows = critical(material)
    if not rows:
        return Section(key="urgent", blocks=(Note(key="nothing_urgent"),))
    before = [fact for fact in material.before if fact.severity is Severity.CRITICAL]
    figure = Figure(
        key="urgent",
        value=len(rows),
        previous=len(before),
        unit="count",
        low=None,
        high=None,
        movement=read_movement(material, rows, before),
        evidence=evidence(CRITICAL, rows),
    )
    shown = by_text(material, rows)[:SHOWN]
    quotes = tuple(placed(material, _quote(material, first)) for first, *_ in shown)
    more = len(rows) - sum(map(len, shown))
    rest = (Note(key="urgent_more", values=(("n", more),)),) if more else ()
    return Section(key="urgent", blocks=(Note(key="urgent_rule"), figure, *quotes, *rest))


def critical(material: Material) -> tuple[FeedbackFact, ...]:
    """Rows of the period that tell of a critical problem, the surest first, then the newest.

    The threshold of danger is low, since a miss costs more than a false alarm: whoever reads from
    the top meets the false ones last.
    """
    rows = [fact for fact in material.current if fact.severity is Severity.CRITICAL]
    return tuple(
        sorted(
            rows,
            key=lambda fact: (fact.severity_confidence, fact.counted_at, fact.seq),
            reverse=True,
        )
    )


def _quote(material: Material, fact: FeedbackFact) -> Quote:
    """The critical clause where an issue knows it, else the passage of a mention or the text."""
    known = _critical_voice(material, fact)
    if known is not None:
        return voice_quote(known, WHOLE)
    text, passages = material.texts[fact.id], material.passages.get(fact.id)
    if passages:
        return passage_quote(fact, text, passages[0])
    return quote(
        fact, text, opening(text, WHOLE), lot=None, severity=Severity.CRITICAL, whole=WHOLE
    )


def _critical_voice(material: Material, fact: FeedbackFact) -> IssueVoice | None:
    found = (
        voice
        for voice in material.voices
        if voice.fact.id == fact.id and voice.severity is Severity.CRITICAL
    )
    return next(found, None)
