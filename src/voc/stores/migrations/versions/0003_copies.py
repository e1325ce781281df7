"""Copies: where each text appeared first, and the keys that later copies find it by.

Revision ID: 0003
Revises: 0002
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "appearances",
        sa.Column("feedback_seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("scan_id", NUMBER, nullable=False),
        sa.Column("copy_of", NUMBER),
        sa.Column("likeness", sa.Float()),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["feedback.seq"],
            name="fk_appearances_feedback_seq",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name="fk_appearances_scan_id"),
        sa.ForeignKeyConstraint(
            ["copy_of"], ["feedback.seq"], name="fk_appearances_copy_of", ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("feedback_seq", name="pk_appearances"),
    )
    op.create_index("ix_appearances_copy_of", "appearances", ["copy_of"])
    op.create_table(
        "bands",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("feedback_seq", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["appearances.feedback_seq"],
            name="fk_bands_feedback_seq",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("key", "feedback_seq", name="pk_bands"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_bands_feedback_seq", "bands", ["feedback_seq"])
