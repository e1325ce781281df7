"""Pages are read beside the round, a batch at a time, so that it goes on asking and storing."""

from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from types import TracebackType

from voc.pipeline.collecting.line import ItemTask
from voc.ports.fetching import ArticleReader
from voc.types.collected import Article
from voc.types.feedback import Reject
from voc.types.fetching import Answered

BATCH = 48  # pages read together, and stored in one transaction
Page = tuple[ItemTask, Answered]
ReadPage = tuple[ItemTask, Answered, Article | Reject]


class Reading:
    """Pages go in one by one and come out read, in order, a batch at a time."""

    def __init__(self, reader: ArticleReader) -> None:
        self._reader = reader
        self._waiting: list[Page] = []
        self._batch: Sequence[Page] = ()
        self._future: Future[list[Article | Reject]] | None = None
        self._thread = ThreadPoolExecutor(1, "reading")

    @property
    def open(self) -> int:
        """Pages that went in and did not come out."""
        return len(self._waiting) + len(self._batch)

    def put(self, page: Page) -> None:
        self._waiting.append(page)

    def take(self, *, hurry: bool, wait_s: float = 0.0) -> list[ReadPage]:
        """A batch that is read by now, or within ``wait_s``; the next one is begun.

        With ``hurry`` a batch is begun that is not full.
        """
        read: list[ReadPage] = []
        if self._future is not None:
            wait([self._future], timeout=wait_s)
            if not self._future.done():
                return []
            pages = self._future.result()
            read = [(*one, page) for one, page in zip(self._batch, pages, strict=True)]
            self._future, self._batch = None, ()
        if len(self._waiting) >= BATCH or (hurry and self._waiting):
            self._batch, self._waiting = self._waiting[:BATCH], self._waiting[BATCH:]
            fetched = [answer.page for _, answer in self._batch]
            self._future = self._thread.submit(self._reader.read, fetched)
        return read

    def __enter__(self) -> "Reading":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._thread.shutdown(cancel_futures=True)
