"""Databases in a file: migrated once for the session of each worker, then copied."""

import shutil
from pathlib import Path

import pytest

from voc.stores.sql_store import SqlStore


@pytest.fixture(scope="session")
def upgraded_sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database at the newest schema, to copy."""
    file = tmp_path_factory.mktemp("upgraded") / "voc.db"
    store = SqlStore(f"sqlite:///{file}")
    store.upgrade()
    store.close()
    assert not list(file.parent.glob("*-wal")), "a part of it would stay behind"
    return file


@pytest.fixture
def sqlite_database(upgraded_sqlite_file: Path, tmp_path: Path) -> str:
    """The URL of a new database at the newest schema."""
    return f"sqlite:///{shutil.copy(upgraded_sqlite_file, tmp_path / 'voc.db')}"
