"""Clears the files of a database of rows that were deleted."""

import sqlalchemy as sa

from voc.errors import StoreError
from voc.stores.engine import Database
from voc.stores.schema import metadata


def sweep(database: Database) -> None:
    """Write the database anew without what was deleted.

    Raises StoreError where another process still reads what was.
    """
    if database.file is not None:
        _sweep_sqlite(database)
    else:
        _sweep_postgresql(database)


def empty_log(database: Database) -> None:
    """Of SQLite: what its log holds of deleted rows goes, unless somebody still reads them."""
    if database.file is not None:
        with database.connect(database.engine) as connection, database.telling():
            _checkpoint(connection)


def _sweep_sqlite(database: Database) -> None:
    """Pages split long ago keep words that no deletion finds: the whole file is written anew."""
    with database.connect(database.engine) as connection, database.telling():
        connection.connection.cursor().execute("VACUUM")
        emptied = _checkpoint(connection)
    if not emptied:
        raise StoreError(
            f"The rows are removed, but another process still reads {database.place} as it was. "
            "Run the command again when it is done: the file keeps their bytes until then."
        )


def _checkpoint(connection: sa.Connection) -> bool:
    """Whether nobody reads what was, so that the log could be emptied."""
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    ((busy, *_),) = cursor.fetchall()
    return not busy


def _sweep_postgresql(database: Database) -> None:
    """FULL: a plain VACUUM leaves the bytes in the table's file until new rows need the room."""
    own = database.engine.execution_options(isolation_level="AUTOCOMMIT")
    with database.connect(own) as connection, database.telling():
        for table in metadata.sorted_tables:
            connection.execute(sa.text(f"VACUUM (FULL) {table.name}"))
