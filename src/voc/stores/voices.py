"""Members of issues as voices."""

from typing import Final

import sqlalchemy as sa

from voc.stores import schema
from voc.types.issue import IssueId, IssueKind, Voice
from voc.types.opinion import Severity

# Of the feedback a span is of.
VOICE_COLUMNS: Final = tuple(schema.feedback.c[n] for n in ("id", "text", "product", "author_key"))


def voices_of(connection: sa.Connection, issue_id: IssueId) -> list[Voice]:
    """All of one issue, by rank."""
    members, feedback = schema.issue_members, schema.feedback
    query = (
        sa.select(members, *VOICE_COLUMNS)
        .select_from(members.join(feedback, feedback.c.seq == members.c.feedback_seq))
        .where(members.c.issue_id == issue_id)
        .order_by(members.c.rank)
    )
    return [voice_from(row, IssueKind(row.kind)) for row in connection.execute(query)]


def voice_from(row: sa.Row[tuple[object, ...]], kind: IssueKind) -> Voice:
    """The voice in a row of spans with the text they are cut from."""
    return Voice(
        feedback_id=row.id,
        start=row.span_start,
        end=row.span_end,
        quote=row.text[row.span_start : row.span_end],
        kind=kind,
        product=row.product,
        topic=row.topic,
        severity=Severity(row.severity),
        author=row.author_key,
    )
