"""The sum of a shelf's vectors, from whose middle later voices are seen, for how alike they are.

A shelf marked before has none. Its basis is another one by now, so the next scan groups it anew.

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column(
        "shelves", sa.Column("different", sa.Integer(), nullable=False, server_default="0")
    )
    op.add_column(
        "shelves",
        sa.Column("total", sa.LargeBinary(), nullable=False, server_default=sa.text("''")),
    )
    op.drop_column("shelves", "alike")
