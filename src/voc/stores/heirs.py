"""Who comes first when the first appearance of a text is removed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import sqlalchemy as sa

from voc.stores import schema
from voc.stores.engine import chunks
from voc.text.duplicates import COPY

# Undated feedback appears after all that is dated.
_NEVER = datetime.max.replace(tzinfo=UTC)


def name_heirs(connection: sa.Connection, seqs: Sequence[int]) -> None:
    """Before ``seqs`` go: the earliest copy left of each becomes the first appearance.

    It counts again as feedback of its own. It has no keys, and those of what goes are not kept:
    without an appearance it is unfiled, and the next scan holds it against all others anew.
    """
    heirs = {old: min(left) for old, left in _left(connection, seqs).items()}
    _bequeath(connection, {old: heir for old, (*_, heir) in heirs.items()})
    _unflag(connection, [heir for *_, heir in heirs.values()])


def _left(
    connection: sa.Connection, seqs: Sequence[int]
) -> dict[int, list[tuple[int, datetime, str, int]]]:
    """The copies of each of ``seqs`` that stay, in no order; the earliest is the least."""
    feedback, appearances = schema.feedback, schema.appearances
    query = sa.select(appearances.c.copy_of, appearances.c.scan_id, appearances.c.feedback_seq)
    query = query.add_columns(feedback.c.posted_at, feedback.c.id).select_from(
        appearances.join(feedback, feedback.c.seq == appearances.c.feedback_seq)
    )
    going = set(seqs)
    left = defaultdict(list)
    for chunk in chunks(seqs):
        for row in connection.execute(query.where(appearances.c.copy_of.in_(chunk))):
            if row.feedback_seq not in going:
                place = (row.scan_id, row.posted_at or _NEVER, row.id, row.feedback_seq)
                left[row.copy_of].append(place)
    return left


def _bequeath(connection: sa.Connection, heirs: Mapping[int, int]) -> None:
    table = schema.appearances
    for chunk in chunks(list(heirs.values())):
        connection.execute(sa.delete(table).where(table.c.feedback_seq.in_(chunk)))
    move_copies(connection, heirs.items())


def move_copies(connection: sa.Connection, moves: Iterable[tuple[int, int]]) -> None:
    """The copies of each first seq fold under the second."""
    table = schema.appearances
    rows = [{"old": old, "new": new} for old, new in moves]
    if rows:
        under = sa.update(table).where(table.c.copy_of == sa.bindparam("old"))
        connection.execute(under.values(copy_of=sa.bindparam("new")), rows)


def _unflag(connection: sa.Connection, seqs: Sequence[int]) -> None:
    table, told = schema.readings, asdict(COPY)
    rows = []
    for chunk in chunks(seqs):
        query = sa.select(table.c.feedback_seq, table.c.flags)
        for seq, flags in connection.execute(query.where(table.c.feedback_seq.in_(chunk))):
            rest = [flag for flag in flags if flag != told]
            rows.append({"of": seq, "flags": rest, "flagged": bool(rest), "filed": False})
    if rows:
        own = sa.update(table).where(table.c.feedback_seq == sa.bindparam("of"))
        connection.execute(own, rows)
