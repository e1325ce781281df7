"""Opinions that are voices: complaints and wishes of unflagged feedback.

Of customers, and of articles that name what is watched: what they complain of is news of a defect.
The rest of an article, and one imported without passages, tells of the world and has no voices.
"""

from collections.abc import Iterable

import sqlalchemy as sa

from voc.stores import schema
from voc.stores.voices import VOICE_COLUMNS
from voc.types.feedback import FeedbackKind
from voc.types.issue import IssueKind
from voc.types.opinion import Intent

KINDS = {Intent.COMPLAINT.value: IssueKind.DEFECT, Intent.SUGGESTION.value: IssueKind.IDEA}

TellingRow = sa.Row[tuple[object, ...]]


def told_query() -> sa.Select[tuple[object, ...]]:
    """By (seq, number), in an issue or not."""
    opinions, feedback = schema.opinions, schema.feedback
    return (
        sa.select(opinions, *VOICE_COLUMNS)
        .select_from(opinions.join(schema.readings).join(feedback))
        .where(
            opinions.c.intent.in_(KINDS),
            ~schema.readings.c.flagged,
            (feedback.c.kind != FeedbackKind.MEDIA.value) | feedback.c.passages.is_not(None),
        )
        .order_by(opinions.c.feedback_seq, opinions.c.number)
    )


def unfiled() -> sa.Select[tuple[int]]:
    """The feedback whose voices no finished scan has gone through."""
    return sa.select(schema.readings.c.feedback_seq).where(~schema.readings.c.filed)


def kind_of(intent: sa.ColumnElement[str]) -> sa.ColumnElement[str]:
    return sa.case({name: kind.value for name, kind in KINDS.items()}, value=intent)


def filed() -> sa.ColumnElement[bool]:
    """Of an opinion: its very clause is in an issue of its kind."""
    opinions, members = schema.opinions, schema.issue_members
    return sa.exists().where(
        members.c.feedback_seq == opinions.c.feedback_seq,
        members.c.span_start == opinions.c.span_start,
        members.c.span_end == opinions.c.span_end,
        members.c.kind == kind_of(opinions.c.intent),
    )


def most_certain(opinions: Iterable[TellingRow]) -> list[tuple[TellingRow, IssueKind]]:
    """One a (span, kind) of one feedback, by span; of equally certain ones the first."""
    best: dict[tuple[int, int, IssueKind], TellingRow] = {}
    for row in opinions:
        key = (row.span_start, row.span_end, KINDS[row.intent])
        if key not in best or row.confidence > best[key].confidence:
            best[key] = row
    return [(best[key], key[2]) for key in sorted(best)]
