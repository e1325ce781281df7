"""A receiver of messages on loopback that fails, hangs and drops as it is told to."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

OK, FAIL, HANG, DROP, LOSE, DRIP, ENDLESS, AWAY, BUSY, REFUSE, DEEP = (
    "ok", "fail", "hang", "drop", "lose", "drip", "endless", "away", "busy", "refuse", "deep",
)  # fmt: skip
HANGS_S = 30.0  # or until the other end is gone


@dataclass
class Receiver:
    """What came in. ``mood`` says what becomes of the next request."""

    mood: Callable[[], str] = lambda: OK
    url: str = ""
    taken: list[dict[str, Any]] = field(default_factory=list)  # bodies that were read in full
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    spans: list[tuple[float, float, str]] = field(default_factory=list)  # of each request, its id
    begun: int = 0  # requests
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def ids(self) -> list[str]:
        """Of every message that came in, in order, repeats too."""
        return [one["id"] for body in self.taken for one in body["messages"]]


@contextmanager
def receiver(mood: Callable[[], str] = lambda: OK) -> Iterator[Receiver]:
    kept = Receiver(mood=mood)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            _answer(self, kept)

        def do_GET(self) -> None:
            kept.paths.append(f"GET {self.path}")
            _say(self, 200, b"{}")

        def log_message(self, *_: object) -> None:
            """Tests print what they need."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    kept.url = f"http://127.0.0.1:{server.server_address[1]}/hook"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield kept
    finally:
        kept.closing.set()
        server.shutdown()
        thread.join()
        server.server_close()


def _answer(handler: BaseHTTPRequestHandler, kept: Receiver) -> None:
    began, id_ = time.monotonic(), handler.headers.get("X-Voc-Message-Id", "")
    kept.begun += 1
    try:
        _behave(handler, kept, kept.mood())
    finally:
        kept.spans.append((began, time.monotonic(), id_))


def _behave(handler: BaseHTTPRequestHandler, kept: Receiver, mood: str) -> None:
    # Read in any mood: to close on unread bytes resets the connection, or ends it, as luck has it.
    body = handler.rfile.read(int(handler.headers["Content-Length"]))
    if mood == DROP:
        handler.close_connection = True
        handler.connection.close()
        return
    if mood in {HANG, DRIP, ENDLESS}:
        _hold(handler, kept, mood)
        return
    if mood in {OK, LOSE, REFUSE}:
        kept.taken.append(json.loads(body))
        kept.headers.append(dict(handler.headers))
        kept.paths.append(handler.path)
    if mood == LOSE:  # taken, but nobody hears of it
        handler.close_connection = True
        handler.connection.close()
        return
    if mood == AWAY:
        handler.send_response(302)
        handler.send_header("Location", kept.url + "/elsewhere")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return
    if mood == BUSY:
        handler.send_response(429)
        handler.send_header("Retry-After", "120")
        handler.send_header("Content-Length", "0")
        handler.end_headers()
        return
    if mood == DEEP:
        _say(handler, 200, b"[" * 60_000)
        return
    code = {"fail": 503}.get(mood, 200)
    _say(handler, code, b'{"errcode": 45009}' if mood == REFUSE else b'{"errcode": 0, "code": 0}')


def _hold(handler: BaseHTTPRequestHandler, kept: Receiver, mood: str) -> None:
    if mood == HANG:
        _until_left(handler, kept)
    else:
        head = b"HTTP/1.0 200 OK\r\n\r\n" if mood == ENDLESS else b"HTTP/1.0 200 OK\r\nX: "
        try:
            handler.wfile.write(head)
            while not kept.closing.wait(0.0 if mood == ENDLESS else 0.05):
                handler.wfile.write(b"x" * 65536 if mood == ENDLESS else b"x")
        except OSError:
            pass
    handler.close_connection = True


def _until_left(handler: BaseHTTPRequestHandler, kept: Receiver) -> None:
    handler.connection.settimeout(0.05)
    until = time.monotonic() + HANGS_S
    while time.monotonic() < until and not kept.closing.is_set():
        try:
            if not handler.connection.recv(1):
                return
        except TimeoutError:
            continue
        except OSError:
            return


def _say(handler: BaseHTTPRequestHandler, code: int, body: bytes) -> None:
    handler.send_response(code)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)
