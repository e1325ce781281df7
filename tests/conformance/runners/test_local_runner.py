"""The Runner port on one process and on several."""

import os
import signal
from collections.abc import Callable, Iterator
from itertools import islice

import pytest

from voc.errors import RunnerError
from voc.runners.local import FEWEST_BATCHES, LocalRunner


def build_square() -> Callable[[int], int]:
    return lambda number: number * number


def build_picky() -> Callable[[int], int]:
    def work(number: int) -> int:
        if number == FEWEST_BATCHES + 1:
            raise ValueError("seven is too many")
        return number

    return work


def build_killed() -> Callable[[int], int]:
    def work(number: int) -> int:
        if number == FEWEST_BATCHES + 1:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    return work


@pytest.fixture(params=[1, 2], ids=["one-process", "two-processes"])
def runner(request: pytest.FixtureRequest) -> LocalRunner:
    return LocalRunner(request.param)


@pytest.mark.parametrize("items", [0, 1, FEWEST_BATCHES, 40])
def test_results_come_in_the_order_of_the_items(runner: LocalRunner, items: int) -> None:
    assert list(runner.map(build_square, range(items))) == [n * n for n in range(items)]


def test_the_first_error_ends_the_work(runner: LocalRunner) -> None:
    with pytest.raises(ValueError, match="seven is too many"):
        list(runner.map(build_picky, range(20)))


def test_items_are_taken_as_they_are_needed(runner: LocalRunner) -> None:
    taken = 0

    def endless() -> Iterator[int]:
        nonlocal taken
        while True:
            taken += 1
            yield taken

    results = runner.map(build_square, endless())
    assert list(islice(results, 5)) == [1, 4, 9, 16, 25]
    assert taken <= 20
    results.close()  # type: ignore[attr-defined]  # both ways give generators


def test_a_worker_that_is_killed_is_told_with_what_to_do() -> None:
    with pytest.raises(RunnerError, match="Set VOC_WORKERS below 2 and run the scan again"):
        list(LocalRunner(2).map(build_killed, range(20)))
