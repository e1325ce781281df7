"""Fixtures every tier may ask for by name."""

from tests.browser import browser, browser_setup
from tests.postgres import (
    empty_postgres_database,
    postgres_database,
    postgres_url,
    upgraded_postgres_url,
)

__all__ = [
    "browser",
    "browser_setup",
    "empty_postgres_database",
    "postgres_database",
    "postgres_url",
    "upgraded_postgres_url",
]
