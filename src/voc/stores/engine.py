"""Connections: one way to read and one to write, on both databases.

One writer at a time on both. SQLite allows no other; on PostgreSQL an advisory lock does the same,
so that two imports cannot wait for each other for ever and a merge cannot miss the members a scan
is about to add. Batches are short, and readers never wait.
"""

import sqlite3
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from voc.errors import StoreError
from voc.stores.schema import REVISION

WAIT_S = 30  # how long a writer waits for another before it gives up
# Numbers that tell our advisory locks from others' in the same database; b"voc" and a number.
WRITE_LOCK = 0x766F6301
SCAN_LOCK = 0x766F6302
REREAD_LOCK = 0x766F6303
LEASE_LOCK = 0x766F6304
# SQLite before 3.32 takes 999 variables a statement.
CHUNK = 900
# Rows fetched at once while streaming; reviews are short, so a few hundred kilobytes.
STREAM_ROWS = 1000

Item = TypeVar("Item")
Clock = Callable[[sa.Connection], datetime]


def database_time(connection: sa.Connection) -> datetime:
    """The clock all processes share: the server's, of SQLite the machine's."""
    if connection.dialect.name == "sqlite":
        told = connection.exec_driver_sql("SELECT strftime('%Y-%m-%dT%H:%M:%f', 'now')")
        return datetime.fromisoformat(str(told.scalar_one())).replace(tzinfo=UTC)
    now: datetime = connection.execute(sa.select(sa.func.clock_timestamp())).scalar_one()
    return now.astimezone(UTC)


class Database:
    """The engine behind a URL, with errors told for the person at the CLI.

    Raises StoreError where the URL is not of a SQLite file or a PostgreSQL database.
    """

    def __init__(self, url: str, clock: Clock = database_time) -> None:
        self.url = _parsed(url)
        self.engine = _engine(self.url)
        self.clock = clock
        self._writer = self.engine.execution_options(voc_lock=WRITE_LOCK)
        self._lessor = self.engine.execution_options(voc_lock=LEASE_LOCK)
        self._snapshot: ContextVar[sa.Connection | None] = ContextVar("snapshot", default=None)
        self._ready = False

    @property
    def file(self) -> Path | None:
        """Of SQLite, the database file."""
        return Path(self.url.database or "") if self.url.get_backend_name() == "sqlite" else None

    @property
    def place(self) -> str:
        """The database in words, without user and password."""
        return str(self.file or f"{self.url.database} at {self.url.host or 'the local socket'}")

    @contextmanager
    def reading(self) -> Generator[sa.Connection]:
        """To read in; large results come as they are consumed, not all at once."""
        self._check()
        shared = self._snapshot.get()
        if shared is not None:
            yield shared
            return
        with self._transaction(self.engine) as connection:
            yield connection.execution_options(yield_per=STREAM_ROWS)

    @contextmanager
    def snapshot(self) -> Generator[None]:
        """Within it this thread reads what was stored at one moment, whatever others write."""
        self._check()
        # SQLite shows a transaction one moment by itself.
        still = {} if self.file else {"isolation_level": "REPEATABLE READ"}
        with self._transaction(self.engine.execution_options(**still)) as connection:
            token = self._snapshot.set(connection.execution_options(yield_per=STREAM_ROWS))
            try:
                yield
            finally:
                self._snapshot.reset(token)

    @contextmanager
    def writing(self) -> Generator[sa.Connection]:
        """One transaction: all of it is stored, or nothing."""
        self._check()
        with self._transaction(self._writer) as connection:
            yield connection

    @contextmanager
    def leasing(self) -> Generator[sa.Connection]:
        """As writing, of leases alone: on PostgreSQL no long write makes a heartbeat wait."""
        self._check()
        with self._transaction(self._lessor) as connection:
            yield connection

    @contextmanager
    def migrating(self) -> Generator[sa.Connection]:
        """As writing, on whatever schema is there."""
        with self._transaction(self._writer) as connection:
            yield connection

    @contextmanager
    def telling(self) -> Generator[None]:
        """Turns errors of the database into StoreError."""
        try:
            yield
        except (sa.exc.SQLAlchemyError, sqlite3.Error, UnicodeEncodeError) as err:
            raise StoreError(f"The database {self.place} refused: {self.reason(err)}") from err

    def connect(self, engine: sa.Engine) -> sa.Connection:
        try:
            return engine.connect()
        except sa.exc.SQLAlchemyError as err:
            raise StoreError(
                f"Cannot open the database {self.place}: {self.reason(err)} Check "
                "VOC_DATABASE_URL; a new database is made ready by `voc db upgrade`."
            ) from err

    def reason(self, err: Exception) -> str:
        """The driver's first line, without secrets and without the stored words."""
        cause = getattr(err, "orig", None) or err
        line = (str(cause).splitlines() or [type(cause).__name__])[0].rstrip(".")
        for secret in _secrets(self.url):
            line = line.replace(secret, "***")
        return f"{line}."

    @contextmanager
    def _transaction(self, engine: sa.Engine) -> Generator[sa.Connection]:
        with self.connect(engine) as connection, self.telling(), connection.begin():
            yield connection

    def _check(self) -> None:
        if self._ready:
            return
        with self._transaction(self.engine) as connection:
            found = schema_revision(connection)
        if found is None or found < REVISION:
            state = "has no tables of voc" if found is None else f"is at schema {found}"
            raise StoreError(f"The database {self.place} {state}. Run `voc db upgrade`.")
        if found > REVISION:
            raise StoreError(
                f"The database {self.place} is at schema {found}, newer than this voc "
                f"({REVISION}). Install the voc that upgraded it, or a newer one."
            )
        self._ready = True


def schema_revision(connection: sa.Connection) -> str | None:
    """The migration the database is at; None where there is none."""
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found


def insert(connection: sa.Connection, table: sa.Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT of the connection's dialect, for ``on_conflict_do_…``."""
    if connection.dialect.name == "sqlite":
        return sqlite.insert(table)
    return postgresql.insert(table)


def chunks(items: Sequence[Item]) -> list[Sequence[Item]]:
    """``items`` in pieces that fit the IN list of one statement."""
    return [items[at : at + CHUNK] for at in range(0, len(items), CHUNK)]


def _parsed(url: str) -> sa.URL:
    # The parser's own message may quote parts of the password: it is not passed on.
    try:
        parsed = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        raise StoreError(
            "VOC_DATABASE_URL is not a database URL. Write sqlite:///PATH or "
            "postgresql://USER:PASSWORD@HOST/DATABASE, with signs in the password as %XX."
        ) from None
    if parsed.drivername.split("+")[0] in {"postgres", "postgresql"}:
        return parsed.set(drivername="postgresql+psycopg")
    if parsed.drivername == "sqlite" and parsed.database not in {None, "", ":memory:"}:
        return parsed
    raise StoreError(
        f"voc keeps its data in a SQLite file or in PostgreSQL, not in '{parsed.drivername}'"
        f"{' memory' if parsed.drivername == 'sqlite' else ''}. "
        "Set VOC_DATABASE_URL to sqlite:///PATH or postgresql://…"
    )


def _engine(url: sa.URL) -> sa.Engine:
    sqlite_file = url.get_backend_name() == "sqlite"
    try:
        engine = sa.create_engine(
            url,
            hide_parameters=True,  # customers' words stay out of logs and tracebacks
            pool_pre_ping=not sqlite_file,  # a restarted server is met by a new connection
            connect_args={"timeout": WAIT_S} if sqlite_file else {},
        )
    except ModuleNotFoundError as err:
        raise StoreError(
            f"PostgreSQL needs the Python package {err.name}: pip install 'voc[postgres]'."
        ) from err
    sa.event.listen(engine, "connect", _set_up_sqlite if sqlite_file else _set_up_postgresql)
    sa.event.listen(engine, "begin", _begin_sqlite if sqlite_file else _begin_postgresql)
    return engine


def _set_up_sqlite(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # transactions begin where _begin_sqlite says, not later
    # What is deleted is overwritten, not left in the file for who looks at its bytes.
    for pragma in ("foreign_keys = ON", "synchronous = NORMAL", "secure_delete = ON"):
        connection.cursor().execute(f"PRAGMA {pragma}")


def _set_up_postgresql(connection: DBAPIConnection, entry: ConnectionPoolEntry) -> None:
    connection.cursor().execute(f"SET lock_timeout = '{WAIT_S}s'")
    connection.commit()


def _begin_sqlite(connection: sa.Connection) -> None:
    writes = connection.get_execution_options().get("voc_lock") is not None
    # A transaction that begins by reading cannot wait for its turn to write.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: sa.Connection) -> None:
    lock = connection.get_execution_options().get("voc_lock")
    if lock is not None:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(lock)))


def _secrets(url: sa.URL) -> list[str]:
    named = [url.query.get(key) for key in ("password", "sslpassword", "passfile")]
    return [str(secret) for secret in (url.password, *named) if secret]


class StorePart:
    """What the concerns of the store share: the database."""

    def __init__(self, database: Database) -> None:
        self._database = database
