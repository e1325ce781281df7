"""First appearances of texts, the keys they are found by, and the copies folded under them."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import asdict

import numpy as np
import sqlalchemy as sa
from numpy.typing import NDArray

from voc.ports.copies import CopyStore
from voc.stores import schema
from voc.stores.engine import StorePart, chunks
from voc.stores.feedback import FEEDBACK_COLUMNS, feedback_from, feedback_seqs
from voc.stores.heirs import move_copies
from voc.text.duplicates import COPY
from voc.types.appearance import Appearance, Keys
from voc.types.feedback import Feedback, FeedbackId
from voc.types.scan import Scan

_KEY = np.dtype("<i8")  # as stored, whatever machine wrote it

# Most keys are told from those asked for by their last 24 bits, in a table of 16 MiB. To search for
# every one of them took twice as long as to read them.
_ENDINGS = 1 << 24


class SqlCopies(StorePart, CopyStore):
    def unfiled(self, recipe_id: str, *, after: int, limit: int) -> list[tuple[int, Feedback]]:
        feedback, readings, appearances = schema.feedback, schema.readings, schema.appearances
        known = appearances.c.feedback_seq == readings.c.feedback_seq
        query = (
            sa.select(feedback.c.seq, *FEEDBACK_COLUMNS)
            .select_from(feedback.join(readings).outerjoin(appearances, known))
            .where(
                readings.c.feedback_seq > after,
                readings.c.recipe_id == recipe_id,
                appearances.c.feedback_seq.is_(None),
            )
            .order_by(readings.c.feedback_seq)
            .limit(limit)
        )
        with self._database.reading() as connection:
            return [(row.seq, feedback_from(row)) for row in connection.execute(query)]

    def holders(self, keys: Keys) -> Iterator[tuple[int, Feedback]]:
        if not keys.size:
            return
        asked = _Asked(keys)
        table = schema.appearances.c
        query = sa.select(table.feedback_seq, table.signature).where(table.signature.is_not(None))
        with self._database.reading() as connection:
            pages = connection.execute(query.order_by(table.feedback_seq)).partitions()
            found = [seq for page in pages for seq in _having(asked, *zip(*page, strict=True))]
            for chunk in chunks(found):
                yield from _filed(connection, chunk)

    def file_appearances(self, scan: Scan, appearances: Sequence[Appearance]) -> None:
        with self._database.writing() as connection:
            named = [one.feedback_id for one in appearances]
            named += [one.copy_of for one in appearances if one.copy_of is not None]
            seqs = feedback_seqs(connection, named)
            rows = [
                {
                    "feedback_seq": seqs[one.feedback_id],
                    "scan_id": scan.id,
                    "copy_of": one.copy_of and seqs[one.copy_of],
                    "likeness": one.likeness,
                    "signature": np.array(one.keys, dtype=_KEY).tobytes() or None,
                }
                for one in appearances
            ]
            if rows:
                connection.execute(sa.insert(schema.appearances), rows)
            copies = {
                seqs[one.feedback_id]: seqs[one.copy_of]
                for one in appearances
                if one.copy_of is not None
            }
            move_copies(connection, copies.items())
            _flag(connection, list(copies))

    def stories(self, ids: Sequence[FeedbackId]) -> dict[FeedbackId, tuple[Feedback, ...]]:
        with self._database.reading() as connection:
            firsts = _firsts(connection, ids)
            places = _places(connection, sorted(set(firsts.values())))
        return {id_: places[first] for id_, first in firsts.items() if first in places}


def flagged_copies(
    connection: sa.Connection, readings: Sequence[dict[str, object]]
) -> list[dict[str, object]]:
    """Rows of readings, flagged where the text is known to be a copy: a model cannot see that."""
    table = schema.appearances.c
    copies: set[object] = set()
    for chunk in chunks([row["feedback_seq"] for row in readings]):
        query = sa.select(table.feedback_seq)
        query = query.where(table.feedback_seq.in_(chunk), table.likeness.is_not(None))
        copies.update(connection.scalars(query))
    return [
        row | _flags(row["flags"]) if row["feedback_seq"] in copies else row for row in readings
    ]


class _Asked:
    """Keys that are looked for among many more."""

    def __init__(self, keys: Keys) -> None:
        self._sorted = np.sort(keys, axis=None)
        self._endings = np.zeros(_ENDINGS, dtype=bool)
        self._endings[self._sorted & (_ENDINGS - 1)] = True

    def places(self, keys: Keys) -> NDArray[np.intp]:
        """Where in ``keys`` one of them stands."""
        likely = np.flatnonzero(self._endings[keys & (_ENDINGS - 1)])
        found = keys[likely]
        nearest = self._sorted.take(np.searchsorted(self._sorted, found), mode="clip")
        places: NDArray[np.intp] = likely[nearest == found]
        return places


def _having(asked: _Asked, seqs: Sequence[int], signatures: Sequence[bytes]) -> list[int]:
    """Who of ``seqs`` holds a key that was asked for, in order."""
    places = asked.places(np.frombuffer(b"".join(signatures), dtype=_KEY))
    ends = np.cumsum([len(one) // _KEY.itemsize for one in signatures])
    return [seqs[number] for number in np.unique(np.searchsorted(ends, places, side="right"))]


def _filed(connection: sa.Connection, seqs: Sequence[int]) -> list[tuple[int, Feedback]]:
    feedback, appearances = schema.feedback, schema.appearances
    query = (
        sa.select(appearances.c.scan_id, *FEEDBACK_COLUMNS)
        .select_from(feedback.join(appearances, appearances.c.feedback_seq == feedback.c.seq))
        .where(feedback.c.seq.in_(seqs))
        .order_by(feedback.c.seq)
    )
    return [(row.scan_id, feedback_from(row)) for row in connection.execute(query)]


def _firsts(connection: sa.Connection, ids: Sequence[FeedbackId]) -> dict[FeedbackId, int]:
    """The first appearance of each id."""
    feedback, table = schema.feedback, schema.appearances
    first = sa.func.coalesce(table.c.copy_of, feedback.c.seq).label("first")
    query = sa.select(feedback.c.id, first).select_from(
        feedback.outerjoin(table, table.c.feedback_seq == feedback.c.seq)
    )
    return {
        row.id: row.first
        for chunk in chunks(ids)
        for row in connection.execute(query.where(feedback.c.id.in_(chunk)))
    }


def _places(connection: sa.Connection, firsts: Sequence[int]) -> dict[int, tuple[Feedback, ...]]:
    """Of each first appearance that has copies, itself and them."""
    feedback, table = schema.feedback, schema.appearances
    query = sa.select(table.c.copy_of, *FEEDBACK_COLUMNS).select_from(
        table.join(feedback, feedback.c.seq == table.c.feedback_seq)
    )
    query = query.order_by(feedback.c.seq)
    places: dict[int, list[Feedback]] = defaultdict(list)
    for chunk in chunks(firsts):
        for row in connection.execute(query.where(table.c.copy_of.in_(chunk))):
            places[row.copy_of].append(feedback_from(row))
    own = sa.select(feedback.c.seq, *FEEDBACK_COLUMNS)
    for chunk in chunks(list(places)):
        for row in connection.execute(own.where(feedback.c.seq.in_(chunk))):
            places[row.seq].insert(0, feedback_from(row))
    return {first: tuple(told) for first, told in places.items()}


def _flag(connection: sa.Connection, seqs: Sequence[int]) -> None:
    table = schema.readings
    rows: list[dict[str, object]] = []
    for chunk in chunks(seqs):
        query = sa.select(table.c.feedback_seq, table.c.flags)
        found = connection.execute(query.where(table.c.feedback_seq.in_(chunk)))
        rows += [{"of": row.feedback_seq} | _flags(row.flags) for row in found]
    if rows:
        own = sa.update(table).where(table.c.feedback_seq == sa.bindparam("of"))
        connection.execute(own, rows)


def _flags(flags: object) -> dict[str, object]:
    told = [*flags] if isinstance(flags, list | tuple) else []
    return {"flags": [*told, asdict(COPY)], "flagged": True}
