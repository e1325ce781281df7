"""Who asked to be forgotten, and what was taken out."""

import sqlalchemy as sa

from voc.stores.schema.columns import BigNumber, PlainText, UtcDateTime, metadata
from voc.stores.schema.reading import scans

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
