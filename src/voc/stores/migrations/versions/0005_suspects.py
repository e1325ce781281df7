"""Suspected paid reviews: traces to hold reviews against each other by, and what was found.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
SUBJECTS = ("product", "author", "same", "frame")


def upgrade() -> None:
    op.create_table(
        "traces",
        sa.Column("feedback_seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("scan_id", NUMBER, nullable=False),
        *(sa.Column(name, sa.BigInteger()) for name in SUBJECTS),
        sa.Column("praise", sa.Boolean(), nullable=False),
        sa.Column("hollow", sa.Boolean(), nullable=False),
        sa.Column("weight", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["feedback.seq"],
            name="fk_traces_feedback_seq",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name="fk_traces_scan_id"),
        sa.PrimaryKeyConstraint("feedback_seq", name="pk_traces"),
    )
    for name in ("scan_id", *SUBJECTS):
        op.create_index(f"ix_traces_{name}", "traces", [name])
    op.create_table(
        "suspicions",
        sa.Column("feedback_seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["feedback.seq"],
            name="fk_suspicions_feedback_seq",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("feedback_seq", "name", name="pk_suspicions"),
        sqlite_with_rowid=False,
    )
