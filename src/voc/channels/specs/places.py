"""Addresses inside pages."""

import re
from urllib.parse import urljoin, urlsplit

from voc.text.web_addresses import LONGEST, canonical

_UNSAFE = re.compile(r"[\s\"<>\\^`{|}]")


def absolute(written: str, base: str) -> str | None:
    """An address of the web as ``base``'s page links to it; None for all others."""
    written = written.strip()
    if not written or len(written) > LONGEST:
        return None
    try:
        address = urljoin(base, written)
    except ValueError:  # "http://[": half an address
        return None
    # Checked as it would be asked; kept as it was written, for some servers care.
    return _UNSAFE.sub(_escaped, address) if canonical(address) else None


def host_of(address: str) -> str:
    """With its port, lower case; "" where there is none."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    return host if port in {None, 80, 443} else f"{host}:{port}"


def _escaped(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode())
