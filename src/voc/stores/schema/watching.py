"""Standing queries, and what they match."""

import sqlalchemy as sa

from voc.stores.schema.columns import BigNumber, PlainText, metadata
from voc.stores.schema.imported import feedback

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
