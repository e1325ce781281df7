"""Every test of this folder runs on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conformance.store.samples import RECIPE, STARTED, feedback
from voc.ports.store import Store
from voc.stores.sql_store import SqlStore
from voc.types.feedback import Feedback
from voc.types.scan import Scan

DATABASES = ["sqlite", "postgresql"]


@pytest.fixture(params=DATABASES)
def empty_database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database without tables."""
    if request.param == "postgresql":
        return request.getfixturevalue("empty_postgres_database")
    return f"sqlite:///{tmp_path / 'voc.db'}"


@pytest.fixture(params=DATABASES)
def database(request: pytest.FixtureRequest) -> str:
    """The URL of a database at the newest schema."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_database")
    return request.getfixturevalue("sqlite_database")


@pytest.fixture
def store(database: str) -> Iterator[Store]:
    opened = SqlStore(database)
    yield opened
    opened.close()


@pytest.fixture
def scan(store: Store) -> Scan:
    return store.open(RECIPE, STARTED)


@pytest.fixture
def stored(store: Store) -> Callable[..., Feedback]:
    """Makes one feedback and stores it."""

    def keep(name: str, **fields: object) -> Feedback:
        made = feedback(name, **fields)
        store.add([made], [])
        return made

    return keep
