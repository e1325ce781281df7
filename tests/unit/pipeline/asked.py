"""A web of answers in memory, at the port of the fetcher."""

from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime

from voc.types.collected import Fetched
from voc.types.fetching import NO_VALIDATORS, Answer, Answered, Ask, Failed, Why

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
Pages = Mapping[str, tuple[str, str]]  # by address: kind and body


class FakeFetcher:
    """Answers 404 where it knows no page; remembers what was asked, a list a session."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self.sessions: list[list[Ask]] = []

    @contextmanager
    def session(self) -> Iterator["FakeSession"]:
        opened = FakeSession(self._pages)
        self.sessions.append(opened.asked)
        yield opened

    @property
    def asked(self) -> list[str]:
        return [ask.url for session in self.sessions for ask in session]


class FakeSession:
    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._waiting: deque[Answer] = deque()
        self.asked: list[Ask] = []

    @property
    def open(self) -> int:
        return len(self._waiting)

    def put(self, ask: Ask) -> None:
        self.asked.append(ask)
        if ask.url not in self._pages:
            message = f"{ask.url} answered 404"
            self._waiting.append(Failed(id=ask.id, at=NOW, why=Why.GONE, message=message))
            return
        kind, body = self._pages[ask.url]
        page = Fetched(
            url=ask.url,
            final_url=ask.url,
            status=200,
            headers={"content-type": kind},
            body=body.encode(),
            fetched_at=NOW,
            from_cache=False,
        )
        self._waiting.append(Answered(id=ask.id, page=page, validators=NO_VALIDATORS))

    def take(self, wait_s: float | None = None) -> Answer | None:
        return self._waiting.popleft() if self._waiting else None
