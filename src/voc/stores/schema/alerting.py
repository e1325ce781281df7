"""Alerts, and the outbox of what people are told."""

import sqlalchemy as sa

from voc.stores.schema.columns import BigNumber, PlainText, UtcDateTime, metadata
from voc.stores.schema.imported import feedback

alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("rule", PlainText, primary_key=True),
    sa.Column("subject", PlainText, primary_key=True),
    sa.Column("state", PlainText, nullable=False),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("told", PlainText),
    sa.Column("told_at", UtcDateTime),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("issue_id", PlainText),
    sa.Column("opened_at", UtcDateTime),
    sa.Column("recovered_at", UtcDateTime),
    sa.Column("flapping_at", UtcDateTime),
)

# Messages hold no customer's words: what they quote is read when they are sent, so that whoever is
# forgotten by then is not quoted.
messages = sa.Table(
    "messages",
    metadata,
    sa.Column("seq", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("id", PlainText, nullable=False, unique=True),
    sa.Column("key", PlainText, nullable=False),
    sa.Column("target", PlainText, nullable=False),
    sa.Column("urgent", sa.Boolean, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("what", PlainText),
    sa.Column("on", PlainText),
    sa.Column("rule", PlainText),
    sa.Column("subject", PlainText),
    sa.Column("issue_id", PlainText),
    sa.Column("facts", sa.JSON, nullable=False),
    sa.Column("title", PlainText),
    sa.Column("body", PlainText),
    sa.Column("link", PlainText),
    sa.Column("state", PlainText, nullable=False),
    sa.Column("parcel", PlainText, index=True),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("delivered_at", UtcDateTime),
    sa.Column("error", PlainText),
    sa.Index(None, "state", "target"),
    sqlite_autoincrement=True,
)

message_quotes = sa.Table(
    "message_quotes",
    metadata,
    sa.Column(
        "message_seq",
        sa.ForeignKey(messages.c.seq, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column(
        "feedback_seq",
        sa.ForeignKey(feedback.c.seq, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("span_start", sa.Integer, nullable=False),
    sa.Column("span_end", sa.Integer, nullable=False),
    sqlite_with_rowid=False,
)

# Every claim to send, also of a process that died over it: rates are counted by these.
message_tries = sa.Table(
    "message_tries",
    metadata,
    sa.Column("seq", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("target", PlainText, nullable=False),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("parcel", PlainText, nullable=False),
    sa.Index(None, "target", "at"),
    sqlite_autoincrement=True,
)
