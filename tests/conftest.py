"""Fixtures every tier may ask for by name."""

import os

# Before torch loads. Two workers with two threads each only wait for each other on two cores: a
# test of 1 s took 28 s of processor time.
os.environ.setdefault("OMP_NUM_THREADS", "1")

from hypothesis import settings

from tests.browser import browser, browser_setup
from tests.postgres import (
    empty_postgres_database,
    postgres_database,
    postgres_url,
    upgraded_postgres_url,
)
from tests.sqlite import sqlite_database, upgraded_sqlite_file
from tests.students import shipped_student_read_once
from tests.told import pytest_terminal_summary, tell

__all__ = [
    "browser",
    "browser_setup",
    "empty_postgres_database",
    "postgres_database",
    "postgres_url",
    "pytest_terminal_summary",
    "shipped_student_read_once",
    "sqlite_database",
    "tell",
    "upgraded_postgres_url",
    "upgraded_sqlite_file",
]

# A deadline is in seconds of the wall, which two workers share; what must be fast is judged in
# processor time.
settings.register_profile("two workers", deadline=None)
settings.load_profile("two workers")
