"""Reads pages on several cores, in processes that may hang or die over a page.

A page that is made for it keeps a parser busy for minutes or ends the process it is read in.
Then it is one more reject: the pool kills who takes too long, starts another and reads on.
"""

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import TimeoutError as TookTooLong
from concurrent.futures.process import BrokenProcessPool
from datetime import tzinfo
from multiprocessing.connection import wait
from time import monotonic
from types import TracebackType
from typing import Self

from pebble import ProcessExpired, ProcessFuture, ProcessPool

from voc.channels.articles.article import read_article
from voc.errors import CollectError
from voc.types.collected import Article, Fetched
from voc.types.feedback import Reject

if sys.platform == "linux":
    import resource

# Of 168 saved pages the slowest takes 1 s on one core of two; a busy machine is three times slower.
LONGEST_S = 10.0
# Address space of a worker, which takes 0.4 GiB of it when it starts and 1 GiB over the largest
# page that is read at all.
MEMORY_LIMIT = 2 << 30

Read = Article | Reject


class ArticlePool:
    """Port ArticleReader. Starts its processes on first use; close it, or leave its ``with``."""

    def __init__(
        self,
        workers: int,
        zone: tzinfo,
        longest_s: float = LONGEST_S,
        read: Callable[[Fetched, tzinfo], Read] = read_article,
    ) -> None:
        self._read = read
        self._zone = zone
        self._longest_s = longest_s
        # Spawned, not forked: the parent holds database connections and threads.
        self._pool = ProcessPool(
            max_workers=workers,
            initializer=_start,
            context=multiprocessing.get_context("spawn"),
        )

    def read(self, pages: Sequence[Fetched]) -> list[Read]:
        started = monotonic()
        futures = [self._put(page) for page in pages]
        return [
            self._result(page, future, started) for page, future in zip(pages, futures, strict=True)
        ]

    def close(self) -> None:
        self._pool.stop()
        self._pool.join()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _put(self, page: Fetched) -> ProcessFuture[Read]:
        return self._pool.schedule(
            _read,
            args=(self._read, page, self._zone, self._longest_s),
            timeout=self._longest_s,
        )

    def _result(self, page: Fetched, future: ProcessFuture[Read], started: float) -> Read:
        try:
            return future.result()
        except TookTooLong:
            # The pool reads the clock on the wall: set forward, every page seems too slow.
            if monotonic() - started < self._longest_s:
                again = monotonic()
                return self._result(page, self._put(page), again)
            return _reject(page, f"reading it takes more than {self._longest_s:g} s")
        except ProcessExpired:
            return _reject(page, "reading it ends the process that reads")
        except MemoryError:
            return _reject(page, f"reading it needs more than {MEMORY_LIMIT >> 30} GiB of memory")
        except BrokenProcessPool as err:
            raise CollectError(
                "The processes that read articles cannot be started any more; perhaps memory is "
                "short. Set VOC_WORKERS lower and collect again."
            ) from err
        except Exception as err:  # of one page, which must not end the round of all the others
            return _reject(page, f"cannot be read: {type(err).__name__}: {err}"[:200])


def _reject(page: Fetched, reason: str) -> Reject:
    return Reject(where=page.final_url, reason=reason)


def _read(
    read: Callable[[Fetched, tzinfo], Read], page: Fetched, zone: tzinfo, longest_s: float
) -> Read:
    """Nobody kills a worker whose parent is dead, so it sets itself an alarm, which ends it."""
    signal.alarm(round(longest_s) + 5)
    try:
        return read(page, zone)
    finally:
        signal.alarm(0)


def _start() -> None:
    if sys.platform == "linux":  # elsewhere the kernel does not keep to a limit of address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_LIMIT, MEMORY_LIMIT))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    threading.Thread(target=_die_with_parent, daemon=True).start()


def _die_with_parent() -> None:
    """A parent killed with -9 closes no queue: without this its workers would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
