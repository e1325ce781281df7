"""Fixtures every tier may ask for by name."""

from hypothesis import settings

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

# A deadline is in seconds of the wall, which two workers share; what must be fast is judged in
# processor time.
settings.register_profile("two workers", deadline=None)
settings.load_profile("two workers")
