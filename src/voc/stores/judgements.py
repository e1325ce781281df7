"""How customers judge and what they speak of, joined while it streams."""

from collections.abc import Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from voc.stores import schema
from voc.types.drivers import Judgement
from voc.types.feedback import FeedbackKind
from voc.types.issue import IssueState
from voc.types.opinion import Polarity

# A million rows are gone through: a look into a dict takes a tenth of what an enum's call does.
_POLARITIES = {polarity.value: polarity for polarity in Polarity}


def read_judgements(
    connection: sa.Connection, chosen: sa.ColumnElement[bool]
) -> Iterator[Judgement]:
    """Unflagged feedback of customers that is ``chosen``, by seq.

    Three walks in the same order, one row of each held at a time: one query for all would tell
    each text once for every pair of its opinions and issues.
    """
    opinions = _Beside(connection.execute(_opinions(chosen)))
    issues = _Beside(connection.execute(_issues(chosen)))
    for seq, channel, product, author_key, rating, score in connection.execute(_rows(chosen)):
        yield Judgement(
            channel=channel,
            product=product,
            author_key=author_key,
            rating=rating,
            score=score,
            told=tuple([(row[1], _POLARITIES[row[2]]) for row in opinions.of(seq)]),
            issues=tuple([row[1] for row in issues.of(seq)]),
        )


class _Beside:
    """Rows that belong to rising seqs, given out a seq at a time."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = iter(rows)
        self._next = next(self._rows, None)

    def of(self, seq: int) -> list[Any]:
        found: list[Any] = []
        row = self._next
        while row is not None and row[0] == seq:
            found.append(row)
            row = next(self._rows, None)
        self._next = row
        return found


def _customers(chosen: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    articles = schema.feedback.c.kind == FeedbackKind.MEDIA.value
    return chosen & ~schema.readings.c.flagged & ~articles


def _rows(chosen: sa.ColumnElement[bool]) -> sa.Select[tuple[Any, ...]]:
    feedback = schema.feedback.c
    told = (feedback.seq, feedback.channel, feedback.product, feedback.author_key, feedback.rating)
    return (
        sa.select(*told, schema.readings.c.sentiment_score)
        .select_from(schema.readings.join(schema.feedback))
        .where(_customers(chosen))
        .order_by(feedback.seq)
    )


def _opinions(chosen: sa.ColumnElement[bool]) -> sa.Select[tuple[Any, ...]]:
    table = schema.opinions
    return (
        sa.select(table.c.feedback_seq, table.c.topic, table.c.polarity)
        .select_from(table.join(schema.readings).join(schema.feedback))
        .where(_customers(chosen))
        .order_by(table.c.feedback_seq, table.c.number)
    )


def _issues(chosen: sa.ColumnElement[bool]) -> sa.Select[tuple[Any, ...]]:
    members, issues = schema.issue_members, schema.issues
    rows = members.join(issues).join(schema.feedback)
    rows = rows.join(schema.readings, schema.readings.c.feedback_seq == schema.feedback.c.seq)
    return (
        sa.select(schema.feedback.c.seq, members.c.issue_id)
        .distinct()
        .select_from(rows)
        .where(_customers(chosen), issues.c.state == IssueState.OPEN.value)
        .order_by(schema.feedback.c.seq, members.c.issue_id)
    )
