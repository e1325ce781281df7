"""Addresses and short texts of feeds, as they may be stored."""

import html
import re
from urllib.parse import urljoin, urlsplit

from voc.channels.feeds.encodings import printable

_TAG = re.compile(r"<[/!?a-zA-Z][^<>]*>")
_LONGEST_URL = 2048
_UNSAFE = re.compile(r"[\s\"<>\\^`{|}]")


def body_of(value: object) -> str | None:
    """A text as sent; None for anything else and for blank ones."""
    text = printable(value) if isinstance(value, str) else ""
    return text if text.strip() else None


def line_of(value: object) -> str | None:
    """A title or name on one line."""
    text = body_of(value)
    return " ".join(text.split()) if text else None


def line_of_html(value: object) -> str | None:
    """As line_of, of HTML: without its tags, its entities as characters."""
    return line_of(html.unescape(_TAG.sub("", value))) if isinstance(value, str) else None


def url_of(value: object, base: str) -> str | None:
    """An absolute address of the web; None for anything else, ``javascript:`` and ``file:`` too."""
    text = body_of(value)
    if text is None or len(text) > _LONGEST_URL:
        return None
    try:
        url = urljoin(base, text.strip())
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and parts.port != 0
    except ValueError:  # "http://[": no address at all
        return None
    return _UNSAFE.sub(lambda sign: f"%{ord(sign[0]):02X}", url) if usable else None
