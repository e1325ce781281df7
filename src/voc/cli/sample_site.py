"""The small web that ``voc demo`` collects from: the samples' own, on this machine alone."""

import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from voc.bootstrap.settings import FileSettings, Settings

HOST = "127.0.0.1"
PLACEHOLDER = "http://site.invalid"  # in the samples: wherever the site is served


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: Any, **kwargs: Any) -> None:
        """Says nothing: the demo's own lines tell what was asked."""


@contextmanager
def serving(site: Path, kept_port: Path) -> Iterator[str]:
    """Gives the address of ``site`` while it is served.

    A second demo asks for the port of the first, kept in ``kept_port``: an item is known by its
    address, and on another port each would be new.
    """
    handler = partial(_Quiet, directory=str(site))
    server = _server(handler, _port(kept_port))
    port = server.server_address[1]
    kept_port.write_text(str(port), encoding="ascii")
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{HOST}:{port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def with_sources(settings: Settings, named: Path, origin: str) -> Settings:
    """``settings`` with the sources and queries that the file names, of the site at ``origin``.

    Nothing else of the user's own settings is changed, but that this one place may be asked.
    """
    told = tomllib.loads(named.read_text(encoding="utf-8").replace(PLACEHOLDER, origin))
    told["collect"]["allow"] = [origin.removeprefix("http://")]
    file = settings.file.model_dump(include={"report", "privacy"}) | told
    return settings.model_copy(update={"file": FileSettings.model_validate(file)})


def _port(kept: Path) -> int:
    """0 lets the system choose one."""
    try:
        return int(kept.read_text(encoding="ascii"))
    except (FileNotFoundError, ValueError):
        return 0


def _server(handler: partial[_Quiet], port: int) -> ThreadingHTTPServer:
    try:
        return ThreadingHTTPServer((HOST, port), handler)
    except OSError:  # somebody else took it since
        return ThreadingHTTPServer((HOST, 0), handler)
