"""Where voc collects from, and what it knows of the pages there."""

import sqlalchemy as sa

from voc.stores.schema.columns import BigNumber, PlainText, UtcDateTime, metadata

sources = sa.Table(
    "sources",
    metadata,
    sa.Column("id", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("name", PlainText, nullable=False, unique=True),
    sa.Column("origin", PlainText, nullable=False),
    sa.Column("digest", PlainText, nullable=False),
    sa.Column("definition", sa.JSON, nullable=False),  # the whole source, as read from voc.toml
    sa.Column("health", PlainText, nullable=False),
    sa.Column("since", UtcDateTime, nullable=False),
    sa.Column("because", PlainText, nullable=False),
    sa.Column("asked_at", UtcDateTime),
    sa.Column("succeeded_at", UtcDateTime),
    sa.Column("new_at", UtcDateTime),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("error", PlainText),
    sa.Column("message", PlainText),
    sa.Column("retry_at", UtcDateTime),
    sa.Column("unchanged", sa.Integer, nullable=False),
    sqlite_autoincrement=True,
)


def _of_source() -> sa.Column[int]:
    return sa.Column(
        "source_id",
        sa.ForeignKey(sources.c.id, ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )


source_days = sa.Table(
    "source_days",
    metadata,
    _of_source(),
    sa.Column("day", sa.Date, primary_key=True),
    *(
        sa.Column(name, sa.Integer, nullable=False)
        for name in ("asked", "unchanged", "failed", "new", "read", "kept", "counted", "rejected")
    ),
    sqlite_with_rowid=False,
)

source_entries = sa.Table(
    "source_entries",
    metadata,
    _of_source(),
    sa.Column("url", PlainText, primary_key=True),
    sa.Column("etag", PlainText),
    sa.Column("last_modified", PlainText),
    sa.Column("digest", PlainText),
    sa.Column("lastmod", UtcDateTime),
    sa.Column("taken_at", UtcDateTime),
)

# Items outlive their source: what was read once is not read again when it is named anew. Hence the
# name and no key of it.
items = sa.Table(
    "items",
    metadata,
    sa.Column("seq", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("url", PlainText, nullable=False, unique=True),
    sa.Column("source", PlainText, nullable=False),
    sa.Column("title", PlainText),
    sa.Column("posted_at", UtcDateTime),
    sa.Column("certainty", PlainText),
    sa.Column("first_seen", UtcDateTime, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("digest", PlainText),
    sa.Column("etag", PlainText),
    sa.Column("last_modified", PlainText),
    sa.Column("asked", sa.Integer, nullable=False),
    sa.Column("asked_at", UtcDateTime),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("due_at", UtcDateTime),
    sa.Index(None, "source", "due_at", "seq"),
    sqlite_autoincrement=True,
)

# Further addresses of a page that is known by another one.
item_addresses = sa.Table(
    "item_addresses",
    metadata,
    sa.Column("url", PlainText, primary_key=True),
    sa.Column(
        "item_seq",
        sa.ForeignKey(items.c.seq, ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
)

# Items whose feedback was removed: known by nothing else, so that they are not read again.
removed_items = sa.Table(
    "removed_items",
    metadata,
    sa.Column("address", sa.LargeBinary, primary_key=True),  # digest
    sqlite_with_rowid=False,
)
