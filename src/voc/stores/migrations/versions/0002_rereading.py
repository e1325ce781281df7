"""Reading again: scans of what other recipes read, and readings that the encoder took part in.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

NO = sa.false()

# A member now names the scan whose reading it was taken from, no longer the one that filed it.
# What was read again after it was filed keeps its older scan, and with it the mark of being stale.
NAME_THE_READING = """
    UPDATE issue_members SET scan_id = (
        SELECT readings.scan_id FROM readings
        WHERE readings.feedback_seq = issue_members.feedback_seq
    )
    WHERE scan_id > (
        SELECT readings.scan_id FROM readings
        WHERE readings.feedback_seq = issue_members.feedback_seq
    )
"""


def upgrade() -> None:
    op.add_column("scans", sa.Column("reread", sa.Boolean(), nullable=False, server_default=NO))
    op.add_column("readings", sa.Column("deep", sa.Boolean(), nullable=False, server_default=NO))
    op.execute(NAME_THE_READING)
