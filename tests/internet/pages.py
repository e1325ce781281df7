"""Articles and lists of them in HTML, with all that stands around a text on the web."""

import random
from datetime import datetime
from functools import cache
from html import escape

from tests.internet import texts
from tests.internet.reply import Reply, html
from tests.internet.state import SiteState
from tests.internet.world import Published, Site

_STYLE = (
    "body{margin:0;font:16px/1.7 sans-serif}nav a{padding:0 12px}.side{float:right;width:280px}"
)


def article_page(state: SiteState, article: Published, base: str) -> Reply:
    site = state.site
    head = (
        f"<title>{escape(article.title)} - {site.host}</title>"
        f'<link rel="canonical" href="{base}{article.path}">'
        f'<meta property="og:title" content="{escape(article.title)}">'
        f'<meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{article.at.isoformat()}">'
    )
    if article.noindex:
        head += '<meta name="robots" content="noindex">'
    if article.paywalled:
        head += '<meta name="article:content_tier" content="locked">'
    body = "".join(f"<p>{escape(text)}</p>" for text in article.paragraphs)
    related = "".join(
        f'<li><a href="{other.path}">{escape(other.title)}</a></li>'
        for other in state.articles[max(0, article.number - 6) : article.number]
    )
    page = (
        f"<body>{_menu(site)}<main><article><h1>{escape(article.title)}</h1>"
        f'<div class="meta"><time datetime="{article.at.isoformat()}">{article.at:%Y-%m-%d %H:%M}'
        f'</time></div><div class="content">{body}</div></article></main>'
        f'<aside class="side"><h3>{_menu_word(site, 1)}</h3><ul>{related}</ul></aside>'
        f"{_foot(site)}</body></html>"
    )
    return _sent(site, head, page, site.page_bytes)


def list_page(state: SiteState, number: int) -> Reply:
    site = state.site
    shown = state.shown()
    rows = shown[(number - 1) * site.linked : number * site.linked]
    if not rows and number > 1:
        return html(b"<h1>404</h1>", status=404)
    links = "".join(
        f'<li class="item"><a href="{one.path}">{escape(one.title)}</a>'
        f'<span class="date">{one.at:%Y-%m-%d}</span></li>'
        for one in rows
    )
    more = number * site.linked < len(shown)
    next_link = (
        f'<a class="next" rel="next" href="/list/?page={number + 1}">&gt;</a>' if more else ""
    )
    page = (
        f'<body>{_menu(site)}<main><h1>{_menu_word(site, 1)}</h1><ul class="list">{links}</ul>'
        f'<div class="pages">{next_link}</div></main>'
        f"{_foot(site)}</body></html>"
    )
    return _sent(site, f"<title>{site.host}</title>", page, 0)


def review_page(state: SiteState, number: int) -> Reply:
    site = state.site
    newest = state.reviews[::-1]
    rows = newest[(number - 1) * site.linked : number * site.linked]
    items = "".join(
        f'<div class="review" data-id="{one.id}"><span class="who">{escape(one.author)}</span>'
        f'<span class="stars" title="{one.rating}">{"★" * one.rating}</span>'
        f'<a class="product" href="/p/">{escape(one.product)}</a>'
        f'<time datetime="{one.at.isoformat()}">{_day(one.at)}</time>'
        f'<p class="text">{escape(one.text)}</p></div>'
        for one in rows
    )
    more = number * site.linked < len(newest)
    next_link = f'<a class="next" href="?page={number + 1}">&gt;</a>' if more else ""
    page = f'<body>{_menu(site)}<section id="reviews">{items}</section>{next_link}</body></html>'
    return _sent(site, f"<title>{site.host}</title>", page, 0)


def _sent(site: Site, head: str, page: str, least: int) -> Reply:
    """The page in the site's letters, filled with script up to ``least`` bytes."""
    meta = f'<meta charset="{site.charset}">' if site.declared == "meta" else ""
    lang = {"zh": "zh-CN", "zh-hant": "zh-TW", "en": "en", "ko": "ko"}[site.language]
    start = f'<!DOCTYPE html><html lang="{lang}"><head>{meta}{head}<style>{_STYLE}</style>'
    body = (page).encode(site.charset, "xmlcharrefreplace")
    begin = start.encode(site.charset, "xmlcharrefreplace")
    filler = _script()[: max(0, least - len(body) - len(begin))]
    script = b"<script>var state=[" + filler + b"0];</script></head>"
    charset = site.charset if site.declared == "header" else None
    return html(begin + script + body, charset)


@cache
def _script() -> bytes:
    rng = random.Random(1)
    return ",".join(f"{rng.randrange(1 << 32)}" for _ in range(12_000)).encode() + b","


def _menu(site: Site) -> str:
    words = texts.TONGUES[site.language].menu
    links = "".join(f'<a href="/{place}/">{word}</a>' for place, word in enumerate(words))
    return f'<header><div class="logo">{site.host}</div><nav>{links}</nav></header>'


def _menu_word(site: Site, number: int) -> str:
    return texts.TONGUES[site.language].menu[number]


def _foot(site: Site) -> str:
    words = texts.TONGUES[site.language].menu
    return f"<footer><p>© {site.host}</p><p>{' | '.join(words)}</p></footer>"


def _day(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"
