"""What happened, in sentences: written last, from what the sections say after correction."""

from collections.abc import Iterator, Sequence

from voc.report.material import Material
from voc.report.recipes import recipe_notes
from voc.report.sections.urgent import critical
from voc.report.stories import by_text
from voc.types.issue import IssueKind
from voc.types.report import Figure, IssueCard, Note, Section


def summary(material: Material, sections: Sequence[Section]) -> Iterator[Note]:
    """The sentences a report begins with; ``sections`` are those of voc.report.claims.claimed."""
    if not material.current:
        yield Note(key="summary_empty")
        return
    if material.reaches < material.period.end:
        yield Note(key="summary_unfinished", values=(("n", material.days),))
    yield from recipe_notes(material)
    blocks = [block for section in sections for block in section.blocks]
    yield from _negative(material, [block for block in blocks if isinstance(block, Figure)])
    yield _urgent(material)
    cards = [block for block in blocks if isinstance(block, IssueCard)]
    for kind in IssueKind:
        yield from _issue(kind, [card for card in cards if card.kind is kind])


def _negative(material: Material, figures: Sequence[Figure]) -> Iterator[Note]:
    """In the words of the figure beside it: one test, one direction."""
    share = next(figure for figure in figures if figure.key == "negative_share")
    if material.customers:
        yield Note(
            key=f"summary_negative_{share.movement.direction}",
            values=(
                ("n", len(material.customers)),
                ("share", share.value or 0.0),
                ("share_before", share.previous or 0.0),
            ),
        )


def _urgent(material: Material) -> Note:
    """How many texts: each asks for one act, in however many places it stands."""
    rows = critical(material)
    texts = len(by_text(material, rows))
    if not rows:
        return Note(key="summary_not_urgent")
    if texts == len(rows):
        return Note(key="summary_urgent", values=(("n", texts),))
    return Note(key="summary_urgent_places", values=(("n", texts), ("places", len(rows))))


def _issue(kind: IssueKind, cards: Sequence[IssueCard]) -> Iterator[Note]:
    if not cards:
        return
    # One voice is no top problem; where it alarms, the sentence before has told of it.
    top = next((card for card in cards if card.pinned or card.count > 1), cards[0])
    told: tuple[tuple[str, str | int], ...] = (("n", top.count), ("issue", top.issue_id))
    # One voice that names a lot is no pointer to a batch.
    if kind is IssueKind.DEFECT and top.lots and top.lots[0].voices > 1:
        lot = top.lots[0]
        yield Note(
            key="summary_defect_lot", values=(*told, ("named", lot.voices), ("lot", lot.lot))
        )
    else:
        yield Note(key=f"summary_{kind}", values=told)
