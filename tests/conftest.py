"""Fixtures every tier may ask for by name."""

from tests.browser import browser, browser_setup
from tests.postgres import (
    empty_postgres_database,
    postgres_database,
    postgres_url,
    upgraded_postgres_url,
)
from tests.told import pytest_terminal_summary, tell

__all__ = [
    "browser",
    "browser_setup",
    "empty_postgres_database",
    "postgres_database",
    "postgres_url",
    "pytest_terminal_summary",
    "tell",
    "upgraded_postgres_url",
]
