"""What may be asked at all: addresses and headers, judged before anything is sent."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from voc.channels.fetching.failures import TroubleError
from voc.types.fetching import Why

_LONGEST = 8192
# Parsers of addresses disagree about these letters, so that one checks what another does not ask.
_ODD = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff\\]")
_NO_HOST = re.compile(r"[\s\"%<>^`{|}]")
_HEADER = re.compile(r"[A-Za-z0-9!#$%&'*+.^_`|~-]+")
_VALUE = re.compile(r"[^\x00-\x08\x0a-\x1f\x7f\u0100-\U0010ffff]*")
# Who we are, where it goes and how it is packed is not for the asker to say.
_OURS = frozenset(
    {"host", "user-agent", "connection", "content-length", "transfer-encoding", "te", "upgrade",
     "accept-encoding", "cookie", "referer", "proxy-authorization", "expect", "trailer"}
)  # fmt: skip


def check_address(url: str) -> None:
    """Raises TroubleError for what is no address of the web, or tells a password."""
    try:
        parts = urlsplit(url)
        fine = (
            len(url) <= _LONGEST
            and parts.scheme in {"http", "https"}
            and parts.port != 0
            and not _ODD.search(url)
            and _is_host(parts.hostname)
        )
    except ValueError:
        fine = False
    if not fine:
        shown = url[:200].encode("ascii", errors="backslashreplace").decode()
        raise TroubleError(Why.ADDRESS, f"{shown!r} is no address of the web", final=True)
    if parts.username is not None or parts.password is not None:
        raise TroubleError(
            Why.ADDRESS, f"an address of {parts.hostname} has a name or password in it", final=True
        )


def _is_host(host: str | None) -> bool:
    """Whether a name server could be asked for it."""
    if not host or len(host) > 253 or _NO_HOST.search(host):
        return False
    return all(0 < len(label) <= 63 for label in host.removesuffix(".").split("."))


def check_headers(headers: Mapping[str, str]) -> Mapping[str, str]:
    """Raises TroubleError for what would speak for us or end the header; no value is told."""
    for name, value in headers.items():
        if name.lower() in _OURS or not _HEADER.fullmatch(name) or not _VALUE.fullmatch(value):
            raise TroubleError(
                Why.ADDRESS, f"the header {name[:60]!r} is not for a source to set", final=True
            )
    return headers
