"""What an entry page tells: leads to items, further entries, texts that stand on no page. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from voc.pipeline.collecting.texts import LONGEST_ADDRESS, plain_body
from voc.pipeline.collecting.verdicts import FeedSaid
from voc.text.web_addresses import canonical
from voc.types.collected import Feed, FeedItem, Sitemap, SitemapEntry
from voc.types.feedback import RawFeedback, Reject
from voc.types.items import Entry, Lead
from voc.types.source import Source

MOST_CHILDREN = 50  # sitemaps of an index that a round asks; the next round goes on
DEEPEST = 3  # indexes inside each other
LONGEST_TITLE = 500
# What sites put before their name for phones.
_DOORS = ("www.", "m.", "wap.", "amp.", "mobile.", "3g.")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTold:
    leads: tuple[Lead, ...] = ()  # each address once
    said: Mapping[str, FeedSaid] | None = None  # by address
    texts: tuple[RawFeedback, ...] = ()  # of a feed's items that have no page
    children: tuple[SitemapEntry, ...] = ()  # sitemaps inside this one
    rejects: tuple[Reject, ...] = ()
    refused: str | None = None  # why it could not be read at all

    @property
    def nothing(self) -> bool:
        return not (self.leads or self.texts or self.children)


def feed_told(feed: Feed, entry_url: str, source: Source) -> EntryTold:
    if feed.format is None:
        return EntryTold(rejects=feed.rejects, refused=_reason(feed.rejects))
    placed = [(address(item.url) if item.url else None, item) for item in feed.items]
    with_page = {url: item for url, item in placed if url is not None}
    return EntryTold(
        leads=tuple(
            Lead(url=url, title=item.title and item.title[:LONGEST_TITLE], posted=item.posted)
            for url, item in with_page.items()
        ),
        said={
            url: FeedSaid(body=item.body, title=item.title, author=item.author)
            for url, item in with_page.items()
        },
        texts=tuple(
            raw for url, item in placed if url is None and (raw := _text(item, entry_url, source))
        ),
        rejects=feed.rejects,
    )


def sitemap_told(sitemap: Sitemap, entry_url: str) -> EntryTold:
    """Of its own site only: a sitemap may not send voc to others."""
    own = [(url, entry) for url, entry in _canonical(sitemap) if same_site(url, entry_url)]
    foreign = len(sitemap.entries) - len(own)
    rejects = sitemap.rejects
    if foreign:
        told = f"{foreign:,} addresses left out: of other sites, or none of the web"
        rejects = (*rejects, Reject(where=entry_url, reason=told))
    if not sitemap.entries and rejects:
        return EntryTold(rejects=rejects, refused=_reason(rejects))
    latest: dict[str, datetime | None] = {}
    for url, entry in own:
        latest[url] = max(filter(None, (latest.get(url), entry.lastmod)), default=None)
    if sitemap.is_index:
        children = tuple(SitemapEntry(url=url, lastmod=at) for url, at in latest.items())
        return EntryTold(children=children, rejects=rejects)
    leads = tuple(Lead(url=url, changed=at) for url, at in latest.items())
    return EntryTold(leads=leads, rejects=rejects)


def links_told(leads: Sequence[Lead]) -> EntryTold:
    short = (lead for lead in leads if len(lead.url) <= LONGEST_ADDRESS)
    return EntryTold(leads=tuple({lead.url: lead for lead in short}.values()))


def address(url: str) -> str | None:
    """In canonical form; None for none of the web, and for one too long to be known by."""
    found = canonical(url)
    return found if found is not None and len(found) <= LONGEST_ADDRESS else None


def children_to_ask(
    told: Iterable[SitemapEntry], known: Mapping[str, Entry]
) -> tuple[list[SitemapEntry], int]:
    """Whose lastmod moved, never taken in or told without one; and how many wait for a next round.

    Newest first; of those that tell no time, the longest not asked first.
    """
    moved = [
        child
        for child in told
        if child.lastmod is None
        or child.url not in known
        or known[child.url].lastmod != child.lastmod
    ]

    def order(child: SitemapEntry) -> tuple[float, float, str]:
        entry = known.get(child.url)
        taken = entry.taken_at.timestamp() if entry and entry.taken_at else 0.0
        return -(child.lastmod.timestamp() if child.lastmod else 0.0), taken, child.url

    moved.sort(key=order)
    return moved[:MOST_CHILDREN], max(0, len(moved) - MOST_CHILDREN)


def same_site(one: str, other: str) -> bool:
    """Whether both are on one host, or one on a part of the other's: news.x.com and x.com."""
    a, b = _site(one), _site(other)
    return a == b or a.endswith(f".{b}") or b.endswith(f".{a}")


def same_origin(one: str, other: str) -> bool:
    """The same host and port, asked in the same way: what is encrypted there is here."""
    return _origin(one) == _origin(other)


def _origin(url: str) -> tuple[str, str | None, int | None]:
    parts = urlsplit(canonical(url) or url)
    return parts.scheme, parts.hostname, parts.port


def _site(url: str) -> str:
    host = urlsplit(url).hostname or ""
    door = next((one for one in _DOORS if host.startswith(one)), "")
    return host.removeprefix(door)


def _canonical(sitemap: Sitemap) -> Iterable[tuple[str, SitemapEntry]]:
    for entry in sitemap.entries:
        url = address(entry.url)
        if url is not None:
            yield url, entry


def _text(item: FeedItem, entry_url: str, source: Source) -> RawFeedback | None:
    text = plain_body(item.body) if item.body else None
    if text is None:
        return None
    return RawFeedback(
        where=f"{entry_url}#{item.id}",
        channel=source.channel,
        kind=source.tells,
        text=text,
        external_id=f"{entry_url}#{item.id}",
        posted_at=item.posted.at if item.posted else None,
        author=item.author,
        title=item.title,
        url=entry_url,
    )


def _reason(rejects: Sequence[Reject]) -> str:
    return rejects[0].reason if rejects else "nothing in it could be read"
