"""Voices and issues as a store would give them, for benches that call discovery without one."""

from voc.types.feedback import FeedbackId
from voc.types.issue import Issue, IssueId, IssueState, PlacedVoice, Shelf, Voice
from voc.types.opinion import Severity

TOPIC = "overall"


def placed_voice(shelf: Shelf, id_: str, quote: str, packed: bytes) -> PlacedVoice:
    """The only voice of its feedback, in no issue."""
    voice = Voice(
        feedback_id=FeedbackId(id_),
        start=0,
        end=len(quote),
        quote=quote,
        kind=shelf.kind,
        product=shelf.product,
        topic=TOPIC,
        severity=Severity.MINOR,
    )
    return PlacedVoice(voice=voice, packed=packed, issue=None, why=None)


def open_issue(shelf: Shelf, id_: str) -> Issue:
    return Issue(
        id=IssueId(id_),
        kind=shelf.kind,
        state=IssueState.OPEN,
        product=shelf.product,
        topic=TOPIC,
        terms=(),
        title=None,
        pinned=False,
        merged_into=None,
    )
