"""Ids of items: each its own, and the same when the feed is read again."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from voc.types.collected import FeedItem

_LONGEST = 500  # characters of an id of the feed's own; of longer ones a hash is kept


def item_id(told: str | None, url: str | None, contents: Iterable[str | None]) -> str:
    """The feed's own id, else the address, else a hash of what the item says."""
    known = told or url
    if known is None:
        return _hash(contents)
    return known if len(known) <= _LONGEST else _hash([known])


def without_doubles(items: Sequence[FeedItem]) -> tuple[list[FeedItem], list[tuple[int, str]]]:
    """The items with an id each, and of the others place and reason.

    Items of one id and one address are versions of one: the latest stays, the first where times do
    not tell. Of an id on several addresses, as feeds give it whose ids are their own home page, the
    addresses are the ids.
    """
    items = _told_apart(items)
    places = defaultdict(list)
    for place, item in enumerate(items):
        places[item.id].append(place)
    kept = {max(same, key=lambda place: _lateness(items[place], place)) for same in places.values()}
    doubles = [
        (place, "another version of an item of this feed")
        for place in range(len(items))
        if place not in kept
    ]
    return [items[place] for place in sorted(kept)], doubles


def _told_apart(items: Sequence[FeedItem]) -> list[FeedItem]:
    urls = defaultdict(set)
    for item in items:
        urls[item.id].add(item.url)
    return [
        item if len(urls[item.id]) == 1 else replace(item, id=item_id(None, item.url, _said(item)))
        for item in items
    ]


def _lateness(item: FeedItem, place: int) -> tuple[float, int]:
    return (item.posted.at.timestamp() if item.posted else 0.0, -place)


def _said(item: FeedItem) -> tuple[str | None, ...]:
    return (item.title, item.body, item.author)


def _hash(parts: Iterable[str | None]) -> str:
    joined = "\x1f".join(part or "" for part in parts)
    return "sha256:" + hashlib.sha256(joined.encode()).hexdigest()[:32]
