"""Alerts, and the outbox of what people are told.

Revision ID: 0018
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _alerts()
    _messages()
    op.create_table(
        "message_quotes",
        sa.Column("message_seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("feedback_seq", NUMBER, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["message_seq"],
            ["messages.seq"],
            name="fk_message_quotes_message_seq",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["feedback_seq"],
            ["feedback.seq"],
            name="fk_message_quotes_feedback_seq",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("message_seq", "number", name="pk_message_quotes"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_message_quotes_feedback_seq", "message_quotes", ["feedback_seq"])
    op.create_table(
        "message_tries",
        sa.Column("seq", NUMBER, autoincrement=True, nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("parcel", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_message_tries"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_message_tries_target_at", "message_tries", ["target", "at"])


def _alerts() -> None:
    op.create_table(
        "alerts",
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Text()),
        sa.Column("told_at", sa.DateTime(timezone=True)),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("issue_id", sa.Text()),
        sa.Column("opened_at", sa.DateTime(timezone=True)),
        sa.Column("recovered_at", sa.DateTime(timezone=True)),
        sa.Column("flapping_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("rule", "subject", name="pk_alerts"),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("seq", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("what", sa.Text()),
        sa.Column("on", sa.Text()),
        sa.Column("rule", sa.Text()),
        sa.Column("subject", sa.Text()),
        sa.Column("issue_id", sa.Text()),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("title", sa.Text()),
        sa.Column("body", sa.Text()),
        sa.Column("link", sa.Text()),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("parcel", sa.Text()),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("lease_until", sa.DateTime(timezone=True)),
        sa.Column("delivered_at", sa.DateTime(timezone=True)),
        sa.Column("error", sa.Text()),
        sa.PrimaryKeyConstraint("seq", name="pk_messages"),
        sa.UniqueConstraint("id", name="uq_messages_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_messages_parcel", "messages", ["parcel"])
    op.create_index("ix_messages_state_target", "messages", ["state", "target"])
