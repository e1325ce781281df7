"""Trying what sources would give. Nothing is stored."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from voc.errors import InputError, SettingsError
from voc.pipeline.source_readers import SourceReaders, page_of
from voc.ports.fetching import Fetcher, Fetching
from voc.text.shown import shown
from voc.types.collected import Article, Fetched, Told
from voc.types.feedback import Reject
from voc.types.fetching import Answer, Ask
from voc.types.items import Lead
from voc.types.source import Source, SourceKind
from voc.types.trial import FieldTrial, PageTrial, RowTrial, SourceTrial

SHOWN = 3  # rows
_ROWS = frozenset({SourceKind.REVIEWS, SourceKind.JSON})


def try_sources(
    fetcher: Fetcher, readers: SourceReaders, sources: Sequence[Source], most: int = SHOWN
) -> Iterator[SourceTrial]:
    """What each would give now, as answers come; one that cannot be asked says why."""
    local = {SourceKind.PUSH, SourceKind.FOLDER}
    for source in sources:
        if source.kind in local:
            yield _local(readers, source, most)
    asked = [source for source in sources if source.kind not in local]
    if asked:
        with fetcher.session() as session:
            yield from _Trials(session, readers, most).of(asked)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Waiting:
    """A source whose entry was read, and whose first article is asked."""

    source: Source
    page: PageTrial
    first: str  # its address


class _Trials:
    """Sources asked in one session, and of those that lead to articles the first one."""

    def __init__(self, session: Fetching, readers: SourceReaders, most: int) -> None:
        self._session, self._readers, self._most = session, readers, most
        self._waiting: dict[int, _Waiting] = {}

    def of(self, sources: Sequence[Source]) -> Iterator[SourceTrial]:
        for number, source in enumerate(sources):
            try:
                headers = self._readers.headers(source)
            except SettingsError as err:
                yield SourceTrial(source=source.name, error=str(err))
                continue
            self._session.put(Ask(id=number, url=source.place, headers=headers))
        while (answer := self._session.take()) is not None:
            if answer.id in self._waiting:
                yield self._finished(self._waiting.pop(answer.id), answer)
                continue
            try:
                trial = self._read(sources[answer.id], page_of(answer), len(sources) + answer.id)
            except InputError as err:
                trial = SourceTrial(source=sources[answer.id].name, error=str(err))
            if trial is not None:
                yield trial

    def _read(self, source: Source, page: Fetched, number: int) -> SourceTrial | None:
        """None where its first article, asked as ``number``, must be waited for."""
        if source.kind in _ROWS:
            rows = self._readers.rows(page, source, self._most)
            return SourceTrial(source=source.name, page=rows)
        if source.kind is SourceKind.PAGE:
            read = _article_trial(self._readers.article(page), page.final_url)
            return SourceTrial(source=source.name, page=read)
        trial, first = _entry_trial(self._readers, source, page, self._most)
        if first is None:
            return SourceTrial(source=source.name, page=trial)
        self._waiting[number] = _Waiting(source=source, page=trial, first=first)
        self._session.put(Ask(id=number, url=first))
        return None

    def _finished(self, waiting: _Waiting, answer: Answer) -> SourceTrial:
        page = waiting.page
        try:
            said = _article_trial(self._readers.article(page_of(answer)), waiting.first)
        except InputError as err:
            lost = f"The first article, {waiting.first}, cannot be asked: {err}"
            page = replace(page, trouble=(*page.trouble, lost))
        else:
            page = _with_article(page, said)
        return SourceTrial(source=waiting.source.name, page=page)


def _with_article(page: PageTrial, said: PageTrial) -> PageTrial:
    trouble = page.trouble
    if not said.usable:
        trouble += (f"The first article, {said.url}, cannot be read: {said.rows[0].reject}",)
    return replace(
        page, rows=(*page.rows, *said.rows), trouble=trouble, notes=(*page.notes, *said.notes)
    )


def _local(readers: SourceReaders, source: Source, most: int) -> SourceTrial:
    if source.kind is SourceKind.PUSH:
        note = "Nothing is asked: others send. Its silence is noticed."
        page = PageTrial(url="", rows=(), notes=(note,))
        return SourceTrial(source=source.name, page=page)
    try:
        return SourceTrial(source=source.name, page=readers.folder(source, most))
    except InputError as err:
        return SourceTrial(source=source.name, error=str(err))


def _entry_trial(
    readers: SourceReaders, source: Source, page: Fetched, most: int
) -> tuple[PageTrial, str | None]:
    """What an entry tells of, and the address of its first article."""
    leads, trouble = _leads(readers, source, page)
    rows = tuple(_lead_trial(page.final_url, n, lead) for n, lead in enumerate(leads[:most], 1))
    trial = PageTrial(
        url=page.final_url, rows=rows, found=len(leads), usable=len(leads), trouble=trouble
    )
    is_index = source.kind is SourceKind.SITEMAP and readers.sitemap(page).is_index
    if is_index:
        note = "An index: what it lists are further sitemaps, the newest asked first."
        trial = replace(trial, notes=(note,))
    first = next((lead.url for lead in leads if lead.url), None)
    return trial, None if is_index else first


def _leads(
    readers: SourceReaders, source: Source, page: Fetched
) -> tuple[Sequence[Lead], tuple[str, ...]]:
    """And what would be lost. Raises InputError where the page is not what the source says."""
    if source.kind is SourceKind.FEED:
        feed = readers.feed(page)
        if feed.format is None:
            raise InputError(f"no feed: {_reasons(feed.rejects)}")
        leads = [
            Lead(url=item.url or "", title=item.title, posted=item.posted) for item in feed.items
        ]
        return leads, _rejected(feed.rejects)
    if source.kind is SourceKind.SITEMAP:
        sitemap = readers.sitemap(page)
        if not sitemap.entries and sitemap.rejects:
            raise InputError(f"no sitemap: {_reasons(sitemap.rejects)}")
        leads = [Lead(url=entry.url, changed=entry.lastmod) for entry in sitemap.entries]
        return leads, _rejected(sitemap.rejects)
    links = readers.links(page, source)
    if not links:
        note = "No links that look like articles. Choose them by a spec; see docs/sources.md."
        return links, (note,)
    return links, ()


def _lead_trial(where: str, number: int, lead: Lead) -> RowTrial:
    changed = lead.changed.isoformat() if lead.changed else None
    when = _when(lead.posted) or (changed and f"changed {changed}")
    return RowTrial(
        where=f"{where}, {number}",
        fields=(
            _field("url", lead.url or None),
            _field("title", lead.title),
            _field("posted_at", when),
        ),
    )


def _article_trial(article: Article | Reject, where: str) -> PageTrial:
    if isinstance(article, Reject):
        row = RowTrial(where=where, fields=(), reject=article.reason)
        return PageTrial(url=where, rows=(row,), found=1)
    fields = (
        _field("title", article.title),
        _field("posted_at", _when(article.posted)),
        _field("author", article.author),
        _field("text", article.text),
    )
    marks = (
        (article.noindex, f"{where} asks not to be kept: it would only be counted."),
        (article.paywalled, f"{where} is not free to read: it would only be counted."),
    )
    return PageTrial(
        url=where,
        rows=(RowTrial(where=where, fields=fields),),
        found=1,
        usable=1,
        notes=tuple(note for is_marked, note in marks if is_marked),
    )


def _field(name: str, value: str | None) -> FieldTrial:
    if value is None:
        return FieldTrial(field=name, why="not told")
    return FieldTrial(field=name, value=shown(value))


def _when(posted: Told | None) -> str | None:
    return f"{_iso(posted.at)} ({posted.certainty})" if posted else None


def _iso(at: datetime) -> str:
    return at.isoformat(" ", "minutes")


def _reasons(rejects: Sequence[Reject]) -> str:
    return rejects[0].reason if rejects else "nothing in it can be read"


def _rejected(rejects: Sequence[Reject]) -> tuple[str, ...]:
    if not rejects:
        return ()
    return (f"{len(rejects):,} would be rejected, the first: {rejects[0].reason}.",)
