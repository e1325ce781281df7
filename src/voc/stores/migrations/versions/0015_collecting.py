"""Sources, the pages that tell of items, and the items.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
COUNTS = ("asked", "unchanged", "failed", "new", "read", "kept", "counted", "rejected")


def moment(name: str, *, nullable: bool = True) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def text(name: str, *, nullable: bool = True) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def number(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def upgrade() -> None:
    op.create_table(
        "sources",
        sa.Column("id", NUMBER, autoincrement=True, nullable=False),
        text("name", nullable=False),
        text("origin", nullable=False),
        text("digest", nullable=False),
        sa.Column("definition", sa.JSON(), nullable=False),
        text("health", nullable=False),
        moment("since", nullable=False),
        text("because", nullable=False),
        moment("asked_at"),
        moment("succeeded_at"),
        moment("new_at"),
        number("failures"),
        text("error"),
        text("message"),
        moment("retry_at"),
        number("unchanged"),
        sa.PrimaryKeyConstraint("id", name="pk_sources"),
        sa.UniqueConstraint("name", name="uq_sources_name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "source_days",
        sa.Column("source_id", NUMBER, autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        *(number(name) for name in COUNTS),
        _to_source("source_days"),
        sa.PrimaryKeyConstraint("source_id", "day", name="pk_source_days"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "source_entries",
        sa.Column("source_id", NUMBER, autoincrement=False, nullable=False),
        text("url", nullable=False),
        text("etag"),
        text("last_modified"),
        text("digest"),
        moment("lastmod"),
        moment("taken_at"),
        _to_source("source_entries"),
        sa.PrimaryKeyConstraint("source_id", "url", name="pk_source_entries"),
    )
    op.create_table(
        "items",
        sa.Column("seq", NUMBER, autoincrement=True, nullable=False),
        text("url", nullable=False),
        text("source", nullable=False),
        text("title"),
        moment("posted_at"),
        text("certainty"),
        moment("first_seen", nullable=False),
        number("version"),
        text("digest"),
        text("etag"),
        text("last_modified"),
        number("asked"),
        moment("asked_at"),
        number("failures"),
        moment("due_at"),
        sa.PrimaryKeyConstraint("seq", name="pk_items"),
        sa.UniqueConstraint("url", name="uq_items_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_items_source_due_at_seq", "items", ["source", "due_at", "seq"])
    op.create_table(
        "item_addresses",
        text("url", nullable=False),
        sa.Column("item_seq", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(
            ["item_seq"], ["items.seq"], name="fk_item_addresses_item_seq", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("url", name="pk_item_addresses"),
    )
    op.create_index("ix_item_addresses_item_seq", "item_addresses", ["item_seq"])
    op.create_table(
        "removed_items",
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("address", name="pk_removed_items"),
        sqlite_with_rowid=False,
    )


def _to_source(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["source_id"], ["sources.id"], name=f"fk_{table}_source_id", ondelete="CASCADE"
    )
