"""JSON Feed, versions 1 and 1.1."""

import json
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any

from voc.channels.feeds.ids import item_id
from voc.channels.feeds.limits import RefusedError
from voc.channels.feeds.texts import body_of, line_of, line_of_html, url_of
from voc.channels.feeds.times import told_at
from voc.types.collected import FeedItem, TimeCertainty, Told

_TIMES = ("date_published", "date_modified")


def parse_json_feed(text: str) -> tuple[str | None, list[Any]]:
    """The title, and the items as they stand. Raises RefusedError where it is no JSON Feed."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as err:
        raise RefusedError("JSON that cannot be read") from err
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise RefusedError("JSON, but no JSON Feed: it has no list of items")
    return line_of(document.get("title")), items


def json_item(value: object, *, url: str, zone: tzinfo, now: datetime) -> FeedItem | None:
    """The item of one object; None where it is none or holds nothing."""
    if not isinstance(value, dict):
        return None
    link = url_of(value.get("url"), url) or url_of(value.get("external_url"), url)
    # The format has titles as plain text; those who write HTML into one mean its text.
    title = line_of_html(value.get("title"))
    told = [value.get(key) for key in ("content_html", "content_text", "summary")]
    body = next((text for one in told if (text := body_of(one))), None)
    if not (link or title or body):
        return None
    times = [value.get(key) for key in _TIMES]
    at = told_at(times, zone, now)
    author = _author(value)
    contents = (title, body, author, *(line_of(text) for text in times))
    return FeedItem(
        id=item_id(_id(value.get("id")), link, contents),
        url=link,
        title=title,
        body=body,
        author=author,
        posted=Told(at=at, certainty=TimeCertainty.FEED) if at else None,
    )


def _id(value: object) -> str | None:
    """As text: version 1 has numbers too."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value) if abs(value) < 10**30 else None
    return line_of(value)


def _author(value: Mapping[str, Any]) -> str | None:
    authors = value.get("authors")
    first = authors[0] if isinstance(authors, list) and authors else value.get("author")
    return line_of(first.get("name")) if isinstance(first, dict) else None
