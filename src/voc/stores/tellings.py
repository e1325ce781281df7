"""Counts that a scan judges by, summed in the database: a store of a million reviews has many rows.

Weeks are a CASE over their edges, since no function of dates is common to both databases.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from voc.stores import schema
from voc.types.feedback import FeedbackKind
from voc.types.issue import IssueId, IssueState
from voc.types.scan import Scan
from voc.types.signal import Tellers, Volume, Weeks

# Who told: a person where the channel names its authors, else each text for itself.
PERSON = sa.func.coalesce(schema.feedback.c.author_key, schema.feedback.c.id)
PLACE = ("product", "channel", "region")
Row = sa.Row[Any]

_ARTICLE = schema.feedback.c.kind == FeedbackKind.MEDIA.value
_CUSTOMER = sa.case((_ARTICLE, 0), else_=1).label("customer")


def clean() -> sa.ColumnElement[bool]:
    """Of feedback and its reading: a customer's, and not flagged."""
    return ~schema.readings.c.flagged & ~_ARTICLE


def dated(before: datetime) -> sa.ColumnElement[bool]:
    """Posted before that: counted_at is posted_at then, and has an index."""
    return schema.feedback.c.posted_at.is_not(None) & (schema.readings.c.counted_at < before)


def open_members() -> sa.FromClause:
    """Members of open issues with their feedback and readings."""
    members, issues, readings = schema.issue_members, schema.issues, schema.readings
    is_open = (issues.c.id == members.c.issue_id) & (issues.c.state == IssueState.OPEN.value)
    return (
        members.join(issues, is_open)
        .join(readings, readings.c.feedback_seq == members.c.feedback_seq)
        .join(schema.feedback, schema.feedback.c.seq == members.c.feedback_seq)
    )


def tellers(connection: sa.Connection, scan: Scan, edges: Sequence[datetime]) -> list[Tellers]:
    """Of each issue by product, by channel and by region; of all its dated voices."""
    counted = _firsts(scan, edges).cte("counted")
    query = _marginals(
        counted, ["issue_id", "product"], ["issue_id", "channel"], ["issue_id", "region"]
    )
    return [
        Tellers(
            issue_id=IssueId(rows[0].issue_id),
            product=rows[0].product,
            channel=rows[0].channel,
            region=rows[0].region,
            first=min(row.first for row in rows),
            weeks=_weeks(rows, len(edges) - 1),
        )
        for rows in _by_place(connection.execute(query))
    ]


def volumes(connection: sa.Connection, scan: Scan, edges: Sequence[datetime]) -> list[Volume]:
    """Feedback by product, by product and channel, by product and region."""
    counted_at = schema.readings.c.counted_at
    told = (
        sa.select(*_places(schema.feedback), week_of(counted_at, edges))
        .select_from(schema.readings.join(schema.feedback))
        .where(clean(), dated(edges[0]), counted_at >= edges[-1], read_by(scan))
        .subquery()
    )
    return _volumes(connection, told, sa.func.count(), len(edges) - 1)


def sold(connection: sa.Connection, days: Sequence[date]) -> list[Volume]:
    """Units by the same places, of the weeks between all of ``days``."""
    sales = schema.sales.c
    within = (sales.sold_on >= days[-1]) & (sales.sold_on < days[0])
    weeks = sa.select(*_places(schema.sales), sales.units, week_of(sales.sold_on, days)).where(
        within
    )
    told = weeks.subquery()
    return _volumes(connection, told, sa.func.sum(told.c.units), len(days) - 1)


def _firsts(scan: Scan, edges: Sequence[datetime]) -> sa.Select[tuple[Any, ...]]:
    """How many people told of an issue first in each place and week, and when the first did.

    Articles tell when it was heard of first and are nobody: who is counted here is held against
    how much customers wrote.
    """
    counted_at, seq = schema.readings.c.counted_at, schema.feedback.c.seq
    issue_id = schema.issue_members.c.issue_id
    turn = sa.func.row_number().over(partition_by=(issue_id, PERSON), order_by=(counted_at, seq))
    told = (
        sa.select(issue_id, *_places(schema.feedback), counted_at, turn.label("turn"), _CUSTOMER)
        .select_from(open_members())
        .where(~schema.readings.c.flagged, dated(edges[0]), read_by(scan))
        .subquery()
    )
    weeks = sa.select(told, week_of(told.c.counted_at, edges)).where(told.c.turn == 1).subquery()
    groups = [weeks.c[name] for name in ("issue_id", *PLACE, "week")]
    first = sa.func.min(weeks.c.counted_at).label("first")
    people = sa.func.sum(weeks.c.customer).label("number")
    return sa.select(*groups, people, first).group_by(*groups)


def _volumes(
    connection: sa.Connection, told: sa.Subquery, number: sa.Function[Any], weeks: int
) -> list[Volume]:
    groups = [told.c[name] for name in (*PLACE, "week")]
    counted = sa.select(*groups, number.label("number")).group_by(*groups).cte("counted")
    query = _marginals(counted, ["product"], ["product", "channel"], ["product", "region"])
    return [
        Volume(
            product=rows[0].product,
            channel=rows[0].channel,
            region=rows[0].region,
            weeks=_weeks(rows, weeks),
        )
        for rows in _by_place(connection.execute(query))
    ]


def _marginals(counted: sa.CTE, *splits: Sequence[str]) -> sa.CompoundSelect[tuple[Any, ...]]:
    """``counted`` summed by each of ``splits``; what a split leaves out is null.

    What names no channel or region is in none, and in the sums over all of them.
    """
    return sa.union_all(*(_summed(counted, split) for split in splits))


def _summed(counted: sa.CTE, split: Sequence[str]) -> sa.Select[tuple[Any, ...]]:
    groups = [counted.c[name] for name in (*split, "week")]
    named = [counted.c[name].is_not(None) for name in split if name in {"channel", "region"}]
    nothing = sa.cast(sa.null(), schema.PlainText)
    shown = [
        column if column.name in (*split, "week") else nothing.label(column.name)
        for column in counted.c
        if column.name not in {"number", "first"}
    ]
    firsts = [sa.func.min(counted.c.first).label("first")] if "first" in counted.c else []
    number = sa.cast(sa.func.sum(counted.c.number), sa.BigInteger).label("number")
    return sa.select(*shown, number, *firsts).where(*named).group_by(*groups)


def _by_place(rows: Iterable[Row]) -> Iterable[list[Row]]:
    grouped: dict[tuple[Any, ...], list[Row]] = defaultdict(list)
    for row in rows:
        names = row._mapping
        grouped[names.get("issue_id"), row.product, row.channel, row.region].append(row)
    return grouped.values()


def _weeks(rows: Iterable[Row], length: int) -> Weeks:
    """Of what was told before all weeks, nothing."""
    weeks = [0] * length
    for row in rows:
        if row.week is not None:
            weeks[row.week] += row.number
    return tuple(weeks)


def week_of(moment: sa.ColumnElement[Any], edges: Sequence[Any]) -> sa.Label[int]:
    """0 is the newest; null before the last edge. Most rows asked for are of the newest weeks."""
    return sa.case(*((moment >= edge, week) for week, edge in enumerate(edges[1:]))).label("week")


def _places(of: sa.FromClause) -> list[sa.ColumnElement[Any]]:
    return [of.c[name] for name in PLACE]


def read_by(scan: Scan) -> sa.ColumnElement[bool]:
    """What another recipe read is not compared: a new reader is no change in the market."""
    return schema.readings.c.recipe_id == scan.recipe_id
