from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Runner(Protocol):
    """Spreads work over batches."""

    def map(
        self,
        build: Callable[[], Callable[[Item], Result]],
        items: Iterable[Item],
    ) -> Iterator[Result]:
        """``build()(item)`` for every item, results in the order of items.

        ``build`` is called once a worker, so that models are loaded once; it and the items
        must pickle where the runner uses processes. Items are taken as workers are free, so an
        endless iterable needs bounded memory. The first error ends the iteration and is raised.
        """
        ...
