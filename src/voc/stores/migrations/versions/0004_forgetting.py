"""Forgetting: who asked for it, what was removed, and when each row was imported.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)

# Of rows stored before, the scan that read them first is the nearest that is known; those never
# read were imported after the last scan, at the latest today.
NAME_THE_IMPORT = """
    UPDATE feedback SET imported_at = (
        SELECT scans.started_at FROM readings JOIN scans ON scans.id = readings.first_scan_id
        WHERE readings.feedback_seq = feedback.seq
    )
"""


def upgrade() -> None:
    op.add_column("feedback", sa.Column("imported_at", TIME))
    op.execute(NAME_THE_IMPORT)
    feedback = sa.table("feedback", sa.column("imported_at", TIME))
    never = feedback.c.imported_at.is_(None)
    op.execute(sa.update(feedback).where(never).values(imported_at=sa.func.current_timestamp()))
    op.create_table(
        "forgotten",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_forgotten"),
    )
    op.create_table(
        "removals",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("scan_id", NUMBER),
        sa.Column("removed", sa.JSON(), nullable=False),
        sa.Column("pending", sa.JSON()),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name="fk_removals_scan_id"),
        sa.PrimaryKeyConstraint("id", name="pk_removals"),
        sqlite_autoincrement=True,
    )
