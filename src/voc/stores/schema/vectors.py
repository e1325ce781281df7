"""Where voices and issues lie."""

import sqlalchemy as sa

from voc.stores.schema.columns import BigNumber, PlainText, metadata
from voc.stores.schema.imported import goes_with_feedback
from voc.stores.schema.ledger import issues

# Where a voice lies, in an issue or not: made once, for texts do not change.
voice_vectors = sa.Table(
    "voice_vectors",
    metadata,
    goes_with_feedback(),
    sa.Column("span_start", sa.Integer, primary_key=True),
    sa.Column("span_end", sa.Integer, primary_key=True),
    sa.Column("kind", PlainText, primary_key=True),
    sa.Column("space", PlainText, nullable=False),  # vectors of two spaces do not compare
    sa.Column("vector", sa.LargeBinary, nullable=False),  # a signed byte a number
    sa.Column("why", PlainText),  # of a loose voice: why the last scan left it so
    sa.Index(
        "ix_voice_vectors_loose",
        "feedback_seq",
        sqlite_where=sa.text("why IS NOT NULL"),
        postgresql_where=sa.text("why IS NOT NULL"),
    ),
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
