"""Worlds of many hosts, mixed as the web is."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Literal, TypeVar

from tests.internet.state import APART
from tests.internet.world import FIRST_ARTICLE, ROBOTS, Language, Site, World

_ENTRIES: tuple[tuple[Literal["feed", "sitemap", "list"], str, int], ...] = (
    ("feed", "/feed.rss", 30),
    ("feed", "/feed.atom", 15),
    ("feed", "/feed.rdf", 5),
    ("feed", "/feed.json", 5),
    ("sitemap", "/sitemap.xml", 12),
    ("sitemap", "/sitemap_index.xml", 13),
    ("list", "/list/", 20),
)
# Letters a language is written in on the web, and how often.
_CHARSETS: dict[Language, tuple[tuple[str, int], ...]] = {
    "zh": (("utf-8", 80), ("gbk", 14), ("gb18030", 6)),
    "zh-hant": (("utf-8", 70), ("big5", 30)),
    "en": (("utf-8", 100),),
    "ko": (("utf-8", 80), ("euc-kr", 20)),
}
_LANGUAGES: tuple[tuple[Language, int], ...] = (("zh", 60), ("zh-hant", 10), ("en", 20), ("ko", 10))
T = TypeVar("T")
_DECLARED: tuple[tuple[Literal["header", "meta"], int], ...] = (("header", 75), ("meta", 25))
# Each tenth article complains of the brand; of twenty one asks not to be kept, one is not free.
NAMED_EVERY, NOINDEX_EVERY, PAYWALLED_EVERY = 10, 17, 13
# Of a pause that hosts ask for: longer than a polite asker's own, so that two requests may meet.
SLOW = 0.75


def address(number: int) -> str:
    """The address of a world's host: 127.1.0.1 and on."""
    return f"127.{1 + number // 50_000}.{number % 50_000 // 250}.{number % 250 + 1}"


def mixed(
    sources: int,
    items: int,
    seed: int = 1,
    page_bytes: int = 30_000,
    pause_s: float = 2,
    newest: datetime | None = None,
) -> World:
    """``sources`` hosts with ``items`` articles in all: kinds, languages, letters and rules mixed.

    One host in ten asks for a pause of ``pause_s``, one in ten gives no validators, one in ten a
    date alone, one in 33 takes its time. Each fifth host that has rules tells of one article more,
    which its rules forbid. Articles are an hour apart and end about ``newest``.
    """
    rng = random.Random(seed)
    each, more = divmod(items, sources)
    return World(
        sites=tuple(
            replace(_site(rng, number, each + (number < more), pause_s), page_bytes=page_bytes)
            for number in range(sources)
        ),
        seed=seed,
        start=FIRST_ARTICLE
        if newest is None
        else newest.replace(microsecond=0) - (each + 1) * APART,
    )


def pausing(pause_s: float) -> str:
    """A robots.txt that asks for a pause."""
    return f"User-agent: *\nCrawl-delay: {pause_s:g}\nDisallow: /private/\n"


def _site(rng: random.Random, number: int, articles: int, pause_s: float) -> Site:
    kind, entry = _drawn(rng, [((kind, entry), share) for kind, entry, share in _ENTRIES])
    language = _drawn(rng, _LANGUAGES)
    charset = _drawn(rng, _CHARSETS[language])
    declared = _drawn(rng, _DECLARED)
    tags, dates = _drawn(rng, [((True, True), 80), ((False, True), 10), ((False, False), 10)])
    robots = _drawn(rng, [(ROBOTS, 70), (pausing(pause_s), 10), (None, 20)])
    forbidding = robots is not None and number % 5 == 0
    return Site(
        host=address(number),
        kind=kind,
        entry=entry,
        language=language,
        charset=charset,
        declared=declared if charset != "utf-8" else "header",
        articles=articles + forbidding,
        private_every=articles + 1 if forbidding else 0,
        shown=articles + 50,
        linked=articles + 50,
        etags=tags,
        last_modified=dates,
        named_every=NAMED_EVERY,
        noindex_every=NOINDEX_EVERY,
        paywalled_every=PAYWALLED_EVERY,
        robots=robots,
        takes_s=_drawn(rng, [(0.0, 97), (SLOW * pause_s, 3)]),
    )


def _drawn(rng: random.Random, weighted: Sequence[tuple[T, int]]) -> T:
    return rng.choices([one for one, _ in weighted], [share for _, share in weighted])[0]
