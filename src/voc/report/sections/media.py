"""What the media wrote: each article once, however often it was reprinted."""

from voc.report.material import Material
from voc.report.quoting import opening_quote
from voc.report.stories import placed
from voc.report.wanted import ARTICLES, articles
from voc.types.report import Note, Section


def media(material: Material) -> Section:
    found = articles(material.current, material.appearances)
    if not found:
        return Section(key="media", blocks=(Note(key="no_media"),))
    quotes = tuple(
        placed(material, opening_quote(fact, material.texts[fact.id])) for fact in found[:ARTICLES]
    )
    more = len(found) - len(quotes)
    rest = (Note(key="media_more", values=(("n", more),)),) if more else ()
    return Section(key="media", blocks=(Note(key="media_rule"), *quotes, *rest))
