"""Scans, and what they read."""

import sqlalchemy as sa

from voc.stores.schema.columns import BigNumber, PlainText, UtcDateTime, metadata
from voc.stores.schema.imported import feedback

recipes = sa.Table(
    "recipes",
    metadata,
    sa.Column("id", PlainText, primary_key=True),
    sa.Column("body", sa.JSON, nullable=False),
)

scans = sa.Table(
    "scans",
    metadata,
    sa.Column("id", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("recipe_id", sa.ForeignKey(recipes.c.id), nullable=False),
    # Reads again what other recipes read, beside the scans of what is new.
    sa.Column("reread", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("started_at", UtcDateTime, nullable=False),
    sa.Column("state", PlainText, nullable=False),
    sa.Column("tally", sa.JSON, nullable=False),
    sqlite_autoincrement=True,
)

readings = sa.Table(
    "readings",
    metadata,
    sa.Column("feedback_seq", sa.ForeignKey(feedback.c.seq), primary_key=True, autoincrement=False),
    sa.Column("scan_id", sa.ForeignKey(scans.c.id), nullable=False, index=True),
    # The scan that took the feedback up; kept when it is read again, and with it counted_at.
    sa.Column("first_scan_id", sa.ForeignKey(scans.c.id), nullable=False),
    # posted_at, else started_at of the first scan. Copied here so that a period of millions of
    # rows is one walk along an index.
    sa.Column("counted_at", UtcDateTime, nullable=False, index=True),
    sa.Column("recipe_id", sa.ForeignKey(recipes.c.id), nullable=False),
    sa.Column("language", PlainText, nullable=False),
    sa.Column("sentiment", PlainText, nullable=False),
    sa.Column("sentiment_score", sa.Float, nullable=False),
    sa.Column("sentiment_confidence", sa.Float, nullable=False),
    sa.Column("severity", PlainText, nullable=False),
    sa.Column("severity_confidence", sa.Float, nullable=False),
    sa.Column("intents", sa.JSON, nullable=False),
    sa.Column("entities", sa.JSON, nullable=False),
    sa.Column("flags", sa.JSON, nullable=False),
    sa.Column("flagged", sa.Boolean, nullable=False),
    # Read by the encoder too, not by the student alone.
    sa.Column("deep", sa.Boolean, nullable=False, server_default=sa.false()),
    # A finished scan has gone through its voices. A daily scan looks for new ones only in the rest.
    sa.Column("filed", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Index(
        "ix_readings_unfiled",
        "feedback_seq",
        sqlite_where=sa.text("filed = 0"),
        postgresql_where=sa.text("NOT filed"),
    ),
    sa.Index(
        "ix_readings_read_again",
        "feedback_seq",
        sqlite_where=sa.text("scan_id != first_scan_id"),
        postgresql_where=sa.text("scan_id <> first_scan_id"),
    ),
)

opinions = sa.Table(
    "opinions",
    metadata,
    sa.Column("feedback_seq", sa.ForeignKey(readings.c.feedback_seq), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),  # 0 is the first of the text
    sa.Column("span_start", sa.Integer, nullable=False),
    sa.Column("span_end", sa.Integer, nullable=False),
    sa.Column("topic", PlainText, nullable=False),
    sa.Column("polarity", PlainText, nullable=False),
    sa.Column("intent", PlainText),
    sa.Column("severity", PlainText, nullable=False),
    sa.Column("confidence", sa.Float, nullable=False),
    sqlite_with_rowid=False,
)
