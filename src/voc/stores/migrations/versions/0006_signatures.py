"""The keys that copies are found by lie with their text, no longer in a table and two indexes.

Revision ID: 0006
Revises: 0005
"""

import struct
from itertools import groupby

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

BATCH = 1_000  # texts whose keys are in memory

appearances = sa.table("appearances", sa.column("feedback_seq"), sa.column("signature"))
bands = sa.table("bands", sa.column("feedback_seq"), sa.column("key"))


def upgrade() -> None:
    op.add_column("appearances", sa.Column("signature", sa.LargeBinary()))
    after = 0
    while rows := _signatures(after):
        own = appearances.c.feedback_seq == sa.bindparam("of")
        op.get_bind().execute(sa.update(appearances).where(own), rows)
        after = int(rows[-1]["of"])
    op.drop_table("bands")


def _signatures(after: int) -> list[dict[str, int | bytes]]:
    of = bands.c.feedback_seq
    some = sa.select(of).where(of > after).distinct().order_by(of).limit(BATCH)
    query = sa.select(of, bands.c.key).where(of.in_(some)).order_by(of, bands.c.key)
    found = groupby(op.get_bind().execute(query), lambda row: row.feedback_seq)
    return [{"of": seq, "signature": _packed([row.key for row in rows])} for seq, rows in found]


def _packed(keys: list[int]) -> bytes:
    return struct.pack(f"<{len(keys)}q", *keys)
