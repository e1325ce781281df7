"""What was imported."""

import sqlalchemy as sa

from voc.stores.schema.columns import PlainText, Spans, UtcDateTime, arrival, metadata

feedback = sa.Table(
    "feedback",
    metadata,
    arrival(),
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
    sa.Column("passages", Spans),  # null: the whole text counts, as that of a review does
    sa.Column("imported_at", UtcDateTime),  # what is undated is kept from here on
    # Tracing asks who else wrote of a product in some week.
    sa.Index(None, "product", "posted_at"),
    sqlite_autoincrement=True,
)


def goes_with_feedback() -> sa.Column[int]:
    """The key of rows that are nothing without one feedback: they are removed with it."""
    return sa.Column(
        "feedback_seq",
        sa.ForeignKey(feedback.c.seq, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


# Texts as people wrote them, of feedback whose masking changed anything. Filled by choice only
# ([privacy] keep_raw); nothing reads it but `voc raw`.
raw_texts = sa.Table(
    "raw_texts",
    metadata,
    goes_with_feedback(),
    sa.Column("text", PlainText, nullable=False),
    sa.Column("title", PlainText),
)

rejects = sa.Table(
    "rejects",
    metadata,
    arrival(),
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
