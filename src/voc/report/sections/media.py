"""What the media wrote: each article once, however often it was reprinted."""

from voc.report.material import Material
from voc.report.quoting import opening_quote, passage_quote
from voc.report.stories import placed
from voc.report.wanted import ARTICLES, articles
from voc.types.report import FeedbackFact, Note, Quote, Section


def media(material: Material) -> Section:
    found = articles(material.current, material.appearances)
    if not found:
        return Section(key="media", blocks=(Note(key="no_media"),))
    quotes = tuple(placed(material, _quote(material, fact)) for fact in found[:ARTICLES])
    more = len(found) - len(quotes)
    rest = (Note(key="media_more", values=(("n", more),)),) if more else ()
    return Section(key="media", blocks=(Note(key="media_rule"), *quotes, *rest))


def _quote(material: Material, fact: FeedbackFact) -> Quote:
    """What it says of us, where that is known: of several passages the first that is voiced."""
    text, passages = material.texts[fact.id], material.passages.get(fact.id)
    if not passages:
        return opening_quote(fact, text)
    voices = [voice for voice in material.voices if voice.fact.id == fact.id]
    voiced = (p for p in passages if any(p.start <= v.start and v.end <= p.end for v in voices))
    return passage_quote(fact, text, next(voiced, passages[0]))
