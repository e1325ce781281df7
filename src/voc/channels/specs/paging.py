"""Where the next page is."""

import re
from typing import Any
from urllib.parse import parse_qsl, quote, urlsplit, urlunsplit

from voc.channels.specs.document import Document
from voc.channels.specs.places import absolute, host_of
from voc.types.collected import Fetched
from voc.types.source import Paging

_LONGEST_CURSOR = 1_000  # characters
_HALF = re.compile(r"[\ud800-\udfff]")  # of a character, as JSON can write it: no server is sent it
_NUMBER = re.compile(r"\d{1,9}")


def next_url(page: Fetched, document: Document, paging: Paging | None) -> str | None:
    """The address after this page's; None where it is the last, by what it says or by its number.

    Of the same host always: a page leads nobody elsewhere, and secrets are not sent there. Raises
    UnreadableError where the path cannot be asked.
    """
    if paging is None:
        return None
    if paging.next_path is None:
        found = _counted(page, paging)
    else:
        told = _told(document.find(paging.next_path, document.root))
        if told is None:
            found = None
        elif paging.parameter is None:
            found = absolute(told, page.final_url)
        else:
            found = _with(page.url, paging.parameter, told)
    if found is None or found in {page.url, page.final_url}:
        return None
    # Nor over a line that others can read, where this one cannot be read.
    if page.url.lower().startswith("https:") and not found.lower().startswith("https:"):
        return None
    return found if host_of(found) in {host_of(page.url), host_of(page.final_url)} else None


def _told(found: list[Any]) -> str | None:
    """The first that says something: no blank, no false, no null; of an element its href."""
    for one in found:
        value = one.get("href") if hasattr(one, "itertext") else one
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            continue
        text = str(value).strip()
        if text and len(text) <= _LONGEST_CURSOR and not _HALF.search(text):
            return text
    return None


def _counted(page: Fetched, paging: Paging) -> str | None:
    if paging.parameter is None:
        return None
    pairs = dict(parse_qsl(urlsplit(page.url).query, keep_blank_values=True))
    told = pairs.get(paging.parameter, "")
    number = int(told) if _NUMBER.fullmatch(told) else paging.first
    if number >= paging.first + paging.step * (paging.most - 1):
        return None
    return _with(page.url, paging.parameter, str(number + paging.step))


def _with(address: str, parameter: str, value: str) -> str:
    """The address with one parameter set, where it stood or at the end; the others as they are."""
    parts = urlsplit(address)
    told = f"{quote(parameter, safe='')}={quote(value, safe='')}"
    pairs = [pair for pair in parts.query.split("&") if pair]
    named = [quote(pair.partition("=")[0], safe="%") for pair in pairs]
    places = [at for at, name in enumerate(named) if name == quote(parameter, safe="")]
    if places:
        pairs[places[0]] = told
    else:
        pairs.append(told)
    return urlunsplit(parts._replace(query="&".join(pairs), fragment=""))
