"""Vectors of voices and issues: what discovery compares instead of words."""

from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import groupby, islice
from operator import attrgetter

import sqlalchemy as sa

from voc.insight.discovery.basis import in_space
from voc.insight.packing import total_from
from voc.ports.vectors import VectorStore
from voc.stores import schema
from voc.stores.engine import StorePart, chunks, insert
from voc.stores.feedback import feedback_seqs
from voc.stores.issues import issue_from
from voc.stores.told import TellingRow, filed, kind_of, most_certain, told_query, unfiled
from voc.stores.totals import settle
from voc.stores.voices import VOICE_COLUMNS, voice_from
from voc.types.issue import (
    IssueId,
    IssueKind,
    IssueState,
    KnownIssue,
    Mark,
    PlacedVoice,
    Shelf,
    Single,
    Voice,
    Why,
)

_VECTORS = schema.voice_vectors


class SqlVectors(StorePart, VectorStore):
    def unvectored(
        self, space: str, *, after: int, limit: int
    ) -> list[tuple[int, tuple[Voice, ...]]]:
        with self._database.reading() as connection:
            if _all_in(connection, space):
                new = unfiled().where(schema.readings.c.feedback_seq > after)
                queries = _of_each(_told_without(space), _in_order(connection, new))
            else:
                queries = iter([_told_without(space).where(schema.opinions.c.feedback_seq > after)])
            # The rows are closed here: what is left of them is not fetched.
            with closing(_rows(connection, queries)) as rows:
                told = groupby(rows, attrgetter("feedback_seq"))
                return [
                    (seq, tuple(voice_from(row, kind) for row, kind in most_certain(own)))
                    for seq, own in islice(told, limit)
                ]

    def unvectored_members(
        self, space: str, *, after: int, limit: int
    ) -> list[tuple[int, tuple[Voice, ...]]]:
        query = _members_without(space, after)
        with self._database.reading() as connection:
            if _all_in(connection, space):
                return []
            with connection.execute(query) as rows:
                members = groupby(rows, attrgetter("feedback_seq"))
                return [
                    (seq, tuple(voice_from(row, IssueKind(row.kind)) for row in own))
                    for seq, own in islice(members, limit)
                ]

    def keep_vectors(self, space: str, vectors: Sequence[tuple[Voice, bytes]]) -> None:
        with self._database.writing() as connection:
            seqs = feedback_seqs(connection, list({v.feedback_id: None for v, _ in vectors}))
            rows = [
                {
                    "feedback_seq": seqs[voice.feedback_id],
                    "span_start": voice.start,
                    "span_end": voice.end,
                    "kind": voice.kind.value,
                    "space": space,
                    "vector": packed,
                }
                for voice, packed in vectors
            ]
            if rows:
                statement = insert(connection, _VECTORS)
                new = {name: statement.excluded[name] for name in ("space", "vector")}
                keys = [column.name for column in _VECTORS.primary_key.columns]
                connection.execute(
                    statement.on_conflict_do_update(index_elements=keys, set_=new), rows
                )

    def settle_vectors(self, space: str) -> None:
        with self._database.writing() as connection:
            settle(connection, space)

    def known_issues(self, space: str) -> tuple[KnownIssue, ...]:
        issues, sums = schema.issues, schema.issue_vectors
        query = (
            sa.select(issues, sums.c.voices, sums.c.total, sums.c.named)
            .select_from(issues.join(sums, sums.c.issue_id == issues.c.id))
            .where(sums.c.space == space, issues.c.state != IssueState.MERGED.value)
            .order_by(issues.c.kind, issues.c.number)
        )
        with self._database.reading() as connection:
            return tuple(
                KnownIssue(
                    issue=issue_from(row),
                    voices=row.voices,
                    total=total_from(row.total),
                    named=total_from(row.named),
                )
                for row in connection.execute(query)
            )

    def loose(self, space: str) -> Iterator[PlacedVoice]:
        query = told_query().add_columns(_VECTORS.c.vector, _VECTORS.c.why)
        query = query.join(_VECTORS, _of_opinion()).where(_VECTORS.c.space == space, ~filed())
        left_so = sa.select(_VECTORS.c.feedback_seq).where(_VECTORS.c.why.is_not(None))
        with self._database.reading() as connection:
            seqs = _in_order(connection, left_so.union(unfiled()))
            found = _rows(connection, _of_each(query, seqs))
            for _, rows in groupby(found, attrgetter("feedback_seq")):
                for row, kind in most_certain(rows):
                    yield _placed(row, kind, None)

    def filed(self, shelf: Shelf, space: str) -> Iterator[PlacedVoice]:
        members, issues = schema.issue_members, schema.issues
        query = (
            sa.select(members, _VECTORS.c.vector, _VECTORS.c.why, *VOICE_COLUMNS)
            .select_from(
                members.join(issues, issues.c.id == members.c.issue_id)
                .join(schema.feedback, schema.feedback.c.seq == members.c.feedback_seq)
                .join(_VECTORS, _of_member())
            )
            .where(
                issues.c.kind == shelf.kind.value,
                issues.c.product.is_not_distinct_from(shelf.product),
                _VECTORS.c.space == space,
            )
        )
        with self._database.reading() as connection:
            for row in connection.execute(query):
                yield _placed(row, IssueKind(row.kind), IssueId(row.issue_id))

    def filed_counts(self) -> dict[Shelf, int]:
        issues = schema.issues.c
        query = sa.select(issues.kind, issues.product, sa.func.count())
        query = query.select_from(schema.issue_members.join(schema.issues))
        with self._database.reading() as connection:
            return {
                Shelf(kind=IssueKind(kind), product=product): count
                for kind, product, count in connection.execute(
                    query.group_by(issues.kind, issues.product)
                )
            }

    def marks(self) -> tuple[Mark, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(sa.select(schema.shelves).order_by(schema.shelves.c.id))
            return tuple(
                Mark(
                    shelf=Shelf(kind=IssueKind(row.kind), product=row.product),
                    voices=row.voices,
                    different=row.different,
                    total=bytes(row.total),
                    basis=row.basis,
                )
                for row in rows
            )

    def singles(self) -> Iterator[Single]:
        query = told_query().add_columns(_VECTORS.c.why).join(_VECTORS, _of_opinion())
        with self._database.reading() as connection:
            rows = connection.execute(query.where(~filed(), _VECTORS.c.why.is_not(None)))
            for _, own in groupby(rows, attrgetter("feedback_seq")):
                for row, kind in most_certain(own):
                    yield Single(voice=voice_from(row, kind), why=Why(row.why))


def _placed(
    row: sa.Row[tuple[object, ...]], kind: IssueKind, issue_id: IssueId | None
) -> PlacedVoice:
    return PlacedVoice(
        voice=voice_from(row, kind),
        packed=bytes(row.vector),
        issue=issue_id,
        why=None if row.why is None else Why(row.why),
    )


def _all_in(connection: sa.Connection, space: str) -> bool:
    """Whether whatever was filed has a vector in ``space``: all shelves were grouped by it."""
    found = connection.scalars(sa.select(schema.shelves.c.basis).distinct()).all()
    return bool(found) and all(in_space(basis, space) for basis in found)


def _in_order(
    connection: sa.Connection, seqs: sa.Select[tuple[int]] | sa.CompoundSelect[tuple[int]]
) -> list[int]:
    return sorted(connection.scalars(seqs))


def _of_each(
    query: sa.Select[tuple[object, ...]], seqs: Sequence[int]
) -> Iterator[sa.Select[tuple[object, ...]]]:
    """``query`` of the opinions of these alone, in order. Asked at once it would sort vectors."""
    for chunk in chunks(seqs):
        yield query.where(schema.opinions.c.feedback_seq.in_(chunk))


def _rows(
    connection: sa.Connection, queries: Iterable[sa.Select[tuple[object, ...]]]
) -> Generator[TellingRow]:
    for query in queries:
        with connection.execute(query) as rows:
            yield from rows


def _told_without(space: str) -> sa.Select[tuple[object, ...]]:
    known = sa.exists().where(_of_opinion(), _VECTORS.c.space == space)
    return told_query().where(~known)


def _members_without(space: str, after: int) -> sa.Select[tuple[object, ...]]:
    members = schema.issue_members
    known = sa.exists().where(_of_member(), _VECTORS.c.space == space)
    return (
        sa.select(members, *VOICE_COLUMNS)
        .select_from(members.join(schema.feedback, schema.feedback.c.seq == members.c.feedback_seq))
        .where(members.c.feedback_seq > after, ~known)
        .order_by(members.c.feedback_seq, members.c.span_start, members.c.kind)
    )


def _of_opinion() -> sa.ColumnElement[bool]:
    opinions = schema.opinions.c
    return sa.and_(
        _VECTORS.c.feedback_seq == opinions.feedback_seq,
        _VECTORS.c.span_start == opinions.span_start,
        _VECTORS.c.span_end == opinions.span_end,
        _VECTORS.c.kind == kind_of(opinions.intent),
    )


def _of_member() -> sa.ColumnElement[bool]:
    members = schema.issue_members
    return sa.and_(*(_VECTORS.c[column.name] == column for column in members.primary_key.columns))
