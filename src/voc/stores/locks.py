"""Locks over processes. All of them vanish with the process that holds them, even on kill -9."""

import fcntl
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

from voc.errors import StoreError
from voc.stores.engine import SCAN_LOCK, Database


@contextmanager
def scan_lock(database: Database) -> Generator[None]:
    """Held by one scan of this database at a time; raises StoreError at once if taken."""
    file = database.file
    with _advisory_lock(database) if file is None else file_lock(file, "scan", wait=False) as held:
        if not held:
            raise StoreError(
                f"On the database {database.place} another scan is running. "
                "Wait for it to end, or stop it, and scan again."
            )
        yield


@contextmanager
def file_lock(database: Path, purpose: str, *, wait: bool) -> Generator[bool]:
    """Lock the file ``DATABASE.PURPOSE.lock``; gives whether it is ours.

    The file stays when the lock is gone: whoever removed it could remove another's.
    """
    path = database.with_name(f"{database.name}.{purpose}.lock")
    try:
        handle = path.open("ab")
    except OSError as err:
        raise StoreError(f"Cannot write {path}: {err.strerror}. Check VOC_DATABASE_URL.") from err
    with handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


@contextmanager
def _advisory_lock(database: Database) -> Generator[bool]:
    """A lock of the session, on a connection of its own that does nothing else."""
    with database.connect(database.engine.execution_options(isolation_level="AUTOCOMMIT")) as own:
        own.detach()  # from the pool: closing it ends the session
        with database.telling():
            held = bool(own.scalar(sa.select(sa.func.pg_try_advisory_lock(SCAN_LOCK))))
        try:
            yield held
        finally:
            # Without this, the lock would last until the server notices the closed connection.
            with database.telling():
                own.execute(sa.select(sa.func.pg_advisory_unlock_all()))
