"""Items from what feedparser found in a document."""

from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from voc.channels.feeds.feed_xml import Entry
from voc.channels.feeds.ids import item_id
from voc.channels.feeds.texts import body_of, line_of, line_of_html, url_of
from voc.channels.feeds.times import told_at
from voc.types.collected import FeedItem, TimeCertainty, Told

_TIMES = ("published", "created", "updated")  # surest first


def item_of(entry: Entry, *, url: str, zone: tzinfo, now: datetime) -> FeedItem | None:
    """The item of one entry; None where it holds nothing."""
    # As plain mappings: feedparser's own answer one key for another.
    values = dict(entry.items())
    link, title, body = _link(values, url), title_of(values), _body(values)
    if not (link or title or body):
        return None
    told = [values.get(key) for key in _TIMES]
    at = told_at(told, zone, now)
    author = _author(values)
    contents = (title, body, author, *(line_of(text) for text in told))
    return FeedItem(
        id=item_id(line_of(values.get("id")), link, contents),
        url=link,
        title=title,
        body=body,
        author=author,
        posted=Told(at=at, certainty=TimeCertainty.FEED) if at else None,
    )


def title_of(values: Mapping[str, Any]) -> str | None:
    """The title of an entry or a feed as plain text, whatever it was sent as."""
    kind = str(_part(values.get("title_detail"), "type") or "text/plain")
    read = line_of if kind == "text/plain" else line_of_html
    return read(values.get("title"))


def _link(values: Mapping[str, Any], base: str) -> str | None:
    links = values.get("links") or ()
    others = [_part(link, "href") for link in links if _part(link, "rel") == "alternate"]
    told = (values.get("feedburner_origlink"), values.get("link"), *others)
    return next((url for text in told if (url := url_of(text, base))), None)


def _body(values: Mapping[str, Any]) -> str | None:
    contents = [
        body_of(_part(content, "value"))
        for content in values.get("content") or ()
        if str(_part(content, "type")).startswith(("text/", "application/xhtml"))
    ]
    longest = max((text for text in contents if text), key=len, default=None)
    return longest or body_of(values.get("summary"))


def _author(values: Mapping[str, Any]) -> str | None:
    return line_of(_part(values.get("author_detail"), "name")) or line_of(values.get("author"))


def _part(value: object, key: str) -> object:
    return value.get(key) if isinstance(value, dict) else None
