"""Traces of reviews, gathered by what they share, and the suspicions found in them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from voc.ports.paid_reviews import PaidReviewStore
from voc.stores import schema
from voc.stores.engine import StorePart, chunks
from voc.stores.feedback import FEEDBACK_COLUMNS, feedback_from, feedback_seqs
from voc.types.feedback import FeedbackId
from voc.types.opinion import SentimentLabel
from voc.types.paid_reviews import LONG, Subject, Suspicion, Told, Trace
from voc.types.scan import Scan

Row = Mapping[str, object]

_NUMBERS = ("product", "author", "same", "frame", "praise", "hollow", "weight")


class SqlPaidReviews(StorePart, PaidReviewStore):
    def untraced(self, recipe_id: str, *, after: int, limit: int) -> list[tuple[int, Told]]:
        feedback, readings = schema.feedback, schema.readings
        appearances, traces = schema.appearances.c, schema.traces.c
        origin = schema.feedback.alias()
        first = sa.func.coalesce(origin.c.id, feedback.c.id)
        query = (
            sa.select(feedback.c.seq, readings.c.sentiment, readings.c.flags, *FEEDBACK_COLUMNS)
            .add_columns(first.label("first"))
            .select_from(feedback.join(readings))
            .outerjoin(schema.appearances, appearances.feedback_seq == readings.c.feedback_seq)
            .outerjoin(origin, origin.c.seq == appearances.copy_of)
            .outerjoin(schema.traces, traces.feedback_seq == readings.c.feedback_seq)
            .where(
                readings.c.feedback_seq > after,
                readings.c.recipe_id == recipe_id,
                traces.feedback_seq.is_(None),
            )
            .order_by(readings.c.feedback_seq)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [(row.seq, _told(row)) for row in connection.execute(query)]

    def file_traces(self, scan: Scan, traces: Sequence[Trace]) -> None:
        if not traces:
            return
        with self._database.writing() as connection:
            seqs = feedback_seqs(connection, [one.feedback_id for one in traces])
            rows = [
                {"feedback_seq": seqs[one.feedback_id], "scan_id": scan.id}
                | {name: getattr(one, name) for name in _NUMBERS}
                for one in traces
            ]
            connection.execute(sa.insert(schema.traces), rows)

    def histories(self, scan: Scan, subject: Subject, least: int) -> Iterator[list[Trace]]:
        feedback, traces = schema.feedback, schema.traces
        key = traces.c[subject.value]
        of_scan = sa.select(key).where(traces.c.scan_id == scan.id, key.is_not(None))
        if subject is Subject.SAME:
            of_scan = of_scan.where(traces.c.weight >= LONG)
        large = sa.select(key).where(key.in_(of_scan)).group_by(key)
        large = large.having(sa.func.count() >= least)
        query = (
            sa.select(key.label("key"), feedback.c.id, feedback.c.posted_at)
            .add_columns(*(traces.c[name] for name in _NUMBERS))
            .select_from(traces.join(feedback))
            .where(key.in_(large))
            .order_by(key, traces.c.feedback_seq)
        )
        with self._database.reading() as connection:
            for _, rows in groupby(connection.execute(query), lambda row: row.key):
                yield [_trace(row) for row in rows]

    def suspect(self, suspicions: Sequence[Suspicion]) -> None:
        if not suspicions:
            return
        with self._database.writing() as connection:
            seqs = feedback_seqs(connection, [one.feedback_id for one in suspicions])
            rows = [
                {
                    "feedback_seq": seqs[one.feedback_id],
                    "name": one.flag.name,
                    "because": one.flag.because,
                }
                for one in suspicions
            ]
            known = {(seq, flag["name"]) for seq, flag in _found(connection, list(seqs.values()))}
            new = [row for row in rows if (row["feedback_seq"], row["name"]) not in known]
            if new:
                connection.execute(sa.insert(schema.suspicions), new)
                _flag(connection, new)


def flagged_suspects(connection: sa.Connection, readings: Sequence[Row]) -> list[dict[str, object]]:
    """Rows of readings with the suspicions found earlier: a model cannot see those."""
    found: dict[object, list[dict[str, str]]] = defaultdict(list)
    for seq, flag in _found(connection, [row["feedback_seq"] for row in readings]):
        found[seq].append(flag)
    return [
        {**row, **_flags(row["flags"], found[row["feedback_seq"]])}
        if row["feedback_seq"] in found
        else dict(row)
        for row in readings
    ]


def _found(
    connection: sa.Connection, seqs: Sequence[object]
) -> Iterator[tuple[int, dict[str, str]]]:
    table = schema.suspicions.c
    for chunk in chunks(seqs):
        query = sa.select(table.feedback_seq, table.name, table.because)
        query = query.where(table.feedback_seq.in_(chunk)).order_by(table.feedback_seq, table.name)
        for row in connection.execute(query):
            yield row.feedback_seq, {"name": row.name, "because": row.because}


def _flag(connection: sa.Connection, new: Sequence[Row]) -> None:
    added: dict[object, list[dict[str, object]]] = defaultdict(list)
    for row in new:
        flag = {"name": row["name"], "because": row["because"]}
        added[row["feedback_seq"]].append(flag)
    table = schema.readings
    rows: list[dict[str, object]] = []
    for chunk in chunks(list(added)):
        query = sa.select(table.c.feedback_seq, table.c.flags)
        found = connection.execute(query.where(table.c.feedback_seq.in_(chunk)))
        rows += [
            {"of": row.feedback_seq} | _flags(row.flags, added[row.feedback_seq]) for row in found
        ]
    own = sa.update(table).where(table.c.feedback_seq == sa.bindparam("of"))
    connection.execute(own, rows)


def _flags(flags: object, more: Sequence[object]) -> dict[str, object]:
    told = [*flags] if isinstance(flags, list | tuple) else []
    return {"flags": [*told, *more], "flagged": True}


def _told(row: sa.Row[tuple[object, ...]]) -> Told:
    return Told(
        feedback=feedback_from(row),
        sentiment=SentimentLabel(row.sentiment),
        # Readings stored before flags said why hold the names alone.
        flags=tuple(flag["name"] if isinstance(flag, dict) else flag for flag in row.flags),
        first=FeedbackId(row.first),
    )


def _trace(row: sa.Row[Any]) -> Trace:
    """By position: a product has a hundred thousand, and names are looked up one by one."""
    values = tuple(row)
    told = dict(zip(_NUMBERS, values[3:], strict=True))
    return Trace(feedback_id=FeedbackId(values[1]), posted_at=values[2], **told)
