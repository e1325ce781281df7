"""Keeps the sum of an issue's vectors right, whoever comes and goes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
import sqlalchemy as sa

from voc.insight.discovery.packing import stacked, total, total_bytes, total_from
from voc.stores import schema
from voc.stores.engine import chunks
from voc.types.issue import IssueId, Totals

Key = tuple[int, int, int, str]  # of a voice: feedback_seq, span_start, span_end, kind

_VECTORS, _MEMBERS, _SUMS = schema.voice_vectors, schema.issue_members, schema.issue_vectors


def add_voices(connection: sa.Connection, filed: Iterable[tuple[IssueId, Key]]) -> None:
    """``filed`` are in these issues from now on. One that had no vector yet is named by them."""
    _shift(connection, filed, 1)


def take_voices(connection: sa.Connection, filed: Iterable[tuple[IssueId, Key]]) -> None:
    _shift(connection, filed, -1)


def lose_voices(connection: sa.Connection, seqs: Sequence[int]) -> list[IssueId]:
    """The members of this feedback are about to go; gives the issues they leave."""
    columns = (_MEMBERS.c.issue_id, *_MEMBERS.primary_key.columns)
    filed = [
        (IssueId(issue_id), (seq, start, end, kind))
        for chunk in chunks(seqs)
        for issue_id, seq, start, end, kind in connection.execute(
            sa.select(*columns).where(_MEMBERS.c.feedback_seq.in_(chunk))
        )
    ]
    take_voices(connection, filed)
    return sorted({issue_id for issue_id, _ in filed})


def join_totals(connection: sa.Connection, source: IssueId, target: IssueId) -> None:
    """All voices of ``source`` are in ``target`` from now on."""
    kept = {row.issue_id: row for row in _stored(connection, [source, target])}
    connection.execute(sa.delete(_SUMS).where(_SUMS.c.issue_id == source))
    if source not in kept:
        return
    one = kept[source]
    _add(connection, target, one.space, one.voices, total_from(one.total), row=kept.get(target))


def name_anew(connection: sa.Connection, issue_ids: Iterable[IssueId]) -> None:
    """What they tell from now on is what they told when they got their terms."""
    for chunk in chunks(list(issue_ids)):
        own = sa.update(_SUMS).where(_SUMS.c.issue_id.in_(chunk))
        connection.execute(own.values(named=_SUMS.c.total))


def settle(connection: sa.Connection, space: str) -> None:
    """Sums of another space, or missing, are made from the members that have vectors of this."""
    current = sa.select(_SUMS.c.issue_id).where(_SUMS.c.space == space)
    query = sa.select(_MEMBERS.c.issue_id).distinct().where(_MEMBERS.c.issue_id.not_in(current))
    for issue_id in sorted(connection.scalars(query)):
        connection.execute(sa.delete(_SUMS).where(_SUMS.c.issue_id == issue_id))
        columns = _MEMBERS.primary_key.columns
        own = connection.execute(sa.select(*columns).where(_MEMBERS.c.issue_id == issue_id))
        add_voices(connection, [(issue_id, (seq, *place)) for seq, *place in own])
        if not list(_stored(connection, [issue_id])):  # none of its voices tells anything
            _add(connection, issue_id, space, 0, np.zeros(1, dtype=np.int32), row=None)


def _shift(connection: sa.Connection, filed: Iterable[tuple[IssueId, Key]], sign: int) -> None:
    issue_of = {key: issue_id for issue_id, key in filed}
    sums: dict[tuple[IssueId, str], tuple[int, Totals]] = {}
    for packed_of in _packed(connection, issue_of):
        for name, packed in packed_of.items():
            voices, so_far = sums.get(name, (0, np.zeros(1, dtype=np.int32)))
            sums[name] = voices + len(packed), so_far + total(stacked(packed))
    stored = {row.issue_id: row for row in _stored(connection, [name for name, _ in sums])}
    for (issue_id, space), (voices, change) in sorted(sums.items()):
        row = stored.get(issue_id)
        _add(connection, issue_id, space, sign * voices, sign * change, row=row)


def _packed(
    connection: sa.Connection, issue_of: Mapping[Key, IssueId]
) -> Iterator[dict[tuple[IssueId, str], list[bytes]]]:
    """What tells something, a piece of the table at a time."""
    for chunk in chunks(sorted({seq for seq, *_ in issue_of})):
        found = defaultdict(list)
        query = sa.select(_VECTORS).where(_VECTORS.c.feedback_seq.in_(chunk))
        for row in connection.execute(query):
            key = (row.feedback_seq, row.span_start, row.span_end, row.kind)
            if key in issue_of and any(row.vector):
                found[issue_of[key], str(row.space)].append(bytes(row.vector))
        yield dict(found)


def _stored(
    connection: sa.Connection, issue_ids: Sequence[IssueId]
) -> Iterator[sa.Row[tuple[object, ...]]]:
    for chunk in chunks(issue_ids):
        yield from connection.execute(sa.select(_SUMS).where(_SUMS.c.issue_id.in_(chunk)))


def _add(
    connection: sa.Connection,
    issue_id: IssueId,
    space: str,
    voices: int,
    change: Totals,
    *,
    row: sa.Row[tuple[object, ...]] | None,
) -> None:
    """A sum in another space stays as it is: it is to be made anew anyway."""
    if row is None:
        stored = total_bytes(change)
        values = {"issue_id": issue_id, "space": space, "voices": voices}
        connection.execute(sa.insert(_SUMS), values | {"total": stored, "named": stored})
    elif row.space == space:
        own = sa.update(_SUMS).where(_SUMS.c.issue_id == issue_id)
        summed = total_bytes(total_from(row.total) + change)
        connection.execute(own.values(voices=row.voices + voices, total=summed))
