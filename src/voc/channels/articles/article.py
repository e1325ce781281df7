"""From a fetched page to the article on it."""

from collections.abc import Iterable, Mapping
from datetime import tzinfo
from typing import Any
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement

from voc.channels.articles import linked_data, marks, page, when
from voc.channels.articles.authors import author_of
from voc.channels.articles.body import body_text
from voc.channels.articles.linked_data import words
from voc.channels.articles.stretches import stretches
from voc.channels.articles.titles import title_of
from voc.text.web_addresses import canonical
from voc.types.collected import Article, Fetched
from voc.types.feedback import Reject

_ZONE = ZoneInfo("Asia/Shanghai")
# What sites put before their own name for phones; else the page speaks for another host.
_DOORS = ("www.", "m.", "wap.", "amp.", "mobile.", "3g.")


def read_article(fetched: Fetched, zone: tzinfo = _ZONE) -> Article | Reject:
    """The article of a page, or why there is none. A time without a zone is of ``zone``.

    Never raises for what a page holds. A page that asks not to be kept, or that is not free to
    read, is read all the same and says so: who keeps it decides.
    """
    try:
        return _article(fetched, zone)
    except page.Unreadable as why:
        return Reject(where=fetched.final_url, reason=str(why))


def _article(fetched: Fetched, zone: tzinfo) -> Article:
    tree = page.parsed(fetched)
    lines = list(stretches(tree.find("body")))
    text = body_text(tree, lines)
    if text is None:
        raise page.Unreadable("no text of an article found")
    metas, told = linked_data.metas(tree), linked_data.articles(tree)
    title = title_of(tree, metas, told)
    address = _address(tree, metas, fetched.final_url)
    return Article(
        url=fetched.final_url,
        canonical_url=address,
        title=title,
        text=text,
        author=author_of(metas, told, when.byline_of(lines, text, title)),
        site=_site(metas, told, fetched.final_url),
        language=_language(tree, metas),
        posted=when.posted(
            tree, metas, told, address or "", when.byline_of(lines, text, title),
            around=when.Surroundings(zone=zone, fetched_at=fetched.fetched_at),
        ),
        noindex=marks.asks_not_to_be_kept(fetched.headers, metas),
        paywalled=marks.is_paywalled(tree, metas, told),
    )  # fmt: skip


def _address(tree: HtmlElement, metas: Mapping[str, str], final_url: str) -> str | None:
    """What the page calls itself, where it speaks for its own host and not for its front page."""
    own = canonical(final_url)
    links = (one.get("href") for one in tree.iter("link") if "canonical" in _rel(one))
    for told in (*links, metas.get("og:url")):
        try:
            named = canonical(urljoin(final_url, told)) if told else None
        except ValueError:
            continue
        if named and (own is None or (_host(named) == _host(own) and _is_deep(named, own))):
            return named
    return own


def _rel(link: HtmlElement) -> list[str]:
    return (link.get("rel") or "").lower().split()


def _host(address: str) -> str:
    host = urlsplit(address).netloc
    door = next((one for one in _DOORS if host.startswith(one)), "")
    return host.removeprefix(door)


def _is_deep(named: str, own: str) -> bool:
    return urlsplit(named)[2:4] != ("/", "") or urlsplit(own)[2:4] == ("/", "")


def _site(
    metas: Mapping[str, str], articles: Iterable[Mapping[str, Any]], final_url: str
) -> str | None:
    publishers = (name for thing in articles for name in words(thing.get("publisher")))
    own = canonical(final_url)
    return (
        metas.get("og:site_name")
        or next(publishers, None)
        or metas.get("application-name")
        or (_host(own) if own else None)
    )


def _language(tree: HtmlElement, metas: Mapping[str, str]) -> str | None:
    told = tree.get("lang") or metas.get("content-language") or metas.get("og:locale") or ""
    first = told.split(",")[0].strip().lower().replace("_", "-")
    return first if first.replace("-", "").isalnum() and first.isascii() else None
