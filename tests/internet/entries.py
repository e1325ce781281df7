"""Feeds, sitemaps and endpoints that tell of articles and reviews."""

import json
from email.utils import format_datetime
from html import escape
from typing import Any

from tests.internet.reply import Reply
from tests.internet.state import SiteState
from tests.internet.world import Published, Site

_SITEMAP = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'


def rss(state: SiteState, base: str) -> Reply:
    items = "".join(
        f"<item><title>{escape(one.title)}</title><link>{base}{one.path}</link>"
        f'<guid isPermaLink="false">{state.site.host}-{one.number}</guid>'
        f"<pubDate>{format_datetime(one.at)}</pubDate>"
        f"<description>{escape(_body(state.site, one))}</description></item>"
        for one in _shown(state)
    )
    text = (
        f'<rss version="2.0"><channel><title>{state.site.host}</title><link>{base}/</link>'
        f"<description>{state.site.host}</description>{items}</channel></rss>"
    )
    return _xml(state.site, text, "application/rss+xml")


def atom(state: SiteState, base: str) -> Reply:
    entries = "".join(
        f"<entry><title>{escape(one.title)}</title><id>{base}{one.path}</id>"
        f'<link rel="alternate" href="{base}{one.path}"/>'
        f"<published>{one.at.isoformat()}</published><updated>{one.changed.isoformat()}</updated>"
        f'<content type="html">{escape(_body(state.site, one))}</content></entry>'
        for one in _shown(state)
    )
    text = (
        f'<feed xmlns="http://www.w3.org/2005/Atom"><title>{state.site.host}</title>'
        f"<id>{base}/</id><updated>{state.changed().isoformat()}</updated>{entries}</feed>"
    )
    return _xml(state.site, text, "application/atom+xml")


def rdf(state: SiteState, base: str) -> Reply:
    items = "".join(
        f'<item rdf:about="{base}{one.path}"><title>{escape(one.title)}</title>'
        f"<link>{base}{one.path}</link><dc:date>{one.at.isoformat()}</dc:date>"
        f"<description>{escape(_body(state.site, one))}</description></item>"
        for one in _shown(state)
    )
    text = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{base}/"><title>{state.site.host}</title><link>{base}/</link>'
        f"<description>{state.site.host}</description></channel>{items}</rdf:RDF>"
    )
    return _xml(state.site, text, "application/rdf+xml")


def json_feed(state: SiteState, base: str) -> Reply:
    items = [
        {
            "id": f"{state.site.host}-{one.number}",
            "url": f"{base}{one.path}",
            "title": one.title,
            "content_text": _body(state.site, one),
            "date_published": one.at.isoformat(),
            "date_modified": one.changed.isoformat(),
        }
        for one in _shown(state)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": state.site.host, "items": items}
    return _json(feed, "application/feed+json")


def sitemap(state: SiteState, base: str, part: int | None = None) -> Reply:
    """All articles, or a part of an index: 1 holds the oldest, so that old ones stay as are."""
    articles = state.articles if part is None else _part(state, part)
    if part is not None and not articles:
        return Reply(status=404)
    urls = "".join(
        f"<url><loc>{base}{one.path}</loc><lastmod>{one.changed.isoformat()}</lastmod></url>"
        for one in articles
        if one.removed is None
    )
    return _utf8_xml(f"<urlset {_SITEMAP}>{urls}</urlset>")


def sitemap_index(state: SiteState, base: str) -> Reply:
    parts = -(-len(state.articles) // state.site.per_sitemap)
    maps = "".join(
        f"<sitemap><loc>{base}/sitemap-{part}.xml</loc>"
        f"<lastmod>{max(one.changed for one in _part(state, part)).isoformat()}</lastmod></sitemap>"
        for part in range(1, parts + 1)
    )
    return _utf8_xml(f"<sitemapindex {_SITEMAP}>{maps}</sitemapindex>")


def reviews_by_page(state: SiteState, number: int) -> Reply:
    newest = state.reviews[::-1]
    size = state.site.linked
    rows = [
        {
            "id": one.id,
            "content": one.text,
            "score": one.rating,
            "nick": one.author,
            "goods": {"name": one.product},
            "time": f"{one.at:%Y-%m-%d %H:%M:%S}",
        }
        for one in newest[(number - 1) * size : number * size]
    ]
    pages = -(-len(newest) // size)
    return _json({"code": 0, "data": {"page": number, "pages": pages, "comments": rows}})


def reviews_by_cursor(state: SiteState, cursor: str | None) -> Reply:
    """The cursor names the oldest review told, so that new ones push nothing to the next page."""
    newest = [one for one in reversed(state.reviews) if cursor is None or one.id < cursor]
    rows = newest[: state.site.linked]
    items = [
        {
            "id": one.id,
            "body": one.text,
            "stars": one.rating * 2,  # of 10
            "author": {"name": one.author},
            "created": int(one.at.timestamp() * 1000),
        }
        for one in rows
    ]
    following = rows[-1].id if len(newest) > len(rows) else None
    return _json({"items": items, "next": following})


def _shown(state: SiteState) -> list[Published]:
    return state.shown()[: state.site.shown]


def _part(state: SiteState, part: int) -> list[Published]:
    size = state.site.per_sitemap
    return state.articles[(part - 1) * size : part * size]


def _body(site: Site, one: Published) -> str:
    if site.full_feed:
        return "".join(f"<p>{escape(text)}</p>" for text in one.paragraphs)
    return escape(one.paragraphs[-1][:60])


def _xml(site: Site, text: str, kind: str) -> Reply:
    body = f'<?xml version="1.0" encoding="{site.charset}"?>{text}'
    return Reply(
        headers={"Content-Type": kind}, body=body.encode(site.charset, "xmlcharrefreplace")
    )


def _utf8_xml(text: str) -> Reply:
    return Reply(
        headers={"Content-Type": "application/xml"},
        body=f'<?xml version="1.0" encoding="UTF-8"?>{text}'.encode(),
    )


def _json(value: Any, kind: str = "application/json") -> Reply:
    return Reply(
        headers={"Content-Type": kind}, body=json.dumps(value, ensure_ascii=False).encode()
    )
