"""What breaks: the defects most worth fixing, down to the batch."""

from voc.report.cards import SEVERITY_WEIGHTS, ranked_cards
from voc.report.material import Material
from voc.types.issue import IssueKind
from voc.types.opinion import Severity
from voc.types.report import Note, Section

TOP = 15


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
        ),
    )
    more = len(cards) - TOP
    rest = (Note(key="issues_more", values=(("n", more),)),) if more > 0 else ()
    return Section(key="defects", blocks=(rule, *cards[:TOP], *rest))
