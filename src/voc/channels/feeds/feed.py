"""Feeds: RSS 0.9x, 1.0 and 2.0, Atom, JSON Feed."""

from collections.abc import Callable, Sequence
from datetime import datetime, tzinfo
from functools import partial
from typing import Any

from voc.channels.feeds.encodings import decode
from voc.channels.feeds.entries import item_of, title_of
from voc.channels.feeds.feed_json import json_item, parse_json_feed
from voc.channels.feeds.feed_xml import parse_feed
from voc.channels.feeds.ids import without_doubles
from voc.channels.feeds.limits import FEED_LIMITS, Limits, RefusedError
from voc.channels.feeds.unpacking import unpack
from voc.types.collected import Feed, FeedItem
from voc.types.feedback import Reject


def read_feed(
    body: bytes,
    *,
    url: str,
    content_type: str | None,
    zone: tzinfo,
    now: datetime,
    limits: Limits = FEED_LIMITS,
) -> Feed:
    """The feed in ``body``, which came from ``url``; one that cannot be read is one reject.

    ``zone`` is that of times that tell none; items from after tomorrow, seen from ``now``, are
    undated. Never raises, whatever the bytes.
    """
    try:
        text = decode(unpack(body, limits.size), content_type)
        form, title, entries, read = _parsed(text, url, limits)
    except RefusedError as err:
        return Feed(
            format=None, title=None, items=(), rejects=(Reject(where=url, reason=str(err)),)
        )
    items, rejects = _items(entries, partial(read, url=url, zone=zone, now=now), url, limits.items)
    return Feed(format=form, title=title, items=tuple(items), rejects=tuple(rejects))


_Read = Callable[..., FeedItem | None]


def _parsed(text: str, url: str, limits: Limits) -> tuple[str, str | None, Sequence[Any], _Read]:
    if not text.strip():
        raise RefusedError("empty")
    if text.lstrip().startswith(("{", "[")):
        title, entries = parse_json_feed(text)
        return "jsonfeed", title, entries, json_item
    parsed = parse_feed(text, url, limits)
    return parsed.version or "unknown", title_of(parsed.feed), parsed.entries, item_of


def _items(
    entries: Sequence[Any], read: _Read, url: str, most: int
) -> tuple[list[FeedItem], list[Reject]]:
    found = [(number, read(entry)) for number, entry in enumerate(entries[:most], start=1)]
    rejects = [
        Reject(where=f"{url}#{number}", reason="no title, text or link")
        for number, item in found
        if item is None
    ]
    usable = [(number, item) for number, item in found if item]
    items, doubles = without_doubles([item for _, item in usable])
    rejects += [
        Reject(where=f"{url}#{usable[place][0]}", reason=reason) for place, reason in doubles
    ]
    if len(entries) > most:
        left = len(entries) - most
        rejects.append(Reject(where=url, reason=f"{left:,} items left out: more than {most:,}"))
    return items, rejects
