"""What the world published, held against what the store has."""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import sqlalchemy as sa

from bench.collecting.homes import Home
from tests.internet import Net, Published
from voc.text.web_addresses import canonical

_CODE = re.compile("(?<![A-Z])[A-Z]{12}(?![A-Z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """Nothing missing and nothing doubled is what must be."""

    published: int  # articles that could be read
    items: int  # addresses of articles that the store knows
    due_in_store: int  # texts that should be feedback
    kept: int  # texts of articles that are
    unknown: tuple[str, ...]  # articles whose address the store does not know
    missing: tuple[str, ...]  # articles whose newest text is not in the store
    doubled: tuple[str, ...]  # texts that are stored more than once
    uncalled: tuple[str, ...]  # texts that should not have been kept

    @property
    def holds(self) -> bool:
        return not (self.unknown or self.missing or self.doubled or self.uncalled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Later:
    """A watch query that came later: articles from number ``first`` of their host on must be heard.

    Older ones may: who was read before the query came is not read again until its text changes.
    """

    term: str
    first: Mapping[str, int]  # by host


def compare(home: Home, net: Net, keeps: Mapping[str, str], later: Later | None = None) -> Compared:
    """``keeps``: what each host's source keeps, "all" or "mentions"."""
    with home.database() as connection:
        texts = [text for (text,) in connection.execute(sa.text("SELECT text FROM feedback"))]
        urls = {url for (url,) in connection.execute(sa.text("SELECT url FROM items"))}
    found = Counter(code for text in texts for code in set(_CODE.findall(text)))
    articles = [
        (site, one) for site in net.world.sites for one in net.articles(site.host)
    ]  # fmt: skip
    readable = [
        (site.host, one)
        for site, one in articles
        if one.removed is None and not (one.private and site.robots is not None)
    ]
    wanted = [(host, one) for host, one in readable if _must_be_kept(host, one, keeps, later)]
    allowed = {code for _, one in wanted for code in one.codes}
    if later is not None:
        named = (one for _, one in readable if _names(one, later))
        allowed |= {code for one in named for code in one.codes}
    gone = {code for _, one in articles if one.removed is not None for code in one.codes}
    places = [net.url(host, one.path) for host, one in readable]
    unknown = tuple(place for place in places if canonical(place) not in urls)
    return Compared(
        published=len(readable),
        items=len(readable) - len(unknown),
        due_in_store=len(wanted),
        kept=sum(one.code in found for _, one in wanted),
        unknown=unknown,
        missing=tuple(net.url(host, one.path) for host, one in wanted if one.code not in found),
        doubled=tuple(code for code, times in found.items() if times > 1),
        uncalled=tuple(found.keys() - allowed - gone),
    )


def _must_be_kept(host: str, one: Published, keeps: Mapping[str, str], later: Later | None) -> bool:
    if one.noindex or one.paywalled:
        return False
    new = later is not None and one.number >= later.first[host] and _names(one, later)
    return keeps[host] == "all" or one.names_brand or new


def _names(one: Published, later: Later) -> bool:
    return later.term in one.title or any(later.term in text for text in one.paragraphs)
