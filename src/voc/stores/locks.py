"""Locks over processes. All of them vanish with the process that holds them, even on kill -9."""

import fcntl
import os
import struct
import time
from collections.abc import Collection, Generator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from hashlib import blake2b
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


@contextmanager
def source_locks(database: Database, names: Sequence[str]) -> Generator[frozenset[str]]:
    """Gives which of ``names`` are ours to ask; each is held by one round at a time."""
    numbers = {name: _number(name) for name in names}
    held = _range_locks if database.file is not None else _advisory_locks
    with held(database, set(numbers.values())) as ours:
        yield frozenset(name for name, number in numbers.items() if number in ours)


def _number(name: str) -> int:
    """Of 62 bits: a place in a file, and the number of an advisory lock."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8, key=b"voc source").digest()) >> 2


@contextmanager
def _range_locks(database: Database, numbers: Collection[int]) -> Generator[set[int]]:
    """One byte of a file each: a thousand locks are one open file.

    They belong to the open file and not to the process, so that threads hold them apart as well.
    """
    file = database.file
    if file is None:
        raise StoreError(f"The database {database.place} is no file.")
    path = file.with_name(f"{file.name}.sources.lock")
    try:
        handle = path.open("ab")
    except OSError as err:
        raise StoreError(f"Cannot write {path}: {err.strerror}. Check VOC_DATABASE_URL.") from err
    with handle:
        yield {number for number in numbers if _took_byte(handle.fileno(), number)}


def _took_byte(handle: int, place: int) -> bool:
    # struct flock: type, whence, start, length and a process, which is 0 for such locks.
    wanted = struct.pack("@hhqqi4x", fcntl.F_WRLCK, os.SEEK_SET, place, 1, 0)
    try:
        fcntl.fcntl(handle, fcntl.F_OFD_SETLK, wanted)
    except (BlockingIOError, PermissionError):
        return False
    return True


@contextmanager
def _advisory_locks(database: Database, numbers: Collection[int]) -> Generator[set[int]]:
    """As _advisory_lock, of many at once."""
    with database.connect(database.engine.execution_options(isolation_level="AUTOCOMMIT")) as own:
        own.detach()
        asked = sa.select(sa.func.pg_try_advisory_lock(sa.bindparam("number")))
        with database.telling():
            ours = {one for one in sorted(numbers) if own.scalar(asked, {"number": one})}
        try:
            yield ours
        finally:
            with database.telling():
                own.execute(sa.select(sa.func.pg_advisory_unlock_all()))


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
