"""One POST of JSON, within a limit on time however slowly a receiver drips.

Addresses are the user's own word: a receiver on their intranet is meant. Nothing is followed
elsewhere, little of an answer is read, and no message says more of an address than its host.
"""

import http.client
import json
import socket
import threading
import urllib.error
import urllib.request
from base64 import b64encode
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message as Headers
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit, urlunsplit

import voc
from voc.errors import NotifyError

LIMIT_S = 15.0
# Between two bytes, of the limit: who says nothing is hung up on before the limit ends.
_SILENT = 2 / 3
_MOST_READ = 64 * 1024

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    status: int
    body: bytes  # its beginning


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A POST that is sent elsewhere would arrive as a GET, or at another's."""

    def redirect_request(self, *args: Any, **kwargs: Any) -> None:
        return None


def post(
    url: str, payload: Mapping[str, Any], headers: Mapping[str, str], limit_s: float = LIMIT_S
) -> Answered:
    """Raises NotifyError where nothing, or anything but 2xx, is answered within the limit."""
    wire = _Wire()
    return within(
        limit_s, lambda: _post(url, payload, headers, limit_s, wire), host(url), wire.hang_up
    )


def host(url: str) -> str:
    """All of an address that may be told."""
    try:
        return urlsplit(url).hostname or "the receiver"
    except ValueError:
        return "the receiver"


def within(
    limit_s: float, call: Callable[[], Result], who: str, hang_up: Callable[[], None]
) -> Result:
    """What ``call`` gives, or NotifyError. What takes longer is hung up on, by which it ends.

    Limits of sockets are between two bytes; whoever sends one a second would hold us for ever, and
    each further try one thread and connection more.
    """
    results: list[Result] = []
    errors: list[BaseException] = []

    def run() -> None:
        try:
            results.append(call())
        except BaseException as err:  # raised below, where somebody waits for it
            errors.append(err)

    thread = threading.Thread(target=run, name=f"to {who}", daemon=True)
    thread.start()
    thread.join(limit_s)
    if results:
        return results[0]
    if errors:
        raise errors[0]
    hang_up()
    raise NotifyError(_late(who, limit_s))


class _Wire:
    """What one call is connected by, so that another thread can hang up."""

    def __init__(self) -> None:
        self._sockets: list[socket.socket] = []

    def hang_up(self) -> None:
        for one in self._sockets:
            with suppress(OSError):  # it has ended by itself
                one.shutdown(socket.SHUT_RDWR)

    def handlers(self) -> tuple[urllib.request.AbstractHTTPHandler, ...]:
        wire = self

        class Http(urllib.request.HTTPHandler):
            def do_open(self, http_class: Any, req: Any, **given: Any) -> Any:
                return super().do_open(wire._kept(http_class), req, **given)

        class Https(urllib.request.HTTPSHandler):
            def do_open(self, http_class: Any, req: Any, **given: Any) -> Any:
                return super().do_open(wire._kept(http_class), req, **given)

        return Http(), Https()

    def _kept(self, http_class: Any) -> Callable[..., Any]:
        def opened(*where: Any, **given: Any) -> Any:
            connection = http_class(*where, **given)
            connect = connection.connect

            def kept() -> None:
                connect()
                self._sockets.append(connection.sock)

            connection.connect = kept
            return connection

        return opened


def _post(
    url: str, payload: Mapping[str, Any], headers: Mapping[str, str], limit_s: float, wire: _Wire
) -> Answered:
    opener = urllib.request.build_opener(_NoRedirect, *wire.handlers())
    silent_s = limit_s * _SILENT
    try:
        request = _request(url, payload, headers)
        with opener.open(request, timeout=silent_s) as answer:
            return Answered(status=answer.status, body=answer.read(_MOST_READ))
    except urllib.error.HTTPError as err:
        with err:
            raise NotifyError(
                f"{host(url)} answered {err.code}{_meaning(err.code)}.", _asked(err.headers)
            ) from None
    except (OSError, http.client.HTTPException, ValueError) as err:
        # What these say may hold the whole address.
        reason = getattr(err, "reason", None) or err
        if isinstance(reason, TimeoutError):
            raise NotifyError(_late(host(url), limit_s)) from None
        raise NotifyError(f"{host(url)} could not be reached: {type(reason).__name__}.") from None


def _request(
    url: str, payload: Mapping[str, Any], headers: Mapping[str, str]
) -> urllib.request.Request:
    parts = urlsplit(url)
    own = {
        "Content-Type": "application/json; charset=utf-8",
        "User-Agent": f"voc/{voc.__version__}",
        **headers,
    }
    if parts.username is not None:
        secret = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
        own["Authorization"] = f"Basic {b64encode(secret.encode()).decode()}"
        parts = parts._replace(netloc=parts.netloc.rpartition("@")[2])
    data = json.dumps(payload, ensure_ascii=False, default=str).encode()
    return urllib.request.Request(  # noqa: S310  receivers.py refuses what is not http or https
        urlunsplit(parts._replace(fragment="")), data=data, headers=own, method="POST"
    )


def _late(who: str, limit_s: float) -> str:
    return f"{who} did not answer within {limit_s:g} s."


def _meaning(status: int) -> str:
    if 300 <= status < 400:
        return " and points elsewhere: write its new address"
    if status in {401, 403}:
        return ": the key or token is not valid there"
    return ": too much for it just now" if status == 429 else ""


def _asked(headers: Headers | None) -> float | None:
    """Retry-After in seconds; as a date it is left to our own pauses."""
    asked = headers.get("Retry-After", "") if headers else ""
    return float(asked) if asked.isdecimal() and len(asked) < 8 else None
