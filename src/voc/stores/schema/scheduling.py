"""Jobs and their runs."""

import sqlalchemy as sa

from voc.stores.schema.columns import BigNumber, PlainText, UtcDateTime, metadata

# Since when a job is known: due times before are nobody's.
jobs = sa.Table(
    "jobs",
    metadata,
    sa.Column("name", PlainText, primary_key=True),
    sa.Column("since", UtcDateTime, nullable=False),
)

runs = sa.Table(
    "runs",
    metadata,
    sa.Column("id", BigNumber, primary_key=True, autoincrement=True),
    sa.Column("job", PlainText, nullable=False),
    sa.Column("due_at", UtcDateTime, nullable=False),
    sa.Column("state", PlainText, nullable=False),
    sa.Column("attempt", sa.Integer, nullable=False),
    sa.Column("released", sa.Integer, nullable=False),  # attempts that were given back
    sa.Column("holder", PlainText),
    sa.Column("lease_until", UtcDateTime),
    sa.Column("retry_at", UtcDateTime),
    sa.Column("started_at", UtcDateTime),
    sa.Column("ended_at", UtcDateTime),
    sa.Column("error", PlainText),
    sa.Column("tally", sa.JSON, nullable=False),
    # A due time takes effect once.
    sa.UniqueConstraint("job", "due_at"),
    sqlite_autoincrement=True,
)

# A job never overlaps with itself, and is asked for once.
_LIVE = runs.c.state.in_(["running", "waiting"])
_ASKED = runs.c.state == "asked"
sa.Index("ix_runs_live", runs.c.job, unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE)
sa.Index("ix_runs_asked", runs.c.job, unique=True, sqlite_where=_ASKED, postgresql_where=_ASKED)
sa.Index("ix_runs_started_at", runs.c.started_at)
