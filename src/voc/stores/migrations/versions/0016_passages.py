"""What of an article speaks of what is watched.

Articles stored before have none: they are told in reports, and have no voices.

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column("feedback", sa.Column("passages", sa.JSON(none_as_null=True), nullable=True))
