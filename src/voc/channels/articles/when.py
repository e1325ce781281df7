"""When an article was posted: what it tells machines, then its address, then its text."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any

from lxml.html import HtmlElement

from voc.channels.articles.linked_data import words
from voc.channels.articles.moments import epoch, moment, moments
from voc.channels.articles.stretches import Stretch
from voc.channels.times import EARLIEST
from voc.types.collected import TimeCertainty, Told

_METAS = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "publishdate", "publish_date", "publish-date", "publishtime", "publish_time", "pubdate",
    "pubtime", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
    "dcterms.issued", "dc.date", "dc.terms.created", "citation_publication_date", "apub:time",
    "bytedance:published_time", "weibo: article:create_at", "og:release_date",
    "rnews:datepublished", "cxenseparse:recs:publishtime",
    "date", "dateupdate", "datemodified", "article:modified_time", "og:updated_time",
    "weibo: article:update_at",
)  # fmt: skip
# What pages that are put together in the browser keep for their script.
_SCRIPTED = re.compile(
    r"(?i)[\"'\s{,.](?:publish(?:ed)?_?(?:time|date|at)|pub_?(?:time|date)|date_?published|ct)"
    r"[\"']?\s{0,3}[:=]\s{0,3}[\"']?([\d][\d\sT:Z.+/年月日-]{7,30})"
)
_IN_ADDRESS = re.compile(r"/(?:[a-z]?)((?:19|20)\d\d)[-/_]?([01]\d)[-/_]?([0-3]\d)(?!\d)")
_LONGEST_BYLINE = 120  # characters; more is running text, whose days are those of what happened
_LINES_AFTER = 10
_LABEL = re.compile(
    r"发布|發布|发表|發表|日期|时间|時間|来源|來源|作者|입력|등록|published|posted|updated", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a time without a zone, or of another day, is judged by."""

    zone: tzinfo
    fetched_at: datetime  # nothing was posted a day after it was fetched

    def are_of(self, told: datetime) -> bool:
        return told.year >= EARLIEST and told <= self.fetched_at + timedelta(days=1)


def posted(
    tree: HtmlElement,
    metas: Mapping[str, str],
    articles: Iterable[Mapping[str, Any]],
    address: str,
    byline: Sequence[Stretch],
    *,
    around: Surroundings,
) -> Told | None:
    """The first time told that is possible; a day is completed by its hour, told elsewhere."""
    by_page = [
        *_by_machines(tree, metas, articles, around.zone),
        *_by_address(address, around.zone),
    ]
    by_text = [*_by_text(byline, around.zone)]
    sure = [told for told in by_page if around.are_of(told)]
    seen = [told for told in by_text if around.are_of(told)]
    if not sure:
        return Told(at=seen[0].astimezone(UTC), certainty=TimeCertainty.TEXT) if seen else None
    best = sure[0]
    if _is_a_day(best, around.zone):
        best = next((one for one in (*sure, *seen) if _completes(one, best, around.zone)), best)
    return Told(at=best.astimezone(UTC), certainty=TimeCertainty.METADATA)


def _by_machines(
    tree: HtmlElement,
    metas: Mapping[str, str],
    articles: Iterable[Mapping[str, Any]],
    zone: tzinfo,
) -> Iterator[datetime]:
    fields = [
        *(one for thing in articles for one in words(thing.get("datePublished"))),
        *(metas[name] for name in _METAS if name in metas),
        *_time_elements(tree),
    ]
    for field in fields:
        if (told := moment(field, zone)) is not None:
            yield told
    for script in tree.iter("script"):
        for found in _SCRIPTED.finditer((script.text or "")[: 1 << 19]):
            told = epoch(found[1].strip(), zone) or next(moments(found[1], zone), None)
            if told is not None:
                yield told


def _time_elements(tree: HtmlElement) -> Iterator[str]:
    """Where only one is on the page it is the article's; of several, those that say so."""
    said = tree.xpath("//*[@itemprop='datePublished' or @pubdate][not(self::meta)]")
    alone = tree.findall(".//time")
    for element in (*said, *(alone if len(alone) == 1 else [])):
        yield element.get("datetime") or element.get("content") or element.text or ""


def _by_address(address: str, zone: tzinfo) -> Iterator[datetime]:
    for found in _IN_ADDRESS.finditer(address):
        year, month, day = map(int, found.groups())
        try:
            yield datetime(year, month, day, tzinfo=zone)
        except ValueError:  # /20191399/
            continue


def _by_text(byline: Sequence[Stretch], zone: tzinfo) -> list[datetime]:
    """Bylines name the hour, or say what the day is; the nearest before the text comes first."""
    found = [
        (told, line.text)
        for line in byline
        if len(line.text) <= _LONGEST_BYLINE
        for told in moments(line.text, zone)
    ]
    found.sort(key=lambda one: _is_a_day(one[0], zone) and not _LABEL.search(one[1]))
    return [told for told, _ in found]


def byline_of(lines: Sequence[Stretch], text: str, title: str | None) -> list[Stretch]:
    """Where a time may stand: from the title to the text, before the title, after the text."""
    inside = frozenset(text.split("\n"))
    told = [at for at, line in enumerate(lines) if line.text in inside and len(line.text) > 20]
    start, end = (told[0], told[-1]) if told else (0, len(lines) - 1)
    head = next((at for at, line in enumerate(lines[:start]) if title and title in line.text), 0)
    return [*lines[head : start + 3], *lines[:head][::-1], *lines[end + 1 : end + 1 + _LINES_AFTER]]


def _is_a_day(told: datetime, zone: tzinfo) -> bool:
    return told.astimezone(zone).time() == time()


def _completes(one: datetime, day: datetime, zone: tzinfo) -> bool:
    same = one.astimezone(zone).date() == day.astimezone(zone).date()
    return same and not _is_a_day(one, zone)
