"""What the columns of all tables are made of."""

from collections.abc import Sequence
from datetime import UTC, datetime

import sqlalchemy as sa

from voc.types.span import Span


class UtcDateTime(sa.TypeDecorator[datetime]):
    """Aware datetimes, kept in UTC. SQLite drops zones, so they are put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError(f"the time {value.isoformat()} has no zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value and value.astimezone(UTC)
        return value.replace(tzinfo=UTC)


class PlainText(sa.TypeDecorator[str]):
    """Text without NUL: PostgreSQL refuses it, so SQLite does too."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: sa.Dialect) -> str | None:
        if value is not None and "\0" in value:
            raise ValueError("text cannot hold NUL characters")
        return value


class Spans(sa.TypeDecorator[tuple[Span, ...]]):
    """Pieces of a text as pairs of numbers; null where there are none."""

    impl = sa.JSON(none_as_null=True)
    cache_ok = True

    def process_bind_param(
        self, value: Sequence[Span] | None, dialect: sa.Dialect
    ) -> list[list[int]] | None:
        return [[span.start, span.end] for span in value] if value else None

    def process_result_value(
        self, value: Sequence[Sequence[int]] | None, dialect: sa.Dialect
    ) -> tuple[Span, ...]:
        return tuple(Span(start, end) for start, end in value or ())


# SQLite counts by itself only in a column that is INTEGER to the letter. PostgreSQL burns numbers
# on rows it already knows, so 32 bits would end after some thousand imports of a large file.
BigNumber = sa.BigInteger().with_variant(sa.Integer, "sqlite")

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def arrival() -> sa.Column[int]:
    """The order in which rows came; see the package."""
    return sa.Column("seq", BigNumber, primary_key=True, autoincrement=True)
