"""How customers judge and what they speak of, joined while it streams."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any

import sqlalchemy as sa

from voc.stores import schema
from voc.types.drivers import Judgement
from voc.types.feedback import FeedbackKind
from voc.types.issue import IssueId, IssueState
from voc.types.opinion import Polarity

_Row = sa.Row[tuple[Any, ...]]


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
            told=tuple((one.topic, Polarity(one.polarity)) for one in opinions.of(seq)),
            issues=tuple(IssueId(one.issue_id) for one in issues.of(seq)),
        )


class _Beside:
    """Rows that belong to rising seqs, given out a seq at a time."""

    def __init__(self, rows: sa.CursorResult[Any]) -> None:
        self._groups = groupby(rows, itemgetter(0))
        self._next = next(self._groups, None)

    def of(self, seq: int) -> list[_Row]:
        if self._next is None or self._next[0] != seq:
            return []
        found = list(self._next[1])
        self._next = next(self._groups, None)
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
        sa.select(schema.feedback.c.seq, table.c.topic, table.c.polarity)
        .select_from(table.join(schema.readings).join(schema.feedback))
        .where(_customers(chosen))
        .order_by(schema.feedback.c.seq, table.c.number)
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
