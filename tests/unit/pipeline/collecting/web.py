"""A web in memory, at the ports of collecting."""

import json
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from voc.errors import InputError
from voc.insight.health.pauses import next_asking
from voc.pipeline.collecting import CollectTools
from voc.types.collected import (
    Article,
    Feed,
    FeedItem,
    Fetched,
    Sitemap,
    SitemapEntry,
    TimeCertainty,
    Told,
)
from voc.types.feedback import FeedbackKind, RawFeedback, Reject
from voc.types.fetching import Answer, Answered, Ask, Failed, Unchanged, Validators, Why
from voc.types.items import Lead
from voc.types.source import (
    Health,
    Keep,
    Origin,
    Outcome,
    Source,
    SourceDay,
    SourceKind,
    SourceState,
    Spec,
)
from voc.types.trial import RowsPage

NOW = datetime(2026, 11, 20, 8, 0, tzinfo=UTC)
BRAND = "屿禾"
FEED = "https://news.example/feed.xml"


def article(text: str, **told: object) -> dict[str, object]:
    """A page as the reader of this web reads it."""
    return {"text": text, **told}


@dataclass
class Web:
    """Answers at once, in the order of the asks. Pages are JSON; validators are their digests."""

    pages: dict[str, object] = field(default_factory=dict)
    ills: dict[str, Failed] = field(default_factory=dict)
    asked: list[Ask] = field(default_factory=list)
    tags: bool = True

    def say(self, url: str, page: object) -> None:
        self.pages[url] = page

    def fail(self, url: str, why: Why, retry_at: datetime | None = None) -> None:
        told = f"{url} fails"
        self.ills[url] = Failed(id=0, at=NOW, why=why, message=told, retry_at=retry_at)

    def times(self, url: str) -> int:
        return sum(ask.url == url for ask in self.asked)

    @contextmanager
    def session(self) -> Iterator["Session"]:
        yield Session(self)

    def answer(self, ask: Ask) -> Answer:
        self.asked.append(ask)
        if ask.url in self.ills:
            return replace(self.ills[ask.url], id=ask.id)
        if ask.url not in self.pages:
            return Failed(id=ask.id, at=NOW, why=Why.GONE, message=f"{ask.url} is not there")
        page = self.pages[ask.url]
        body = json.dumps(page, ensure_ascii=False, default=str).encode()
        tag = str(hash(body)) if self.tags else None
        if tag is not None and ask.validators.etag == tag:
            return Unchanged(id=ask.id, at=NOW)
        final = page.get("leads_to", ask.url) if isinstance(page, dict) else ask.url
        fetched = Fetched(
            url=ask.url, final_url=str(final), status=200, headers={}, body=body,
            fetched_at=NOW, from_cache=False,
        )  # fmt: skip
        return Answered(id=ask.id, page=fetched, validators=Validators(etag=tag))


@dataclass
class Session:
    web: Web
    asks: deque[Ask] = field(default_factory=deque)

    @property
    def open(self) -> int:
        return len(self.asks)

    def put(self, ask: Ask) -> None:
        self.asks.append(ask)

    def take(self, wait_s: float | None = None) -> Answer | None:
        return self.web.answer(self.asks.popleft()) if self.asks else None


class Pages:
    """Reads this web's pages."""

    def read(self, pages: Sequence[Fetched]) -> list[Article | Reject]:
        return [_article(page) for page in pages]


def _article(page: Fetched) -> Article | Reject:
    told = json.loads(page.body)
    if "text" not in told:
        return Reject(where=page.final_url, reason="no text of an article found")
    posted = told.get("posted")
    return Article(
        url=page.final_url,
        canonical_url=told.get("canonical", page.final_url),
        title=told.get("title"),
        text=told["text"],
        author=told.get("author"),
        site=None,
        language=None,
        posted=Told(at=datetime.fromisoformat(posted), certainty=TimeCertainty.TEXT)
        if posted
        else None,
        noindex=told.get("noindex", False),
        paywalled=told.get("paywalled", False),
    )


def _feed(page: Fetched) -> Feed:
    told = json.loads(page.body)
    if not isinstance(told, list):
        refused = Reject(where=page.url, reason="no feed")
        return Feed(format=None, title=None, items=(), rejects=(refused,))
    items = [
        FeedItem(
            id=one.get("id", one.get("url")),
            url=one.get("url"),
            title=one.get("title"),
            body=one.get("body"),
            author=None,
            posted=Told(at=datetime.fromisoformat(one["at"]), certainty=TimeCertainty.FEED)
            if "at" in one
            else None,
        )
        for one in told
    ]
    return Feed(format="rss20", title=None, items=tuple(items), rejects=())


def _sitemap(page: Fetched) -> Sitemap:
    told = json.loads(page.body)
    listed = told.get("maps", told.get("urls", {}))
    entries = tuple(
        SitemapEntry(url=url, lastmod=at and datetime.fromisoformat(at))
        for url, at in listed.items()
    )
    return Sitemap(is_index="maps" in told, entries=entries, rejects=())


def _links(page: Fetched, _: Source) -> tuple[Lead, ...]:
    told = json.loads(page.body)
    if not isinstance(told, list):
        raise InputError("no page of links")
    return tuple(Lead(url=url) for url in told)


def _rows(page: Fetched, source: Source) -> RowsPage:
    told = json.loads(page.body)
    rows = tuple(
        Reject(where=f"{page.url}, row {number}", reason="no text")
        if text == ""
        else RawFeedback(
            where=f"{page.url}, row {number}", channel=source.channel, kind=source.tells, text=text
        )
        for number, text in enumerate(told["rows"], start=1)
    )
    return RowsPage(rows=rows, next_url=told.get("next"))


def _no_folder(_: object, source: Source, now: datetime) -> SourceDay:
    return SourceDay(source=source.name, day=now.date())


def names_brand(raw: RawFeedback) -> RawFeedback | None:
    return raw if BRAND in raw.text else None


def no_judgement(
    days: Sequence[SourceDay], before: SourceState, outcome: Outcome, now: datetime
) -> SourceState:
    health = Health.OK if outcome.answered else Health.FAILING
    error = outcome.why.value if outcome.why else None
    return replace(before, health=health, asked_at=now, error=error, message=outcome.message)


def tools(web: Web, **given: object) -> CollectTools:
    values: dict[str, object] = {
        "fetcher": web, "articles": lambda: nullcontext(Pages()), "feed": _feed,
        "sitemap": _sitemap, "links": _links,
        "rows": _rows, "folder": _no_folder, "hears": names_brand, "plan": next_asking,
        "judge": no_judgement, "secret": b"a secret of tests", "zone": UTC,
    }  # fmt: skip
    return CollectTools(**(values | given))


def source(kind: SourceKind = SourceKind.FEED, place: str = FEED, **given: object) -> Source:
    rows = kind in {SourceKind.REVIEWS, SourceKind.JSON}
    values: dict[str, object] = {
        "name": "news", "kind": kind, "place": place, "channel": "news.example",
        "tells": FeedbackKind.REVIEW if rows else FeedbackKind.MEDIA,
        "keep": Keep.ALL if rows else Keep.MENTIONS, "origin": Origin.STORE, "digest": "1",
        "spec": Spec(rows="rows") if rows else None,
    }  # fmt: skip
    return Source(**(values | given))


@dataclass
class Clock:
    at: datetime = NOW

    def __call__(self) -> datetime:
        return self.at

    def on(self, **given: float) -> None:
        self.at += timedelta(**given)
