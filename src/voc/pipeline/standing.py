"""Asks the standing watch queries of all that came in since each was asked last."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo

from voc.pipeline.voices import Stories, elsewhere, leads
from voc.pipeline.watching import Heard, named, watched
from voc.ports.language import Gazetteer, ScriptFolder
from voc.ports.store import Store
from voc.report.stories import Channels
from voc.text.watch.item import Watched
from voc.text.watch.matcher import Matcher, compile_queries
from voc.types.feedback import Feedback, FeedbackId
from voc.types.watch import Watch

BATCH = 1_000  # texts a page and a transaction
WAIT_S = 10.0  # for a re-reading to store its batch; a scan takes longer, and that is an error

Page = Sequence[tuple[int, Feedback]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listeners:
    """Standing queries, and what they are asked with."""

    watches: tuple[Watch, ...]
    folder: ScriptFolder
    gazetteer: Gazetteer  # knows the brands a text may name
    zone: tzinfo  # in which days begin and end

    def matcher(self, watches: Sequence[Watch]) -> Matcher:
        queries = {watch.name: watch.query for watch in watches}
        return compile_queries(queries, self.folder, self.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What asking the standing queries came to."""

    queries: int
    texts: int = 0  # that at least one of them had not been asked of
    matches: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One text that a standing query matches, with the places it stands in besides."""

    heard: Heard
    elsewhere: Channels  # most first


def ask_all(
    store: Store, listeners: Listeners, progress: Callable[[int], None] = lambda _: None
) -> Asked:
    """Ask each query of all stored texts it was not asked of, however many queries in one pass.

    One that is new, or changed, is asked of everything. Killed, the next run goes on where the last
    whole batch ended. Raises StoreError while a scan runs.
    """
    with store.lock(WAIT_S):
        done, matches, texts = 0, 0, [0]
        for after, watches in _by_place(store, listeners.watches).items():
            texts.append(0)
            for page, found in _ask(store, listeners, watches, after):
                store.file_matches(found, asked_to=page[-1][0])
                texts[-1] += len(page)
                matches += sum(map(len, found.values()))
                progress(done := done + len(page))
        # All end at the same text: those that began first went through what the others did.
        return Asked(queries=len(listeners.watches), texts=max(texts), matches=matches)


def tell(store: Store, listeners: Listeners, watch: Watch, top: int) -> tuple[Told, ...]:
    """The latest ``top`` matches of ``watch``, but no copy beside its first appearance."""
    matcher = listeners.matcher([watch])
    matched = store.matched(watch.name, top)
    ids = {one.id for one in matched}
    stories: Stories = store.stories(sorted(ids))
    return tuple(
        Told(heard=_heard(one, listeners, matcher), elsewhere=elsewhere(one.id, stories))
        for one in matched
        if leads(one.id, stories, ids)
    )


def _by_place(store: Store, watches: Sequence[Watch]) -> dict[int, list[Watch]]:
    """Queries by the place up to which they were asked: mostly all of them by one."""
    asked_to = store.keep_watches(watches)
    places: dict[int, list[Watch]] = defaultdict(list)
    for watch in watches:
        places[asked_to[watch.name]].append(watch)
    return places


def _ask(
    store: Store, listeners: Listeners, watches: Sequence[Watch], after: int
) -> Iterator[tuple[Page, Mapping[str, list[FeedbackId]]]]:
    """Each page after that place, with what each of ``watches`` finds in it."""
    page = store.arrivals(after=after, limit=BATCH)
    # Thousands of queries take a second to compile: not where there is nothing to ask them of.
    matcher = listeners.matcher(watches if page else ())
    kinds = {watch.name: watch.kind for watch in watches}
    while page:
        found: dict[str, list[FeedbackId]] = {watch.name: [] for watch in watches}
        for _, one in page:
            for hit in matcher.matches(_item(one, listeners)):
                if kinds[hit.query].hears(one.kind):
                    found[hit.query].append(one.id)
        yield page, found
        page = store.arrivals(after=page[-1][0], limit=BATCH)


def _item(feedback: Feedback, listeners: Listeners) -> Watched:
    return named(watched(feedback), listeners.folder, listeners.gazetteer)


def _heard(feedback: Feedback, listeners: Listeners, matcher: Matcher) -> Heard:
    item = _item(feedback, listeners)
    places = tuple(place for hit in matcher.matches(item) for place in hit.places)
    return Heard(where=feedback.id, item=item, places=places)
