"""The tables, as the latest migration leaves them.

Rows hang on ``feedback.seq``, the order of arrival: an integer joins faster than a 64-character
id and makes every listing come out in the same order on both databases.
"""

from datetime import UTC, datetime

import sqlalchemy as sa

# The migration this module describes; a test compares both. Always four digits: older and newer
# are told apart by comparing them as text.
REVISION = "0014"


class UtcDateTime(sa.TypeDecorator[datetime]):
    """Aware datetimes, kept in UTC. SQLite drops zones, so they are put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"the time {value.isoformat()} has no zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class PlainText(sa.TypeDecorator[str]):
    """Text without NUL: PostgreSQL refuses it, so SQLite does too."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        if value is not None and "\0" in value:
            raise ValueError("text cannot hold NUL characters")
        return value


# SQLite counts by itself only in a column that is INTEGER to the letter. PostgreSQL burns numbers
# on rows it already knows, so 32 bits would end after some thousand imports of a large file.
BigNumber = sa.BigInteger().with_variant(sa.Integer, "sqlite")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _arrival() -> sa.Column[int]:
    return sa.Column("seq", BigNumber, primary_key=True, autoincrement=True)


feedback = sa.Table(
    "feedback",
    metadata,
    _arrival(),
    sa.Column("id", PlainText, nullable=False, unique=True),
    sa.Column("channel", PlainText, nullable=False),
    sa.Column("kind", PlainText, nullable=False),
    sa.Column("text", PlainText, nullable=False),
    sa.Column("external_id", PlainText),
    sa.Column("posted_at", UtcDateTime),
    sa.Column("product", PlainText),
    sa.Column("sku", PlainText),
    sa.Column("lot", PlainText),
    sa.Column("produced_on", sa.Date),
    sa.Column("rating", sa.Float),
    sa.Column("author_key", PlainText),
    sa.Column("region", PlainText),
    sa.Column("title", PlainText),
    sa.Column("url", PlainText),
    # No foreign key: a follow-up may come before, or without, what it follows.
    sa.Column("parent_id", PlainText),
    sa.Column("imported_at", UtcDateTime),  # what is undated is kept from here on
    # Tracing asks who else wrote of a product in some week.
    sa.Index(None, "product", "posted_at"),
    sqlite_autoincrement=True,
)

# Texts as people wrote them, of feedback whose masking changed anything. Filled by choice only
# ([privacy] keep_raw); nothing reads it but `voc raw`.
raw_texts = sa.Table(
    "raw_texts",
    metadata,
    sa.Column(
        "feedback_seq",
        sa.ForeignKey(feedback.c.seq, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("text", PlainText, nullable=False),
    sa.Column("title", PlainText),
)

rejects = sa.Table(
    "rejects",
    metadata,
    _arrival(),
    sa.Column("id", PlainText, nullable=False, unique=True),  # digest of where and reason
    sa.Column("place", PlainText, nullable=False),
    sa.Column("reason", PlainText, nullable=False),
    sa.Column("at", UtcDateTime),  # of the first import that met it; kept from here on
    sqlite_autoincrement=True,
)

shipments = sa.Table(
    "shipments",
    metadata,
    # Digest of product, lot, region and shipped_on, and of the warehouse where it is known: a
    # unique constraint would let rows with an unknown region in again and again, since NULL never
    # equals NULL.
    sa.Column("id", PlainText, primary_key=True),
    sa.Column("product", PlainText, nullable=False),
    sa.Column("lot", PlainText, nullable=False),
    sa.Column("quantity", sa.BigInteger, nullable=False),
    sa.Column("sku", PlainText),
    sa.Column("produced_on", sa.Date),
    sa.Column("plant", PlainText),
    sa.Column("warehouse", PlainText),
    sa.Column("shipped_on", sa.Date),
    sa.Column("region", PlainText),
)

sales = sa.Table(
    "sales",
    metadata,
    # Digest of product, sku, channel, region and day, as that of shipments.
    sa.Column("id", PlainText, primary_key=True),
    sa.Column("product", PlainText, nullable=False),
    sa.Column("units", sa.BigInteger, nullable=False),
    sa.Column("sold_on", sa.Date, nullable=False, index=True),
    sa.Column("sku", PlainText),
    sa.Column("channel", PlainText),
    sa.Column("region", PlainText),
)

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
)

# Read feedback that was held against all before it.
appearances = sa.Table(
    "appearances",
    metadata,
    sa.Column(
        "feedback_seq",
        sa.ForeignKey(feedback.c.seq, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("scan_id", sa.ForeignKey(scans.c.id), nullable=False),
    # Where the first appearance is removed, the earliest copy left takes its place.
    sa.Column("copy_of", sa.ForeignKey(feedback.c.seq, ondelete="SET NULL"), index=True),
    sa.Column("likeness", sa.Float),  # null where the text is no copy
    # The keys that later copies find it by, 8 bytes each, the lowest first. All of them are gone
    # through by a scan: an index would have 24 random places to write and read for each text.
    sa.Column("signature", sa.LargeBinary),
)

# Read feedback that was held against others of its product, author and words. All four are numbers
# that stand for them (see voc.text.traces).
traces = sa.Table(
    "traces",
    metadata,
    sa.Column(
        "feedback_seq",
        sa.ForeignKey(feedback.c.seq, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("scan_id", sa.ForeignKey(scans.c.id), nullable=False, index=True),
    sa.Column("product", sa.BigInteger, index=True),
    sa.Column("author", sa.BigInteger, index=True),
    sa.Column("same", sa.BigInteger, index=True),
    sa.Column("frame", sa.BigInteger, index=True),
    sa.Column("praise", sa.Boolean, nullable=False),
    sa.Column("hollow", sa.Boolean, nullable=False),
    sa.Column("weight", sa.Integer, nullable=False),
)

# Flags that only many texts together show: a reading made anew gets them back from here.
suspicions = sa.Table(
    "suspicions",
    metadata,
    sa.Column(
        "feedback_seq",
        sa.ForeignKey(feedback.c.seq, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("name", PlainText, primary_key=True),
    sa.Column("because", PlainText, nullable=False),
    sqlite_with_rowid=False,
)

# Standing watch queries of voc.toml; one that changed is another row.
watches = sa.Table(
    "watches",
    metadata,
    sa.Column("id", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("name", PlainText, nullable=False, unique=True),
    sa.Column("digest", PlainText, nullable=False),
    sa.Column("asked_to", sa.BigInteger, nullable=False),  # seq of the last feedback asked of
    sqlite_autoincrement=True,
)

watch_matches = sa.Table(
    "watch_matches",
    metadata,
    sa.Column(
        "watch_id",
        sa.ForeignKey(watches.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column(
        "feedback_seq",
        sa.ForeignKey(feedback.c.seq, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
        index=True,
    ),
    sqlite_with_rowid=False,
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

# Where a voice lies, in an issue or not: made once, for texts do not change.
voice_vectors = sa.Table(
    "voice_vectors",
    metadata,
    sa.Column(
        "feedback_seq",
        sa.ForeignKey(feedback.c.seq, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    ),
    sa.Column("span_start", sa.Integer, primary_key=True),
    sa.Column("span_end", sa.Integer, primary_key=True),
    sa.Column("kind", PlainText, primary_key=True),
    sa.Column("space", PlainText, nullable=False),  # vectors of two spaces do not compare
    sa.Column("vector", sa.LargeBinary, nullable=False),  # a signed byte a number
    sa.Column("why", PlainText),  # of a loose voice: why the last scan left it so
    sqlite_with_rowid=False,
)

# Sums of the vectors of an issue's voices, 4 bytes a number, kept right with every change of
# members. Of another space than the voices': made anew by the next scan.
issue_vectors = sa.Table(
    "issue_vectors",
    metadata,
    sa.Column("issue_id", sa.ForeignKey(issues.c.id), primary_key=True),
    sa.Column("space", PlainText, nullable=False),
    sa.Column("voices", sa.Integer, nullable=False),  # that tell something
    sa.Column("total", sa.LargeBinary, nullable=False),
    sa.Column("named", sa.LargeBinary, nullable=False),  # the total when it got its terms
)

# When each kind and product was last grouped as a whole.
shelves = sa.Table(
    "shelves",
    metadata,
    sa.Column("id", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("kind", PlainText, nullable=False),
    sa.Column("product", PlainText),
    sa.Column("voices", sa.Integer, nullable=False),
    sa.Column("different", sa.Integer, nullable=False, server_default="0"),
    sa.Column("total", sa.LargeBinary, nullable=False, server_default=sa.text("''")),
    sa.Column("basis", PlainText, nullable=False),
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

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", PlainText, primary_key=True),
    sa.Column("period_start", UtcDateTime, nullable=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)

# People who asked to be forgotten: a keyed hash of author and channel, or of the author alone.
forgotten = sa.Table(
    "forgotten",
    metadata,
    sa.Column("key", PlainText, primary_key=True),
    sa.Column("at", UtcDateTime, nullable=False),
)

# What was taken out and when, without whose it was.
removals = sa.Table(
    "removals",
    metadata,
    sa.Column("id", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("at", UtcDateTime, nullable=False),
    sa.Column("scan_id", sa.ForeignKey(scans.c.id)),  # that enforced the retention; null: a person
    sa.Column("removed", sa.JSON, nullable=False),
    # What a process killed after the removal leaves to the next one; null: nothing.
    sa.Column("pending", sa.JSON(none_as_null=True)),
    sqlite_autoincrement=True,
)
