"""Finding out what an address is. Nothing is stored."""

from dataclasses import dataclass, replace

from voc.errors import InputError
from voc.pipeline.source_readers import SourceReaders, ask_page
from voc.ports.fetching import Fetcher, Fetching
from voc.types.collected import Article, FeedLink, Fetched
from voc.types.source import SourceKind

# A page of fewer links to articles is an article with others beside it, or a door.
LEAST_LINKS = 5
FEEDS_TRIED = 5  # of those that a page names


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What an address turned out to be."""

    kind: SourceKind
    url: str
    title: str | None
    says: str  # in a sentence
    others: tuple[FeedLink, ...] = ()  # further feeds that the page names


def find_out(fetcher: Fetcher, readers: SourceReaders, url: str) -> Found:
    """Ask an address once, and feeds that it names. Raises InputError where it is no source."""
    with fetcher.session() as session:
        page = ask_page(session, url)
        return (
            _as_feed(readers, page)
            or _as_sitemap(readers, page)
            or _by_named_feed(session, readers, page)
            or _as_page(readers, page)
        )


def _as_feed(readers: SourceReaders, page: Fetched) -> Found | None:
    feed = readers.feed(page)
    if feed.format in {None, "unknown"}:
        return None
    says = f"a feed ({feed.format}) of {len(feed.items):,} items"
    return Found(kind=SourceKind.FEED, url=page.url, title=feed.title, says=says)


def _as_sitemap(readers: SourceReaders, page: Fetched) -> Found | None:
    sitemap = readers.sitemap(page)
    if not sitemap.entries:
        return None
    what = "an index of {:,} sitemaps" if sitemap.is_index else "a sitemap of {:,} addresses"
    says = what.format(len(sitemap.entries))
    return Found(kind=SourceKind.SITEMAP, url=page.url, title=None, says=says)


def _by_named_feed(session: Fetching, readers: SourceReaders, page: Fetched) -> Found | None:
    """The first that can be read of the feeds that the page names."""
    try:
        named = tuple(readers.linked_feeds(page))
    except InputError:
        return None
    for link in named[:FEEDS_TRIED]:
        try:
            found = _as_feed(readers, ask_page(session, link.url))
        except InputError:
            continue
        if found is not None:
            others = tuple(one for one in named if one != link)
            says = f"a page that names {found.says}: {link.url}"
            return replace(found, says=says, title=found.title or link.title, others=others)
    return None


def _as_page(readers: SourceReaders, page: Fetched) -> Found:
    """Raises InputError where it is no page either."""
    try:
        links = readers.links(page, None)
    except InputError as err:
        raise InputError(
            f"{page.url} is neither a feed nor a sitemap nor a page of articles: {err}. Of pages "
            "of reviews and of JSON a spec tells what stands where; see docs/sources.md."
        ) from err
    article = readers.article(page)
    if isinstance(article, Article) and (
        len(links) < LEAST_LINKS or readers.is_article(page.final_url)
    ):
        return Found(kind=SourceKind.PAGE, url=page.url, title=article.title, says="one article")
    if len(links) >= LEAST_LINKS:
        says = f"a page of {len(links):,} links to articles"
        return Found(kind=SourceKind.LIST, url=page.url, title=None, says=says)
    raise InputError(
        f"{page.url} is a page, but neither an article nor a list of them. Name --kind, or a spec; "
        "see docs/sources.md."
    )
