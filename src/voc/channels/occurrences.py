"""Counts equal rows of one import on disk, so that memory does not grow with the file."""

import sqlite3
from types import TracebackType

_CACHE_KIB = 16 << 10
_COUNT = (
    "INSERT INTO seen VALUES (?, 0) ON CONFLICT DO UPDATE SET times = times + 1 RETURNING times"
)


class Occurrences:
    """How often each key was asked for before, from 0. Use as a context manager.

    Its database is a private, nameless file that SQLite deletes on closing; keys are keyed
    hashes, so nothing in it can be read.
    """

    def __init__(self) -> None:
        self._seen = sqlite3.connect("", isolation_level=None)
        self._seen.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        self._seen.execute("PRAGMA journal_mode = OFF")
        self._seen.execute("CREATE TABLE seen (key TEXT PRIMARY KEY, times INT) WITHOUT ROWID")
        self._seen.execute("BEGIN")

    def __call__(self, key: str) -> int:
        (times,) = self._seen.execute(_COUNT, (key,)).fetchone()
        return int(times)

    def __enter__(self) -> "Occurrences":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._seen.close()
