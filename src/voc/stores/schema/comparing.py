"""What only many texts together show: copies, and reviews that look paid for."""

import sqlalchemy as sa

from voc.stores.schema.columns import PlainText, metadata
from voc.stores.schema.imported import feedback, goes_with_feedback
from voc.stores.schema.reading import scans

# Read feedback that was held against all before it.
appearances = sa.Table(
    "appearances",
    metadata,
    goes_with_feedback(),
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
    goes_with_feedback(),
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
    goes_with_feedback(),
    sa.Column("name", PlainText, primary_key=True),
    sa.Column("because", PlainText, nullable=False),
    sqlite_with_rowid=False,
)
