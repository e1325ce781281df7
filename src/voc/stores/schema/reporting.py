"""Reports as they were saved."""

import sqlalchemy as sa

from voc.stores.schema.columns import PlainText, UtcDateTime, metadata

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", PlainText, primary_key=True),
    sa.Column("period_start", UtcDateTime, nullable=False),
    sa.Column("saved_at", UtcDateTime, nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
)
