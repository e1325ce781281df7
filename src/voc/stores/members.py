"""Members of issues: who comes in and who goes, with what they add to the issue's vector."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import sqlalchemy as sa

from voc.stores import schema
from voc.stores.engine import chunks
from voc.stores.feedback import feedback_seqs
from voc.stores.totals import Key, add_voices, take_voices
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueId, Place, Single, Voice

Member = tuple[IssueId, int, Voice]  # the issue, the rank in it, the voice

# Hundreds of thousands found issues in a first scan: their rows are made a piece at a time.
_PIECE = 10_000

_MEMBERS = schema.issue_members


def put_in(connection: sa.Connection, members: Sequence[Member]) -> None:
    for start in range(0, len(members), _PIECE):
        _put_in(connection, members[start : start + _PIECE])


def _put_in(connection: sa.Connection, members: Sequence[Member]) -> None:
    seqs = feedback_seqs(connection, _distinct(voice.feedback_id for _, _, voice in members))
    scans = _reading_scans(connection, list(seqs.values()))
    rows = [
        {
            "feedback_seq": seqs[voice.feedback_id],
            "span_start": voice.start,
            "span_end": voice.end,
            "kind": voice.kind.value,
            "issue_id": issue_id,
            "rank": rank,
            "scan_id": scans[seqs[voice.feedback_id]],
            "topic": voice.topic,
            "severity": voice.severity.value,
        }
        for issue_id, rank, voice in members
    ]
    connection.execute(sa.insert(_MEMBERS), rows)
    keys = [(issue_id, _key(voice, seqs[voice.feedback_id])) for issue_id, _, voice in members]
    add_voices(connection, keys)
    _loose_no_more(connection, list(seqs.values()))


def _loose_no_more(connection: sa.Connection, seqs: Sequence[int]) -> None:
    """What is in an issue by now is not in the index of what is not."""
    table = schema.voice_vectors
    for chunk in chunks(seqs):
        own = sa.update(table).where(table.c.feedback_seq.in_(chunk), table.c.why.is_not(None))
        connection.execute(own.where(_is_member()).values(why=None))


def take_out(
    connection: sa.Connection,
    voices: Sequence[Voice],
    of: Mapping[Place, IssueId] = MappingProxyType({}),
) -> dict[Place, tuple[IssueId, int]]:
    """Remove members; gives the issue and the rank of each by its place.

    Where ``of`` says which issue a voice is to be in, one that is elsewhere by now stays there.
    """
    seqs = feedback_seqs(connection, _distinct(voice.feedback_id for voice in voices))
    places = {_key(voice, seqs[voice.feedback_id]): voice.place for voice in voices}
    taken: dict[Key, tuple[IssueId, int]] = {}
    for chunk in chunks(list(seqs.values())):
        query = sa.select(_MEMBERS).where(_MEMBERS.c.feedback_seq.in_(chunk))
        for row in connection.execute(query):
            key = (row.feedback_seq, row.span_start, row.span_end, row.kind)
            if key in places and of.get(places[key], row.issue_id) == row.issue_id:
                taken[key] = (IssueId(row.issue_id), int(row.rank))
    take_voices(connection, [(issue_id, key) for key, (issue_id, _) in taken.items()])
    delete_rows(connection, _MEMBERS, list(taken))
    return {places[key]: found for key, found in taken.items()}


def drop_vectors(connection: sa.Connection, voices: Sequence[Voice]) -> None:
    """Of clauses that nobody tells any more."""
    seqs = feedback_seqs(connection, _distinct(voice.feedback_id for voice in voices))
    keys = [_key(voice, seqs[voice.feedback_id]) for voice in voices]
    delete_rows(connection, schema.voice_vectors, keys)


def drop_loose_vectors(connection: sa.Connection, seqs: Sequence[int]) -> None:
    """What is read again is told anew; members keep theirs until they are filed anew."""
    table = schema.voice_vectors
    for chunk in chunks(seqs):
        own = sa.delete(table).where(table.c.feedback_seq.in_(chunk), ~_is_member())
        connection.execute(own)


def _is_member() -> sa.ColumnElement[bool]:
    """Of a vector: its voice is in an issue."""
    columns = schema.voice_vectors.primary_key.columns
    return sa.exists().where(*(_MEMBERS.c[column.name] == column for column in columns))


def delete_rows(connection: sa.Connection, table: sa.Table, keys: Sequence[Key]) -> None:
    if keys:
        connection.execute(sa.delete(table).where(*_its(table)), _bound(table, keys))


def _its(table: sa.Table) -> list[sa.ColumnElement[bool]]:
    """All four columns of a voice's key, to be bound."""
    return [column == sa.bindparam(f"its_{column.name}") for column in table.primary_key.columns]


def _bound(table: sa.Table, keys: Sequence[Key]) -> list[dict[str, object]]:
    names = [f"its_{column.name}" for column in table.primary_key.columns]
    return [dict(zip(names, key, strict=True)) for key in keys]


def set_why(connection: sa.Connection, singles: Sequence[Single]) -> None:
    """Of loose voices, why they are in no issue. Most stay so for the same reason for long."""
    table = schema.voice_vectors
    own = sa.update(table).where(*_its(table)).values(why=sa.bindparam("its_why"))
    changed = [one for one in singles if one.why is not one.before]
    for start in range(0, len(changed), _PIECE):
        piece = changed[start : start + _PIECE]
        seqs = feedback_seqs(connection, _distinct(one.voice.feedback_id for one in piece))
        keys = [_key(one.voice, seqs[one.voice.feedback_id]) for one in piece]
        rows = zip(_bound(table, keys), piece, strict=True)
        connection.execute(own, [row | {"its_why": one.why.value} for row, one in rows])


def _key(voice: Voice, seq: int) -> Key:
    return seq, voice.start, voice.end, voice.kind.value


def _reading_scans(connection: sa.Connection, seqs: Sequence[int]) -> dict[int, int]:
    """The scan that read each feedback."""
    table = schema.readings.c
    scans: dict[int, int] = {}
    for chunk in chunks(seqs):
        query = sa.select(table.feedback_seq, table.scan_id).where(table.feedback_seq.in_(chunk))
        scans |= {row.feedback_seq: row.scan_id for row in connection.execute(query)}
    return scans


def _distinct(ids: Iterable[FeedbackId]) -> list[FeedbackId]:
    return list(dict.fromkeys(ids))
