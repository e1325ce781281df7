"""Locks over processes. All of them vanish with the process that holds them, even on kill -9."""

import fcntl
import time
from collections.abc import Generator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import sqlalchemy as sa

from voc.errors import StoreError
from voc.stores.engine import REREAD_LOCK, SCAN_LOCK, Database

# Between two tries for a lock that another process holds: at first short, for most hold it for
# moments, then longer, for others hold it for an hour.
FIRST_PAUSE_S, LAST_PAUSE_S = 0.02, 1.0


@contextmanager
def scan_lock(database: Database, wait_s: float) -> Generator[None]:
    """Held by one scan of this database at a time; raises StoreError if taken for ``wait_s``."""
    until, pause_s = time.monotonic() + wait_s, FIRST_PAUSE_S
    with ExitStack() as stack:
        while not stack.enter_context(_process_lock(database, "scan", SCAN_LOCK)):
            stack.close()
            if time.monotonic() >= until:
                raise StoreError(
                    f"On the database {database.place} another scan is running. "
                    "Wait for it to end, or stop it, and scan again."
                )
            time.sleep(pause_s)
            pause_s = min(2 * pause_s, LAST_PAUSE_S)
        yield


@contextmanager
def reread_lock(database: Database) -> Generator[None]:
    """Held by one re-reading of this database at a time; raises StoreError at once if taken."""
    with _process_lock(database, "reread", REREAD_LOCK) as held:
        if not held:
            raise StoreError(
                f"The database {database.place} is being read again already. "
                "Wait for that to end, or stop it; another `voc scan --reread` goes on from there."
            )
        yield


def _process_lock(database: Database, purpose: str, number: int) -> AbstractContextManager[bool]:
    file = database.file
    if file is None:
        return _advisory_lock(database, number)
    return file_lock(file, purpose, wait=False)


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
def _advisory_lock(database: Database, number: int) -> Generator[bool]:
    """A lock of the session, on a connection of its own that does nothing else."""
    with database.connect(database.engine.execution_options(isolation_level="AUTOCOMMIT")) as own:
        own.detach()  # from the pool: closing it ends the session
        with database.telling():
            held = bool(own.scalar(sa.select(sa.func.pg_try_advisory_lock(number))))
        try:
            yield held
        finally:
            # Without this, the lock would last until the server notices the closed connection.
            with database.telling():
                own.execute(sa.select(sa.func.pg_advisory_unlock_all()))
