"""Vectors of voices and issues, shelves, whose doing an event was, issues that people settled.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

# Done by scans and by removals; all else were people.
_OTHERS = {"opened": "clustering", "left": "recipe", "forgotten": "removal", "closed": "removal"}


def upgrade() -> None:
    _create_vectors()
    op.create_table(
        "shelves",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("product", sa.Text()),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("alike", sa.Float(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_shelves"),
        sqlite_autoincrement=True,
    )
    op.add_column(
        "issues", sa.Column("settled", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    op.add_column(
        "issue_events", sa.Column("by", sa.Text(), nullable=False, server_default="person")
    )
    _tell_whose()


def _create_vectors() -> None:
    op.create_table(
        "voice_vectors",
        sa.Column("feedback_seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("space", sa.Text(), nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.Text()),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["feedback.seq"],
            name="fk_voice_vectors_feedback_seq",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "feedback_seq", "span_start", "span_end", "kind", name="pk_voice_vectors"
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "issue_vectors",
        sa.Column("issue_id", sa.Text(), nullable=False),
        sa.Column("space", sa.Text(), nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("total", sa.LargeBinary(), nullable=False),
        sa.Column("named", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_issue_vectors_issue_id"),
        sa.PrimaryKeyConstraint("issue_id", name="pk_issue_vectors"),
    )


def _tell_whose() -> None:
    """All merges so far were people's: what they merged stays together."""
    connection = op.get_bind()
    events = sa.table("issue_events", sa.column("what"), sa.column("by"))
    for what, by in _OTHERS.items():
        connection.execute(sa.update(events).where(events.c.what == what).values(by=by))
    issues = sa.table("issues", *map(sa.column, ("id", "merged_into", "settled")))
    into = sa.select(issues.c.merged_into).where(issues.c.merged_into.is_not(None))
    connection.execute(sa.update(issues).where(issues.c.id.in_(into)).values(settled=True))
