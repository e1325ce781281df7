"""What people wish for."""

from voc.report.cards import ranked_cards
from voc.report.material import Material
from voc.types.issue import IssueKind
from voc.types.report import Note, Section

TOP = 15


def wishes(material: Material) -> Section:
    cards = ranked_cards(material, IssueKind.IDEA)
    if not cards:
        return Section(key="wishes", blocks=(Note(key="no_wishes"),))
    more = len(cards) - TOP
    rest = (Note(key="issues_more", values=(("n", more),)),) if more > 0 else ()
    return Section(key="wishes", blocks=(Note(key="wishes_rule"), *cards[:TOP], *rest))
