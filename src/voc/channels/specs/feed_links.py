"""Feeds that a page names for feed readers."""

from voc.channels.specs.document import opened
from voc.channels.specs.places import absolute
from voc.types.collected import FeedLink, Fetched
from voc.types.source import SourceKind

_TYPES = frozenset(
    {"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json",
     "application/json"}
)  # fmt: skip
_MOST = 20
# Of comments on articles there is a feed beside that of the articles, on every page of many sites.
_COMMENTS = ("comment", "评论", "留言", "댓글")


def linked_feeds(page: Fetched) -> tuple[FeedLink, ...]:
    """In the page's order, those of comments last. Raises InputError for what is no page."""
    links: dict[str, FeedLink] = {}
    for link in opened(page, SourceKind.LIST).root.iter("link"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        if kind not in _TYPES or "alternate" not in (link.get("rel") or "").lower().split():
            continue
        url = absolute(link.get("href") or "", page.final_url)
        if url is not None and (kind != "application/json" or "feed" in url):
            title = " ".join((link.get("title") or "").split())[:100] or None
            links.setdefault(url, FeedLink(title=title, url=url))
    return tuple(sorted(links.values(), key=_is_of_comments))[:_MOST]


def _is_of_comments(link: FeedLink) -> bool:
    told = f"{link.title} {link.url}".lower()
    return any(word in told for word in _COMMENTS)
