"""Issues, their voices, what happened to them, and what scans judged of them."""

import sqlalchemy as sa

from voc.stores.schema.columns import BigNumber, PlainText, UtcDateTime, metadata
from voc.stores.schema.imported import feedback
from voc.stores.schema.reading import scans

issues = sa.Table(
    "issues",
    metadata,
    sa.Column("id", PlainText, primary_key=True),  # "D12": first letter of the kind's, number
    sa.Column("kind", PlainText, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("state", PlainText, nullable=False),
    sa.Column("product", PlainText),
    sa.Column("topic", PlainText, nullable=False),
    sa.Column("terms", sa.JSON, nullable=False),
    sa.Column("title", PlainText),
    sa.Column("pinned", sa.Boolean, nullable=False),
    sa.Column("merged_into", sa.ForeignKey("issues.id")),
    # A person merged or split it: no clustering does so again.
    sa.Column("settled", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("kind", "number"),
)

# Members outlive the opinions they were made from, until the scan that read the feedback again
# ends and files its voices anew. Hence topic and severity of the voice stand here too.
issue_members = sa.Table(
    "issue_members",
    metadata,
    sa.Column("feedback_seq", sa.ForeignKey(feedback.c.seq), primary_key=True),
    sa.Column("span_start", sa.Integer, primary_key=True),
    sa.Column("span_end", sa.Integer, primary_key=True),
    sa.Column("kind", PlainText, primary_key=True),
    sa.Column("issue_id", sa.ForeignKey(issues.c.id), nullable=False),
    sa.Column("rank", sa.Integer, nullable=False),  # 0, 1, 2 … with gaps where voices left
    # The scan whose reading the voice was taken from: another one than that of the reading today
    # means that the feedback was read again since.
    sa.Column("scan_id", sa.ForeignKey(scans.c.id), nullable=False),
    sa.Column("topic", PlainText, nullable=False),
    sa.Column("severity", PlainText, nullable=False),
    sa.UniqueConstraint("issue_id", "rank"),
    sqlite_with_rowid=False,
)

issue_events = sa.Table(
    "issue_events",
    metadata,
    sa.Column("seq", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("issue_id", sa.ForeignKey(issues.c.id), nullable=False, index=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("what", PlainText, nullable=False),
    sa.Column("detail", PlainText, nullable=False),
    sa.Column("by", PlainText, nullable=False, server_default="person"),  # see voc.types.issue.By
    sqlite_autoincrement=True,
)

# What scans judged, as voc.types.signal.Signal tells it: all of the last one, of earlier ones what
# they raised.
signals = sa.Table(
    "signals",
    metadata,
    sa.Column("seq", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("scan_id", sa.ForeignKey(scans.c.id), nullable=False, index=True),
    sa.Column("issue_id", sa.ForeignKey(issues.c.id), nullable=False, index=True),
    sa.Column("state", PlainText, nullable=False),
    sa.Column("raised", sa.Boolean, nullable=False),
    sa.Column("product", PlainText),
    sa.Column("channel", PlainText),
    sa.Column("region", PlainText),
    sa.Column("first_seen", sa.Date),
    sa.Column("start", sa.Date, nullable=False),
    sa.Column("end", sa.Date, nullable=False),
    sa.Column("count", sa.Integer, nullable=False),
    sa.Column("before", sa.Integer, nullable=False),
    sa.Column("expected", sa.Float),
    sa.Column("ratio", sa.Float),
    sa.Column("low", sa.Float),
    sa.Column("high", sa.Float),
    sa.Column("p", sa.Float),
    sa.Column("q", sa.Float),
    sa.Column("danger", sa.Float),
    sa.Column("because", PlainText, nullable=False),
    sqlite_autoincrement=True,
)
