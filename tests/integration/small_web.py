"""A web server on loopback that does what it is told, and writes down what it was asked.

All of 127.0.0.0/8 reaches it, so that each test has hosts of its own.
"""

import asyncio
import gzip
import socket
import ssl
import sys
import threading
import time
import zlib
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

NO_ROBOTS = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


def _on_loopback() -> socket.socket:
    """Reached by every address of 127.0.0.0/8, and by nobody from outside."""
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo\0")
    listening.bind(("", 0))
    return listening


@dataclass(frozen=True, slots=True)
class Seen:
    """One request."""

    host: str  # without its port
    path: str
    at: float
    headers: Mapping[str, str]  # names in lower case


Way = bytes | Callable[[Seen, asyncio.StreamWriter], Awaitable[None]]


def answer(status: int = 200, body: bytes = b"a page", **headers: str) -> bytes:
    """A whole answer; ``headers`` with underscores for hyphens."""
    told = {"Content-Length": str(len(body)), "Content-Type": "text/html"}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in told.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def packed(way: str, body: bytes) -> bytes:
    """As servers pack what they send."""
    match way:
        case "gzip":
            return gzip.compress(body)
        case "deflate":
            return zlib.compress(body)
        case "br":
            return brotli.compress(body, quality=5)
        case "zstd":
            return zstd.compress(body)
    raise ValueError(way)


def after(seconds: float, then: bytes) -> Way:
    async def way(_: Seen, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(seconds)
        writer.write(then)

    return way


def in_turn(*answers: bytes) -> Way:
    """One after the other; the last for ever."""
    left = list(answers)

    async def way(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(left.pop(0) if len(left) > 1 else left[0])

    return way


def endless(head: bytes, piece: bytes, pause_s: float = 0.0) -> Way:
    async def way(_: Seen, writer: asyncio.StreamWriter) -> None:
        writer.write(head)
        while not writer.is_closing():
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(pause_s)

    return way


class SmallWeb:
    """Answers by host and path, by path alone, else with 200 and the path; robots.txt with 404."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.seen: list[Seen] = []
        self.most_at_once: Counter[str] = Counter()
        self.port = 0
        self._tls = tls
        self._ways: dict[tuple[str, str], Way] = {}
        self._now: Counter[str] = Counter()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)

    def tell(self, path: str, way: Way, host: str = "") -> None:
        self._ways[host, path] = way

    def url(self, host: str, path: str = "/") -> str:
        scheme = "https" if self._tls else "http"
        return f"{scheme}://{host}:{self.port}{path}"

    def asked(self, host: str, robots: bool = False) -> list[Seen]:
        return [
            one for one in self.seen if one.host == host and (robots or one.path != "/robots.txt")
        ]

    def paths(self, host: str) -> list[str]:
        return [one.path for one in self.asked(host, robots=True)]

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self) -> None:
        self._server = await asyncio.start_server(
            self._serve, sock=_on_loopback(), backlog=1000, ssl=self._tls
        )
        self.port = self._server.sockets[0].getsockname()[1]

    async def _close(self) -> None:
        self._server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
                await self._answer(_seen(head), writer)
                await writer.drain()
        writer.close()

    async def _answer(self, seen: Seen, writer: asyncio.StreamWriter) -> None:
        self.seen.append(seen)
        self._now[seen.host] += 1
        self.most_at_once[seen.host] = max(self.most_at_once[seen.host], self._now[seen.host])
        try:
            way = self._way(seen)
            if isinstance(way, bytes):
                writer.write(way)
            else:
                await way(seen, writer)
        finally:
            self._now[seen.host] -= 1

    def _way(self, seen: Seen) -> Way:
        told = self._ways.get((seen.host, seen.path), self._ways.get(("", seen.path)))
        if told is not None:
            return told
        return NO_ROBOTS if seen.path == "/robots.txt" else answer(body=seen.path.encode())


def _seen(head: str) -> Seen:
    first, *lines = head.strip().split("\r\n")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    host = headers.get("host", "").rpartition(":")[0] or headers.get("host", "")
    return Seen(host=host, path=first.split(" ")[1], at=time.monotonic(), headers=headers)
