"""Unmasked texts, kept by choice only, and when each reject was met.

Revision ID: 0007
Revises: 0006
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "raw_texts",
        sa.Column("feedback_seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["feedback.seq"],
            name="fk_raw_texts_feedback_seq",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("feedback_seq", name="pk_raw_texts"),
    )
    op.add_column("rejects", sa.Column("at", TIME))
    # Rejects of before were met today at the latest.
    rejects = sa.table("rejects", sa.column("at", TIME))
    op.execute(sa.update(rejects).values(at=sa.func.current_timestamp()))
