"""Entry pages: which are asked, and what is taken in of their answers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from voc.errors import InputError
from voc.pipeline.collecting.entries import (
    DEEPEST,
    EntryTold,
    children_to_ask,
    feed_told,
    links_told,
    same_origin,
    same_site,
    sitemap_told,
)
from voc.pipeline.collecting.keeping import Keeper
from voc.pipeline.collecting.line import EntryTask, Line
from voc.pipeline.collecting.texts import bytes_digest
from voc.pipeline.collecting.tools import CollectTools, RoundStore
from voc.text.web_addresses import canonical
from voc.types.collected import Fetched, SitemapEntry
from voc.types.feedback import RawFeedback, Reject
from voc.types.fetching import NO_VALIDATORS, Answer, Answered, Ask, Failed, Unchanged, Why
from voc.types.items import Entry, Lead
from voc.types.source import PagingStop, Source, SourceDay, SourceKind
from voc.types.trial import RowsPage

# Characters of feeds' bodies that a round holds until their items were asked: half of it in bytes
# for Latin letters, all of it for Chinese ones.
MOST_SAID = 24 << 20
# Sitemaps of a source that a round finds inside others: three deep they could be 125,000.
MOST_ENTRIES = 1_000
_ROWS = {SourceKind.REVIEWS, SourceKind.JSON}
_ASKED = {SourceKind.FEED, SourceKind.SITEMAP, SourceKind.LIST, *_ROWS}


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of asking one entry."""

    day: SourceDay  # stored already
    further: Sequence[EntryTask] = ()  # to be asked in this round
    why: Why | None = None  # it gave nothing that could be used


class EntryAsking:
    """Knows the kinds of entries. What they told is stored at once, in one transaction each."""

    def __init__(
        self,
        store: RoundStore,
        tools: CollectTools,
        keeper: Keeper,
        clock: Callable[[], datetime],
    ) -> None:
        self._store, self._tools, self._keeper, self._clock = store, tools, keeper, clock
        self._said = 0  # characters of bodies held

    def line(self, source: Source, *, whole: bool) -> Line:
        known = {entry.url: entry for entry in self._store.entries(source.name)}
        return Line(source=source, known=known, whole=whole and source.kind is SourceKind.FEED)

    def first(self, line: Line) -> list[EntryTask]:
        """What is asked of a source to begin with."""
        source = line.source
        url = canonical(source.place) or source.place
        if source.kind in _ASKED:
            return [EntryTask(source=source.name, url=url, known=line.known.get(url))]
        if source.kind is SourceKind.PAGE:
            self._watch(line, url)
        return []

    def _watch(self, line: Line, url: str) -> None:
        """An item that is a source of its own is asked as that, whoever told of it before."""
        item, now = self._store.item(url), self._clock()
        if item is not None and item.source == line.source.name:
            return
        lead = Lead(url=item.url if item else url, changed=now if item else None)
        entry = Entry(source=line.source.name, url=lead.url, taken_at=now)
        line.new += self._store.take_entry(entry, [lead], self._day(line))

    def ask(self, line: Line, task: EntryTask, number: int) -> Ask:
        conditional = task.known is not None and not line.whole
        own = same_origin(task.url, line.source.place)  # secrets go to whom they are meant for
        return Ask(
            id=number,
            url=task.url,
            validators=task.known.validators if task.known and conditional else NO_VALIDATORS,
            headers=self._tools.headers(line.source) if own else {},
        )

    def hear(self, line: Line, task: EntryTask, answer: Answer) -> Came:
        if isinstance(answer, Failed):
            line.retry_at = answer.retry_at or line.retry_at
            return self._failed(line, task, answer.why, answer.message)
        if isinstance(answer, Unchanged):
            return self._unchanged(line, task, task.known)
        digest = bytes_digest(answer.page.body)
        entry = Entry(
            source=line.source.name,
            url=task.url,
            validators=answer.validators,
            digest=digest,
            lastmod=task.lastmod,
            taken_at=self._clock(),
        )
        if task.known is not None and task.known.digest == digest and not line.whole:
            return self._unchanged(line, task, entry)
        try:
            told = self._read(line, task, answer)
        except InputError as err:
            return self._failed(line, task, Why.UNREADABLE, str(err))
        if isinstance(told, RowsPage):
            return self._take_rows(line, task, entry, told)
        return self._take(line, task, entry, told)

    def finish(self, line: Line) -> None:
        """All entries of a source were answered: what waited for those inside it is taken in."""
        if not line.unfinished:
            for entry in line.held:
                self._store.take_entry(entry, [], self._day(line))
        line.held.clear()

    def drop(self, line: Line) -> None:
        """No item of the source is asked any more in this round."""
        self._said -= sum(len(one.body or "") for one in line.said.values())
        line.said.clear()

    def _failed(self, line: Line, task: EntryTask, why: Why, message: str) -> Came:
        line.unfinished = True
        if line.why is None or task.depth == 0:
            line.why, line.message = why, message
        # Where a server cannot be reached its items are not asked in vain; they stay due.
        if why.passing and task.depth == 0 and task.page == 1:
            line.closed = True
        day = self._day(line, asked=1, failed=1)
        self._store.take_items([], [day])
        return Came(day=day, why=why)

    def _unchanged(self, line: Line, task: EntryTask, entry: Entry | None) -> Came:
        line.answered = True
        day = self._day(line, asked=1, unchanged=1)
        if entry is None or (entry == task.known and task.depth == 0):
            self._store.take_items([], [day])
        else:
            taken = replace(entry, lastmod=task.lastmod, taken_at=self._clock())
            self._store.take_entry(taken, [], day)
        return Came(day=day, further=_undated_children(line, task))

    def _read(self, line: Line, task: EntryTask, answer: Answered) -> EntryTold | RowsPage:
        """Raises InputError for whatever breaks: one page must not end the round of the others."""
        try:
            return self._told(line.source, answer.page, task.url)
        except InputError:
            raise
        except Exception as err:
            told = f"{task.url} cannot be read: {type(err).__name__}: {err}"
            raise InputError(told) from err

    def _told(self, source: Source, page: Fetched, url: str) -> EntryTold | RowsPage:
        if source.kind in _ROWS:
            return self._tools.rows(page, source)
        if source.kind is SourceKind.FEED:
            return feed_told(self._tools.feed(page), url, source)
        if source.kind is SourceKind.SITEMAP:
            return sitemap_told(self._tools.sitemap(page), url)
        return links_told(self._tools.links(page, source))

    def _take(self, line: Line, task: EntryTask, entry: Entry, told: EntryTold) -> Came:
        texts = self._keep(line, (*told.texts, *told.rejects))
        self._store.take_items([], [texts])
        if told.refused is not None:
            came = self._failed(line, task, Why.UNREADABLE, told.refused)
            return replace(came, day=came.day.plus(texts))
        line.answered = True
        line.emptied = line.emptied or (told.nothing and task.known is not None)
        self._hold(line, told)
        day = self._day(line, asked=1)
        if told.children:
            self._store.take_items([], [day])
            line.held.append(entry)
            return Came(day=day.plus(texts), further=self._children(line, task, told))
        new = self._store.take_entry(entry, told.leads, day)
        line.new += new + texts.new
        return Came(day=replace(day, new=new).plus(texts))

    def _keep(self, line: Line, rows: Sequence[RawFeedback | Reject]) -> SourceDay:
        return self._keeper.keep_rows(rows, line.source, line.occurrence, self._clock())

    def _hold(self, line: Line, told: EntryTold) -> None:
        """What a feed says of its items, until they were asked."""
        said = told.said or {}
        size = sum(len(one.body or "") for one in said.values())
        if self._said + size > MOST_SAID:
            line.closed = True  # they stay due; in the next round the feed is asked whole
            return
        self._said += size
        line.said.update(said)

    def _children(self, line: Line, task: EntryTask, told: EntryTold) -> list[EntryTask]:
        if task.depth >= DEEPEST:
            return []
        children, waiting = children_to_ask(told.children, line.known)
        line.unfinished = line.unfinished or waiting > 0
        fresh = [child for child in children if child.url not in line.seen]
        room = MOST_ENTRIES - len(line.seen)
        line.unfinished = line.unfinished or len(fresh) > room
        fresh = fresh[:room]
        line.seen.update(child.url for child in fresh)
        return [
            EntryTask(
                source=line.source.name,
                url=child.url,
                known=line.known.get(child.url),
                lastmod=child.lastmod,
                depth=task.depth + 1,
            )
            for child in fresh
        ]

    def _take_rows(self, line: Line, task: EntryTask, entry: Entry, page: RowsPage) -> Came:
        """One page of rows. The first is taken in last: till then the pages are not done."""
        rows = self._keep(line, page.rows)
        if page.rows and all(isinstance(row, Reject) for row in page.rows):
            self._store.take_items([], [rows])
            (first, *_) = (row.reason for row in page.rows if isinstance(row, Reject))
            came = self._failed(line, task, Why.UNREADABLE, first)
            return replace(came, day=came.day.plus(rows))
        day = self._day(line, asked=1).plus(rows)
        line.answered = True
        line.new += day.new
        line.emptied = line.emptied or (task.page == 1 and not page.rows and bool(line.known))
        if task.page == 1:
            line.whole_rows = task.known is None or task.known.digest is None
        further = self._next_page(line, task, page, new=day.new)
        if task.page == 1 and further:
            line.held.append(entry)
            entry = replace(entry, validators=NO_VALIDATORS, digest=None)
        if task.page == 1:
            self._store.take_entry(entry, [], self._day(line))
        self._store.take_items([], [day])
        return Came(day=day, further=further)

    def _next_page(
        self, line: Line, task: EntryTask, page: RowsPage, *, new: int
    ) -> list[EntryTask]:
        source = line.source
        paging = source.spec.paging if source.spec else None
        url = page.next_url
        if paging is None or url is None or not page.rows or task.page >= paging.most:
            return []
        if url in line.seen or not same_site(url, source.place):
            return []
        if paging.stop is PagingStop.KNOWN and new == 0 and not line.whole_rows:
            return []
        line.seen.add(url)
        return [EntryTask(source=source.name, url=url, known=None, page=task.page + 1)]

    def _day(self, line: Line, *, asked: int = 0, unchanged: int = 0, failed: int = 0) -> SourceDay:
        return SourceDay(
            source=line.source.name,
            day=self._clock().astimezone(self._tools.zone).date(),
            asked=asked,
            unchanged=unchanged,
            failed=failed,
        )


def _undated_children(line: Line, task: EntryTask) -> list[EntryTask]:
    """Sitemaps whose index tells no time of them may have changed though it did not."""
    if line.source.kind is not SourceKind.SITEMAP or task.depth > 0:
        return []
    undated = [
        SitemapEntry(url=url, lastmod=None)
        for url, entry in line.known.items()
        if entry.lastmod is None and url != task.url
    ]
    children, _ = children_to_ask(undated, line.known)
    return [
        EntryTask(source=line.source.name, url=child.url, known=line.known[child.url], depth=1)
        for child in children
    ]
