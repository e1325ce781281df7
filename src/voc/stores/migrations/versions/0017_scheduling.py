"""Jobs and their runs.

Revision ID: 0017
Revises: 0016
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("since", TIME, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_jobs"),
    )
    op.create_table(
        "runs",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("due_at", TIME, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("released", sa.Integer(), nullable=False),
        sa.Column("holder", sa.Text()),
        sa.Column("lease_until", TIME),
        sa.Column("retry_at", TIME),
        sa.Column("started_at", TIME),
        sa.Column("ended_at", TIME),
        sa.Column("error", sa.Text()),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
        sa.UniqueConstraint("job", "due_at", name="uq_runs_job_due_at"),
        sqlite_autoincrement=True,
    )
    for name, states in (("live", "'running', 'waiting'"), ("asked", "'asked'")):
        where = sa.text(f"state IN ({states})")
        op.create_index(
            f"ix_runs_{name}", "runs", ["job"], unique=True, sqlite_where=where,
            postgresql_where=where,
        )  # fmt: skip
    op.create_index("ix_runs_started_at", "runs", ["started_at"])
