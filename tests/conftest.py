"""Fixtures every tier may ask for by name."""

from tests.postgres import (
    empty_postgres_database,
    postgres_database,
    postgres_url,
    upgraded_postgres_url,
)

__all__ = [
    "empty_postgres_database",
    "postgres_database",
    "postgres_url",
    "upgraded_postgres_url",
]
