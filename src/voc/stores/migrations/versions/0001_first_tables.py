"""The first tables.

Revision ID: 0001
Revises: none
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# As voc.stores.schema had them at this revision; not imported, so that this file never changes.
TEXT = sa.Text()
TIME = sa.DateTime(timezone=True)
NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    _incoming()
    _scanned()
    _ledger()
    _reports()


def _incoming() -> None:
    op.create_table(
        "feedback",
        sa.Column("seq", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("channel", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("text", TEXT, nullable=False),
        sa.Column("external_id", TEXT),
        sa.Column("posted_at", TIME),
        sa.Column("product", TEXT),
        sa.Column("sku", TEXT),
        sa.Column("lot", TEXT),
        sa.Column("produced_on", sa.Date()),
        sa.Column("rating", sa.Float()),
        sa.Column("author_key", TEXT),
        sa.Column("region", TEXT),
        sa.Column("title", TEXT),
        sa.Column("url", TEXT),
        sa.Column("parent_id", TEXT),
        sa.PrimaryKeyConstraint("seq", name="pk_feedback"),
        sa.UniqueConstraint("id", name="uq_feedback_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "rejects",
        sa.Column("seq", NUMBER, autoincrement=True, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("place", TEXT, nullable=False),
        sa.Column("reason", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_rejects"),
        sa.UniqueConstraint("id", name="uq_rejects_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "shipments",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("product", TEXT, nullable=False),
        sa.Column("lot", TEXT, nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("sku", TEXT),
        sa.Column("produced_on", sa.Date()),
        sa.Column("plant", TEXT),
        sa.Column("shipped_on", sa.Date()),
        sa.Column("region", TEXT),
        sa.PrimaryKeyConstraint("id", name="pk_shipments"),
    )


def _scanned() -> None:
    op.create_table(
        "recipes",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recipes"),
    )
    op.create_table(
        "scans",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        sa.Column("recipe_id", TEXT, nullable=False),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("tally", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["recipe_id"], ["recipes.id"], name="fk_scans_recipe_id"),
        sa.PrimaryKeyConstraint("id", name="pk_scans"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "readings",
        sa.Column("feedback_seq", NUMBER, autoincrement=False, nullable=False),
        sa.Column("scan_id", NUMBER, nullable=False),
        sa.Column("first_scan_id", NUMBER, nullable=False),
        sa.Column("counted_at", TIME, nullable=False),
        sa.Column("recipe_id", TEXT, nullable=False),
        sa.Column("language", TEXT, nullable=False),
        sa.Column("sentiment", TEXT, nullable=False),
        sa.Column("sentiment_score", sa.Float(), nullable=False),
        sa.Column("sentiment_confidence", sa.Float(), nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("severity_confidence", sa.Float(), nullable=False),
        sa.Column("intents", sa.JSON(), nullable=False),
        sa.Column("entities", sa.JSON(), nullable=False),
        sa.Column("flags", sa.JSON(), nullable=False),
        sa.Column("flagged", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_seq"], ["feedback.seq"], name="fk_readings_feedback_seq"
        ),
        sa.ForeignKeyConstraint(["first_scan_id"], ["scans.id"], name="fk_readings_first_scan_id"),
        sa.ForeignKeyConstraint(["recipe_id"], ["recipes.id"], name="fk_readings_recipe_id"),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name="fk_readings_scan_id"),
        sa.PrimaryKeyConstraint("feedback_seq", name="pk_readings"),
    )
    op.create_index("ix_readings_counted_at", "readings", ["counted_at"])
    op.create_index("ix_readings_scan_id", "readings", ["scan_id"])
    op.create_table(
        "opinions",
        sa.Column("feedback_seq", NUMBER, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("polarity", TEXT, nullable=False),
        sa.Column("intent", TEXT),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_seq"], ["readings.feedback_seq"], name="fk_opinions_feedback_seq"
        ),
        sa.PrimaryKeyConstraint("feedback_seq", "number", name="pk_opinions"),
        sqlite_with_rowid=False,
    )


def _ledger() -> None:
    op.create_table(
        "issues",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("product", TEXT),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("title", TEXT),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("merged_into", TEXT),
        sa.ForeignKeyConstraint(["merged_into"], ["issues.id"], name="fk_issues_merged_into"),
        sa.PrimaryKeyConstraint("id", name="pk_issues"),
        sa.UniqueConstraint("kind", "number", name="uq_issues_kind_number"),
    )
    op.create_table(
        "issue_members",
        sa.Column("feedback_seq", NUMBER, nullable=False),
        sa.Column("span_start", sa.Integer(), nullable=False),
        sa.Column("span_end", sa.Integer(), nullable=False),
        sa.Column("kind", TEXT, nullable=False),
        sa.Column("issue_id", TEXT, nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.Column("scan_id", NUMBER, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["feedback_seq"], ["feedback.seq"], name="fk_issue_members_feedback_seq"
        ),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_issue_members_issue_id"),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name="fk_issue_members_scan_id"),
        sa.PrimaryKeyConstraint(
            "feedback_seq", "span_start", "span_end", "kind", name="pk_issue_members"
        ),
        sa.UniqueConstraint("issue_id", "rank", name="uq_issue_members_issue_id_rank"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "issue_events",
        sa.Column("seq", NUMBER, autoincrement=True, nullable=False),
        sa.Column("issue_id", TEXT, nullable=False),
        sa.Column("at", TIME, nullable=False),
        sa.Column("what", TEXT, nullable=False),
        sa.Column("detail", TEXT, nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_issue_events_issue_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_issue_events"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_issue_events_issue_id", "issue_events", ["issue_id"])


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("period_start", TIME, nullable=False),
        sa.Column("saved_at", TIME, nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reports"),
    )
