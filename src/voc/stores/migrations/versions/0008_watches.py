"""Standing watch queries and what they found; copies that lost their first appearance.

Revision ID: 0008
Revises: 0007
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "watches",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("asked_to", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_watches"),
        sa.UniqueConstraint("name", name="uq_watches_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "watch_matches",
        sa.Column("watch_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("feedback_seq", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["watch_id"], ["watches.id"], name="fk_watch_matches_watch_id", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["feedback.seq"],
            name="fk_watch_matches_feedback_seq",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("watch_id", "feedback_seq", name="pk_watch_matches"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_watch_matches_feedback_seq", "watch_matches", ["feedback_seq"])
    _judge_orphans_anew()


def _judge_orphans_anew() -> None:
    """A removal left copies flagged whose first appearance it took: no scan looked at them again.

    Which of them belong together is not known any more. Without an appearance the next scan holds
    them against all others, and the earliest of each text becomes the first.
    """
    connection = op.get_bind()
    appearances = sa.table("appearances", *map(sa.column, ("feedback_seq", "copy_of", "likeness")))
    readings = sa.table(
        "readings",
        sa.column("feedback_seq"),
        sa.column("flags", sa.JSON),
        sa.column("flagged", sa.Boolean),
    )
    orphaned = appearances.c.copy_of.is_(None) & appearances.c.likeness.is_not(None)
    seqs = sa.select(appearances.c.feedback_seq).where(orphaned)
    query = sa.select(readings.c.feedback_seq, readings.c.flags)
    for seq, flags in connection.execute(query.where(readings.c.feedback_seq.in_(seqs))).all():
        rest = [flag for flag in flags if not (isinstance(flag, dict) and flag["name"] == "copy")]
        own = sa.update(readings).where(readings.c.feedback_seq == seq)
        connection.execute(own.values(flags=rest, flagged=bool(rest)))
    connection.execute(sa.delete(appearances).where(orphaned))
