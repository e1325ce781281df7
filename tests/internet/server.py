"""Answers for all hosts of a world, in a process of its own, and writes down who asked.

| path | what it is |
|---|---|
| /robots.txt | as the site says |
| /feed.rss /feed.atom /feed.rdf /feed.json | the newest articles |
| /sitemap.xml | all articles; /sitemap_index.xml names /sitemap-1.xml … |
| /list/ /list/?page=2 | links |
| /news/… /private/… | articles |
| /reviews?page=1 | rows in HTML |
| /api/reviews?page=1 /api/reviews/cursor?cursor= | rows in JSON |
| /wild/… | what no honest server sends: wild.py |
"""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from gzip import compress
from urllib.parse import parse_qs, urlsplit

from tests.internet import entries, pages
from tests.internet.reply import Manner, Reply, html, plain
from tests.internet.state import SiteState
from tests.internet.wild import wild
from tests.internet.world import Fault, Ill, Published, World


class Sites:
    """What every path answers, and what ails which host."""

    def __init__(self, world: World, port: int) -> None:
        self.port = port
        self.states = {site.host: SiteState(world, site) for site in world.sites}
        self._faults: list[tuple[str | None, Fault, int]] = []  # host, fault, requests it had
        self._rng = random.Random(world.seed)

    def answer(self, host: str, target: str, headers: dict[str, str]) -> Reply:
        state = self.states.get(host)
        if state is None:
            return plain("no such host", 421)
        fault = self._fault(host, target)
        if fault is not None and fault.ill is Ill.STATUS:
            after = {} if fault.retry_after is None else {"Retry-After": fault.retry_after}
            return Reply(status=fault.status, headers=after, body=b"not now")
        reply = self._page(state, target, headers)
        return reply if fault is None else _ailing(reply, fault)

    def break_(self, host: str | None, fault: Fault) -> None:
        self._faults.append((host, fault, 0))

    def heal(self, host: str | None) -> None:
        self._faults = [one for one in self._faults if host is not None and one[0] != host]

    def _fault(self, host: str, target: str) -> Fault | None:
        for place, (ill_host, fault, had) in enumerate(self._faults):
            fits = (ill_host is None or ill_host == host) and target.startswith(fault.path)
            spared = target == "/robots.txt" and not fault.robots
            over = fault.times is not None and had >= fault.times
            if fits and not spared and not over and self._rng.random() < fault.share:
                self._faults[place] = (ill_host, fault, had + 1)
                return fault
        return None

    def _page(self, state: SiteState, target: str, headers: dict[str, str]) -> Reply:
        url = urlsplit(target)
        base = f"http://{state.site.host}:{self.port}"
        if url.path.startswith("/wild/"):
            return wild(url.path.removeprefix("/wild/"), url.query)
        if target in state.raw:
            status, raw_headers, body = state.raw[target]
            return Reply(status=status, headers=raw_headers, body=body)
        article = state.article(url.path)
        reply = (
            _article(state, article, base)
            if article is not None
            else _standing(state, url.path, parse_qs(url.query), base)
        )
        return _dressed(state, article, url.path, reply, headers)


def _article(state: SiteState, article: Published, base: str) -> Reply:
    if article.removed is not None:
        return html(b"<h1>gone</h1>", status=article.removed)
    return pages.article_page(state, article, base)


def _standing(state: SiteState, path: str, query: dict[str, list[str]], base: str) -> Reply:
    page = _number(query.get("page", ["1"])[0])
    if path in _ENTRIES:
        return _ENTRIES[path](state, base)
    if path in _PAGED:
        return _PAGED[path](state, page)
    if path == "/api/reviews/cursor":
        return entries.reviews_by_cursor(state, query.get("cursor", [None])[0])
    if path.startswith("/sitemap-"):
        part = _number(path.removeprefix("/sitemap-").removesuffix(".xml"))
        return entries.sitemap(state, base, part)
    return html(b"<h1>404</h1>", status=404)


def _home(state: SiteState, _: str) -> Reply:
    feed = '<link rel="alternate" type="application/rss+xml" href="/feed.rss">'
    text = f"<html><head><title>{state.site.host}</title>{feed}</head><body>hello</body></html>"
    return html(text.encode())


def _robots(state: SiteState, _: str) -> Reply:
    return plain("no rules", 404) if state.robots is None else plain(state.robots)


_ENTRIES: dict[str, Callable[[SiteState, str], Reply]] = {
    "/": _home,
    "/robots.txt": _robots,
    "/feed.rss": entries.rss,
    "/feed.atom": entries.atom,
    "/feed.rdf": entries.rdf,
    "/feed.json": entries.json_feed,
    "/sitemap.xml": entries.sitemap,
    "/sitemap_index.xml": entries.sitemap_index,
}
_PAGED: dict[str, Callable[[SiteState, int], Reply]] = {
    "/list/": pages.list_page,
    "/reviews": pages.review_page,
    "/api/reviews": entries.reviews_by_page,
}


def _dressed(
    state: SiteState,
    article: Published | None,
    path: str,
    reply: Reply,
    headers: dict[str, str],
) -> Reply:
    """With what lets the asker ask "is it still this?", or the answer that it is."""
    site = state.site
    if reply.status != 200 or path in {"/", "/robots.txt"}:
        return replace(reply, wait_s=site.takes_s)
    tag = f'"{article.code if article else state.revision}"'
    changed = (article.changed if article else state.changed()).replace(microsecond=0)
    marks = {"ETag": tag} if site.etags else {}
    if site.last_modified:
        marks["Last-Modified"] = format_datetime(changed.astimezone(UTC), usegmt=True)
    if _still(site.etags, site.last_modified, tag, changed, headers):
        return Reply(status=304, headers=marks, wait_s=site.takes_s)
    body = reply.body
    if site.gzip and "gzip" in headers.get("accept-encoding", ""):
        marks["Content-Encoding"], body = "gzip", compress(body, 1, mtime=0)
    return replace(reply, headers={**reply.headers, **marks}, body=body, wait_s=site.takes_s)


def _still(etags: bool, dates: bool, tag: str, changed: datetime, headers: dict[str, str]) -> bool:
    if etags and "if-none-match" in headers:
        return tag in headers["if-none-match"]
    if dates and "if-modified-since" in headers:
        try:
            return changed <= parsedate_to_datetime(headers["if-modified-since"])
        except (TypeError, ValueError):
            return False
    return False


def _ailing(reply: Reply, fault: Fault) -> Reply:
    match fault.ill:
        case Ill.HANG:
            return Reply(manner=Manner.HANG)
        case Ill.REFUSE:
            return Reply(manner=Manner.REFUSE)
        case Ill.DROP:
            return replace(reply, manner=Manner.DROP)
        case Ill.TRICKLE:
            return replace(reply, manner=Manner.TRICKLE, wait_s=fault.wait_s)
        case _:
            return replace(reply, wait_s=fault.wait_s)


def _number(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 9 and int(text) > 0 else 1
