"""The feedback that a signal rests on.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "signal_voices",
        sa.Column("signal_seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("feedback_seq", NUMBER, autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["signal_seq"], ["signals.seq"], name="fk_signal_voices_signal_seq", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["feedback.seq"],
            name="fk_signal_voices_feedback_seq",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("signal_seq", "feedback_seq", name="pk_signal_voices"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_signal_voices_feedback_seq", "signal_voices", ["feedback_seq"])
