"""Brings a database to this version's schema."""

from contextlib import nullcontext
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config

from voc.errors import StoreError
from voc.stores.engine import Database, schema_revision
from voc.stores.locks import file_lock
from voc.stores.schema import REVISION


def upgrade(database: Database) -> None:
    """Run the missing migrations in one transaction; a second process waits and finds none.

    Raises StoreError where the database was upgraded by a newer voc.
    """
    file = database.file
    if file is not None:
        _prepare_folder(file)
    if _is_current(database):
        return  # without a lock: reading commands never wait for a scan that writes
    with nullcontext() if file is None else file_lock(file, "upgrade", wait=True):
        if file is not None:
            _set_wal(database)
        with database.migrating() as connection:
            _migrate(database, connection)


def _is_current(database: Database) -> bool:
    with database.connect(database.engine) as connection, database.telling():
        return schema_revision(connection) == REVISION


def alembic_config(connection: sa.Connection) -> Config:
    """The migrations in this package, to run on ``connection``."""
    config = Config()
    config.set_main_option("script_location", "voc.stores:migrations")
    config.attributes["connection"] = connection
    return config


def _migrate(database: Database, connection: sa.Connection) -> None:
    found = schema_revision(connection)
    if found is not None and found > REVISION:
        raise StoreError(
            f"The database {database.place} is at schema {found}, newer than this voc ({REVISION})."
        )
    if found != REVISION:
        command.upgrade(alembic_config(connection), "head")


def _prepare_folder(file: Path) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as err:
        raise StoreError(f"Cannot make the folder {file.parent}: {err.strerror}.") from err


def _set_wal(database: Database) -> None:
    """Kept in the file. Outside a transaction, and one process at a time: SQLite does not wait."""
    with database.connect(database.engine) as connection, database.telling():
        connection.connection.cursor().execute("PRAGMA journal_mode = WAL")
