"""Which readings scans have filed, and which voices are loose, without a walk through all.

Revision ID: 0013
Revises: 0012

Nothing counts as filed at first: the next scan goes through all once, as every scan did before.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

WAITING = {
    "ix_readings_unfiled": ("readings", "filed = 0", "NOT filed"),
    "ix_readings_read_again": (
        "readings",
        "scan_id != first_scan_id",
        "scan_id <> first_scan_id",
    ),
    "ix_voice_vectors_loose": ("voice_vectors", "why IS NOT NULL", "why IS NOT NULL"),
}


def upgrade() -> None:
    op.add_column(
        "readings", sa.Column("filed", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    for name, (table, sqlite_where, postgresql_where) in WAITING.items():
        op.create_index(
            name,
            table,
            ["feedback_seq"],
            sqlite_where=sa.text(sqlite_where),
            postgresql_where=sa.text(postgresql_where),
        )
