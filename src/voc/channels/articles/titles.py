"""What the article is called."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

from voc.channels.articles.linked_data import words

LONGEST = 300
_METAS = ("og:title", "articletitle", "twitter:title", "dc.title", "headline", "title")
_HEADINGS = ("h1", "h2", "h3")
# "headline_channel_site", "headline - site", "headline | site"
_SEPARATOR = re.compile(r"\s+[-–—|·»:]\s+|[_|]|-{2,}")
_CLOSING = re.compile(
    r"-(?=[^-]*(?:网|官网|报|社|台|在线|频道|传媒|资讯|新闻|\.com|\.cn|\.net)\s*$)", re.I
)


def title_of(
    tree: HtmlElement, metas: Mapping[str, str], articles: Iterable[Mapping[str, Any]]
) -> str | None:
    """The heading that the page's title begins with, for that title adds the site's name.

    A heading alone may be the site's name, and what a page tells machines may break off at a
    quotation mark or add the site too: they come second, then the title without its site.
    """
    title = _clean(next((_text(one) for one in tree.iter("title")), ""))
    told = [without_site(_clean(one)) for one in _told(metas, articles)]
    headings = [_clean(_text(one)) for tag in _HEADINGS for one in tree.iter(tag)]
    for candidates in (headings, told):
        if inside := [one for one in candidates if _is_in(one, title)]:
            return max(inside, key=len)
    return next(filter(None, (*told, without_site(title), *headings)), None)


def without_site(title: str) -> str:
    """Parts at the end that are shorter than what stands before them are channel and site."""
    while cut := [*_SEPARATOR.finditer(title), *_CLOSING.finditer(title)]:
        last = max(cut, key=lambda found: found.start())
        before, after = title[: last.start()].strip(), title[last.end() :]
        if len(before) <= len(after.strip()):
            break
        title = before
    return title


def _told(metas: Mapping[str, str], articles: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for thing in articles:
        yield from words(thing.get("headline"))
    yield from (metas[name] for name in _METAS if name in metas)


def _text(element: HtmlElement) -> str:
    return str(element.xpath("string()"))


def _clean(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _is_in(part: str, title: str) -> bool:
    """A name of a channel is in the title too; a headline is most of what is not the site."""
    return len(part) >= 4 and part in title and len(part) >= 0.6 * len(without_site(title))
