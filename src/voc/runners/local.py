"""Batches spread over the cores of this machine."""

import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing.connection import wait
from typing import Any, TypeVar

from voc.errors import RunnerError

Item = TypeVar("Item")
Result = TypeVar("Result")

# A worker process costs about two seconds to start and to load the models; fewer batches than
# this are done sooner in the process that asks.
FEWEST_BATCHES = 4

_work: Callable[[Any], Any]


class LocalRunner:
    """Port Runner on processes of this machine; ``workers=1`` never starts any."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def map(
        self, build: Callable[[], Callable[[Item], Result]], items: Iterable[Item]
    ) -> Iterator[Result]:
        rest = iter(items)
        first = list(islice(rest, FEWEST_BATCHES))
        if self._workers == 1 or len(first) < FEWEST_BATCHES:
            work = build()
            return (work(item) for item in chain(first, rest))
        return self._spread(build, chain(first, rest))

    def _spread(
        self, build: Callable[[], Callable[[Item], Result]], items: Iterable[Item]
    ) -> Iterator[Result]:
        # Spawned, not forked: the parent holds database connections and threads.
        context = multiprocessing.get_context("spawn")
        with ProcessPoolExecutor(self._workers, context, _start, (build,)) as pool:
            under_way: deque[Future[Result]] = deque()
            try:
                for item in items:
                    under_way.append(pool.submit(_do, item))
                    if len(under_way) > 2 * self._workers:
                        yield under_way.popleft().result()
                while under_way:
                    yield under_way.popleft().result()
            except BrokenProcessPool as err:
                raise RunnerError(
                    "A worker process died; perhaps memory is short. Set VOC_WORKERS below "
                    f"{self._workers} and run the scan again: it goes on where it stopped."
                ) from err
            finally:
                pool.shutdown(cancel_futures=True)


def _start(build: Callable[[], Callable[[Any], Any]]) -> None:
    global _work  # noqa: PLW0603  # one worker process holds one function, built once
    threading.Thread(target=_die_with_parent, daemon=True).start()
    _work = build()


def _do(item: Any) -> Any:
    return _work(item)


def _die_with_parent() -> None:
    """A parent killed with -9 closes no queue: without this its workers would wait for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
