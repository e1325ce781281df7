"""A small internet as a test holds it in hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from tests.internet.process import main
from tests.internet.world import Asked, Fault, Published, Review, World

_START_S = 60.0
# Orders are answered between two requests.
_ANSWER_S = 60.0


@contextmanager
def internet(world: World) -> Iterator["Net"]:
    """The hosts of ``world``, answering on loopback until the block is left or its process dies.

    Raises AssertionError on leaving where a server failed by a mistake of its own.
    """
    # Spawned, not forked: pytest and what it tests have threads.
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=main, args=(world, theirs), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(_START_S):
            raise RuntimeError("The small internet did not start.")
        net = Net(world, ours, ours.recv())
        yield net
        errors = net.errors()
        assert not errors, f"The small internet failed by its own mistake: {errors[:5]}"
    finally:
        ours.close()
        process.join(5)
        process.kill()
        process.join()
        process.close()


class Net:
    """Asks the servers what they saw, and changes what they hold."""

    def __init__(self, world: World, orders: Connection, port: int) -> None:
        self.world = world
        self.port = port
        self._orders = orders

    def url(self, host: str, path: str = "/") -> str:
        return f"http://{host}:{self.port}{path}"

    def entry(self, host: str) -> str:
        """Where a source of this host begins."""
        return self.url(host, next(one.entry for one in self.world.sites if one.host == host))

    def log(self, since: int = 0) -> list[Asked]:
        """Every request in order of arrival, from number ``since`` on."""
        return self._order("log", since=since)

    def forget_log(self) -> None:
        self._order("forget_log")

    def errors(self) -> list[str]:
        """Mistakes of the servers' own code."""
        return self._order("errors")

    def cpu_s(self) -> float:
        """Processor time that the servers took so far: they share the machine with the askers."""
        return self._order("cpu_s")

    def articles(self, host: str) -> list[Published]:
        """All that was ever published there, as it stands now: the truth."""
        return self._order("articles", host=host)

    def reviews(self, host: str) -> list[Review]:
        return self._order("reviews", host=host)

    def publish(
        self,
        host: str,
        *,
        title: str | None = None,
        paragraphs: tuple[str, ...] | None = None,
        path: str | None = None,
        at: datetime | None = None,
        marks: frozenset[str] = frozenset(),
    ) -> Published:
        """One more article; what is not given is made up. ``at`` is now where it is not told.

        Marks: "noindex", "paywalled".
        """
        return self._order(
            "publish", host=host, count=1, title=title, paragraphs=paragraphs, path=path, at=at,
            marks=marks,
        )[0]  # fmt: skip

    def publish_many(self, host: str, count: int) -> list[Published]:
        return self._order(
            "publish", host=host, count=count, title=None, paragraphs=None, path=None, at=None,
            marks=frozenset(),
        )  # fmt: skip

    def edit(
        self,
        host: str,
        number: int,
        *,
        paragraphs: tuple[str, ...] | None = None,
        at: datetime | None = None,
    ) -> Published:
        """Another text of the same article: validators, lastmod and feeds tell of it."""
        return self._order("edit", host=host, number=number, paragraphs=paragraphs, at=at)

    def remove(self, host: str, number: int, status: int = 404) -> Published:
        return self._order("remove", host=host, number=number, status=status)

    def add_reviews(self, host: str, count: int) -> list[Review]:
        return self._order("add_reviews", host=host, count=count)

    def put(
        self,
        host: str,
        path: str,
        body: bytes,
        headers: dict[str, str] | None = None,
        status: int = 200,
    ) -> str:
        """Anything at all at this path and query; gives its address."""
        given = {"Content-Type": "text/html"} if headers is None else headers
        self._order("put", host=host, path=path, body=body, headers=given, status=status)
        return self.url(host, path)

    def robots(self, host: str, text: str | None) -> None:
        """What robots.txt says from now on; None: 404."""
        self._order("robots", host=host, text=text)

    def break_(self, host: str | None, fault: Fault) -> None:
        """Let ``host``, or all, be ill. Of several faults the first that fits is suffered."""
        self._order("break", host=host, fault=fault)

    def heal(self, host: str | None = None) -> None:
        """From what it was broken with by the same name: a host's own faults, or all there are."""
        self._order("heal", host=host)

    def switch_off(self, host: str) -> None:
        """Connections to this address are refused."""
        self._order("switch_off", host=host)

    def switch_on(self, host: str) -> None:
        self._order("switch_on", host=host)

    def _order(self, name: str, **given: object) -> Any:
        self._orders.send((name, given))
        if not self._orders.poll(_ANSWER_S):
            raise RuntimeError(f"The small internet does not answer to {name!r}.")
        good, answer = self._orders.recv()
        if not good:
            raise ValueError(f"The small internet cannot {answer}")
        return answer
