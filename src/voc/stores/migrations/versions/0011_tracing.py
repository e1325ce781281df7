"""The warehouse of a shipment; who wrote of a product in some week is found by an index.

Revision ID: 0011
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column("shipments", sa.Column("warehouse", sa.Text()))
    op.create_index("ix_feedback_product_posted_at", "feedback", ["product", "posted_at"])
