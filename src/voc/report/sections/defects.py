"""What breaks: the defects most worth fixing, down to the batch."""

from collections import Counter
from collections.abc import Sequence

from voc.report.cards import SEVERITY_WEIGHTS, ranked_cards
from voc.report.material import Material
from voc.types.issue import IssueKind
from voc.types.opinion import Severity
from voc.types.report import IssueCard, Note, Section

TOP = 15
# One story is told as several issues until they are merged: without this the loudest product would
# fill the list, and what breaks elsewhere would not be seen.
TOP_OF_A_PRODUCT = 3


def defects(material: Material) -> Section:
    cards = ranked_cards(material, IssueKind.DEFECT)
    if not cards:
        return Section(key="defects", blocks=(Note(key="no_defects"),))
    rule = Note(
        key="defects_rule",
        values=(
            ("critical", SEVERITY_WEIGHTS[Severity.CRITICAL]),
            ("major", SEVERITY_WEIGHTS[Severity.MAJOR]),
            ("minor", SEVERITY_WEIGHTS[Severity.MINOR]),
            ("most", TOP_OF_A_PRODUCT),
        ),
    )
    shown = _shown(cards)
    more = len(cards) - len(shown)
    rest = (Note(key="issues_more", values=(("n", more),)),) if more > 0 else ()
    return Section(key="defects", blocks=(rule, *shown, *rest))


def _shown(cards: Sequence[IssueCard]) -> tuple[IssueCard, ...]:
    """The first of each product, in order; of a report on one product simply the first."""
    if len({card.product for card in cards}) == 1:
        return tuple(cards[:TOP])
    taken: Counter[str | None] = Counter()
    shown = []
    for card in cards:
        taken[card.product] += 1
        if taken[card.product] <= TOP_OF_A_PRODUCT:
            shown.append(card)
    return tuple(shown[:TOP])
