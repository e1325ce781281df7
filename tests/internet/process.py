"""The process that the servers live in: sockets, the log, and orders from the test."""

import asyncio
import os
import resource
import socket
import struct
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from multiprocessing.connection import Connection

from tests.internet.reply import Manner, Reply
from tests.internet.server import Sites
from tests.internet.world import Asked, Fault, Published, Review, World

_HEAD_LIMIT = 64 << 10
# A connection that was opened and never asked anything, or no more.
_IDLE_S = 60.0
_NO_BODY = frozenset({204, 304})


def main(world: World, orders: Connection) -> None:
    """Serve until the other end of ``orders`` is closed, by whatever death."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(_Servers(world, orders).run())


@dataclass(slots=True)
class _Line:
    """A line of the log while it is written."""

    at: float
    host: str
    path: str
    at_once: int
    headers: Mapping[str, str]
    status: int = 0
    sent: int = 0
    until: float | None = None
    cut: bool = False


@dataclass(slots=True)
class _Request:
    method: str
    target: str
    headers: dict[str, str] = field(default_factory=dict)


class _Servers:
    def __init__(self, world: World, orders: Connection) -> None:
        self._world = world
        self._orders = orders
        self._lines: list[_Line] = []
        self._busy: Counter[str] = Counter()
        self._listening: dict[str, asyncio.Server] = {}
        self._over = asyncio.Event()
        self.errors: list[str] = []

    async def run(self) -> None:
        addresses = {_address(site.host) for site in self._world.sites}
        sockets = _sockets(sorted(addresses))
        self._port = next(iter(sockets.values())).getsockname()[1]
        self._sites = Sites(self._world, self._port)
        for address, bound in sockets.items():
            await self._listen(address, bound)
        asyncio.get_running_loop().add_reader(self._orders.fileno(), self._obey)
        self._orders.send(self._port)
        await self._over.wait()
        # Connections may hang on purpose; nobody is left to wait for them.
        os._exit(0)

    async def _listen(self, address: str, bound: socket.socket) -> None:
        self._listening[address] = await asyncio.start_server(
            self._serve, sock=bound, limit=_HEAD_LIMIT, backlog=128
        )

    def _obey(self) -> None:
        try:
            name, given = self._orders.recv()
        except (EOFError, OSError):
            asyncio.get_running_loop().remove_reader(self._orders.fileno())
            self._over.set()
            return
        try:
            answer = (True, getattr(self, f"order_{name}")(**given))
        except (AttributeError, TypeError, KeyError, IndexError, ValueError) as err:
            answer = (False, f"{name}: {err!r}")
        self._orders.send(answer)

    # Orders: what a test may ask, by name.

    def order_log(self, since: int) -> list[Asked]:
        return [
            Asked(at=one.at, until=one.until, host=one.host, path=one.path, status=one.status,
                  sent=one.sent, at_once=one.at_once, cut=one.cut, headers=one.headers)
            for one in self._lines[since:]
        ]  # fmt: skip

    def order_forget_log(self) -> None:
        self._lines.clear()

    def order_errors(self) -> list[str]:
        return self.errors

    def order_cpu_s(self) -> float:
        return time.process_time()

    def order_articles(self, host: str) -> list[Published]:
        return self._sites.states[host].articles

    def order_reviews(self, host: str) -> list[Review]:
        return self._sites.states[host].reviews

    def order_publish(
        self,
        host: str,
        count: int,
        title: str | None,
        paragraphs: tuple[str, ...] | None,
        path: str | None,
        at: datetime | None,
        marks: frozenset[str],
    ) -> list[Published]:
        state = self._sites.states[host]
        return [state.publish(at or _now(), title, paragraphs, path, marks) for _ in range(count)]

    def order_edit(
        self, host: str, number: int, paragraphs: tuple[str, ...] | None, at: datetime | None
    ) -> Published:
        return self._sites.states[host].edit(number, at or _now(), paragraphs)

    def order_remove(self, host: str, number: int, status: int) -> Published:
        return self._sites.states[host].remove(number, status)

    def order_add_reviews(self, host: str, count: int) -> list[Review]:
        return self._sites.states[host].add_reviews(count)

    def order_put(
        self, host: str, path: str, body: bytes, headers: dict[str, str], status: int
    ) -> None:
        self._sites.states[host].raw[path] = (status, headers, body)

    def order_robots(self, host: str, text: str | None) -> None:
        self._sites.states[host].robots = text

    def order_break(self, host: str | None, fault: Fault) -> None:
        self._sites.break_(host, fault)

    def order_heal(self, host: str | None) -> None:
        self._sites.heal(host)

    def order_switch_off(self, host: str) -> None:
        """Connections are refused from now on."""
        self._listening.pop(_address(host)).close()

    def order_switch_on(self, host: str) -> None:
        bound = _bound(_address(host), self._port)
        task = asyncio.ensure_future(self._listen(_address(host), bound))
        task.add_done_callback(lambda done: done.result())

    # Connections.

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (request := await _request(reader)) is not None:
                if not await self._answer(request, reader, writer):
                    break
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()
            with suppress(ConnectionError, TimeoutError):
                await writer.wait_closed()

    async def _answer(
        self, request: _Request, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> bool:
        """Whether the connection may be asked again."""
        host = request.headers.get("host", "").rsplit(":", 1)[0]
        if host not in self._sites.states:
            host = writer.get_extra_info("sockname")[0]
        self._busy[host] += 1
        line = _Line(time.monotonic(), host, request.target, self._busy[host], request.headers)
        self._lines.append(line)
        try:
            reply = self._reply(host, request)
            return await _send(reply, request.method, reader, writer, line)
        except ConnectionError:
            line.cut = True
            raise
        finally:
            line.until = time.monotonic()
            self._busy[host] -= 1

    def _reply(self, host: str, request: _Request) -> Reply:
        if request.method not in {"GET", "HEAD"}:
            return Reply(status=405)
        try:
            return self._sites.answer(host, request.target, request.headers)
        except Exception as err:  # a mistake of ours must not look like a server's bad day
            self.errors.append(f"{host}{request.target}: {err!r}")
            return Reply(status=500)


async def _request(reader: asyncio.StreamReader) -> _Request | None:
    try:
        async with asyncio.timeout(_IDLE_S):
            head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, TimeoutError):
        return None
    first, *rest = head.decode("latin-1").split("\r\n")
    if first.count(" ") != 2:
        return None
    method, target, _ = first.split(" ")
    headers = dict(line.split(":", 1) for line in rest if ":" in line)
    return _Request(method, target, {key.lower(): text.strip() for key, text in headers.items()})


async def _send(
    reply: Reply,
    method: str,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    line: _Line,
) -> bool:
    if reply.manner is Manner.REFUSE:
        return False
    if reply.manner is Manner.HANG:
        await _until_asker_goes(reader)
        line.cut = True
        return False
    if reply.wait_s and reply.manner is not Manner.TRICKLE:
        await asyncio.sleep(reply.wait_s)
    line.status = reply.status
    body = b"" if method == "HEAD" or reply.status in _NO_BODY else reply.body
    writer.write(_head(reply, body))
    if reply.manner is not Manner.PLAIN:
        await writer.drain()
        await _misbehave(reply, body, reader, writer, line)
        return False
    writer.write(body)
    line.sent = len(body)
    await writer.drain()
    return True


async def _misbehave(
    reply: Reply,
    body: bytes,
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    line: _Line,
) -> None:
    match reply.manner:
        case Manner.TRICKLE:
            for byte in body:
                await _written(bytes([byte]), writer, line)
                await asyncio.sleep(reply.wait_s)
        case Manner.ENDLESS:
            while True:
                await _written(b"%x\r\n%b\r\n" % (len(body), body), writer, line)
        case Manner.DROP:
            await _written(body[: len(body) // 2], writer, line)
            # Off with a reset, as when a cable is cut; waits so that the half arrives.
            await asyncio.sleep(0.02)
            bound = writer.get_extra_info("socket")
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        case Manner.HEAD_THEN_HANG:
            await _written(body[: len(body) // 2], writer, line)
            await _until_asker_goes(reader)
            line.cut = True


async def _written(part: bytes, writer: asyncio.StreamWriter, line: _Line) -> None:
    if writer.transport.is_closing():
        raise ConnectionResetError
    writer.write(part)
    line.sent += len(part)
    await writer.drain()


async def _until_asker_goes(reader: asyncio.StreamReader) -> None:
    while await reader.read(1 << 10):
        pass


def _head(reply: Reply, body: bytes) -> bytes:
    length = len(body) if reply.declared is None else reply.declared
    size = {"Content-Length": f"{length}"}
    if reply.manner is Manner.ENDLESS:
        size = {"Transfer-Encoding": "chunked"}
    if reply.status in _NO_BODY:
        size = {}
    headers = {**reply.headers, **size}
    names = "".join(f"{name}: {text}\r\n" for name, text in headers.items())
    try:
        phrase = HTTPStatus(reply.status).phrase
    except ValueError:
        phrase = "Odd"
    return f"HTTP/1.1 {reply.status} {phrase}\r\n{names}\r\n".encode("latin-1", "replace")


def _sockets(addresses: list[str]) -> dict[str, socket.socket]:
    """One an address, all on one port: the first that is free on every address."""
    for _ in range(20):
        made = {addresses[0]: _bound(addresses[0], 0)}
        port = made[addresses[0]].getsockname()[1]
        try:
            for address in addresses[1:]:
                made[address] = _bound(address, port)
        except OSError:
            for one in made.values():
                one.close()
        else:
            return made
    raise OSError("No port is free on every address of the small internet.")


def _bound(address: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((address, port))
    except OSError:
        made.close()
        raise
    return made


def _address(host: str) -> str:
    return host if host.startswith("127.") else "127.0.0.1"


def _now() -> datetime:
    return datetime.now(UTC)
