"""What scans judge of issues, and the sales they judge by.

Revision ID: 0010
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "sales",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("product", sa.Text(), nullable=False),
        sa.Column("units", sa.BigInteger(), nullable=False),
        sa.Column("sold_on", sa.Date(), nullable=False),
        sa.Column("sku", sa.Text()),
        sa.Column("channel", sa.Text()),
        sa.Column("region", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_sales"),
    )
    op.create_index("ix_sales_sold_on", "sales", ["sold_on"])
    op.create_table(
        "signals",
        sa.Column("seq", NUMBER, autoincrement=True, nullable=False),
        sa.Column("scan_id", NUMBER, nullable=False),
        sa.Column("issue_id", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("raised", sa.Boolean(), nullable=False),
        *(sa.Column(name, sa.Text()) for name in ("product", "channel", "region")),
        sa.Column("first_seen", sa.Date()),
        sa.Column("start", sa.Date(), nullable=False),
        sa.Column("end", sa.Date(), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("before", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Float()) for name in ("expected", "ratio", "low", "high", "p", "q")),
        sa.Column("danger", sa.Float()),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["scan_id"], ["scans.id"], name="fk_signals_scan_id"),
        sa.ForeignKeyConstraint(["issue_id"], ["issues.id"], name="fk_signals_issue_id"),
        sa.PrimaryKeyConstraint("seq", name="pk_signals"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_signals_scan_id", "signals", ["scan_id"])
    op.create_index("ix_signals_issue_id", "signals", ["issue_id"])
