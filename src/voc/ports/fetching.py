"""How pages are fetched, and read beside the process that asks."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from voc.types.collected import Article, Fetched
from voc.types.feedback import Reject
from voc.types.fetching import Answer, Ask


class Fetching(Protocol):
    """One session: asks go in at any time, answers come out as servers give them."""

    @property
    def open(self) -> int:
        """Asks that have no answer yet."""
        ...

    def put(self, ask: Ask) -> None:
        """Ask as soon as robots.txt, the host's pace and the limits allow. Does not wait."""
        ...

    def take(self, wait_s: float | None = None) -> Answer | None:
        """The next answer; None where none came for ``wait_s``, or none is open.

        Every ask is answered once, and within the limits on time. Raises CollectError where the
        fetching process died.
        """
        ...


class Fetcher(Protocol):
    def session(self) -> AbstractContextManager[Fetching]:
        """Starts what fetches; leaving it drops what is open. A session a round."""
        ...


class ArticleReader(Protocol):
    """Reads pages on several cores, each within a limit on time."""

    def read(self, pages: Sequence[Fetched]) -> list[Article | Reject]:
        """One a page, in order; a page that takes too long is a reject."""
        ...
