"""What a watch query finds in texts that are there already."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import tzinfo

from voc.ports.feedback import FeedbackStore
from voc.ports.language import Gazetteer, ScriptFolder
from voc.text.clean import clean, lowered
from voc.text.language import detect
from voc.text.watch.item import Watched
from voc.text.watch.matcher import Place, compile_queries
from voc.text.watch.parser import parse
from voc.types.feedback import Feedback, RawFeedback, Reject

_SIDE = 20  # characters shown before and after what was found
_TOLD_EVERY = 256
BRANDS = frozenset({"brand", "competitor"})

Items = Iterable[tuple[str, Watched] | Reject]  # where each stands, and what of it is known


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One text that the query matches."""

    where: str  # feedback id, or file and row
    item: Watched
    places: tuple[Place, ...]

    @property
    def excerpt(self) -> str:
        """The text around the first place found in it, else its beginning."""
        place = next((one for one in self.places if one.field == "text"), None)
        start, end = (place.start, place.end) if place else (0, 0)
        first, last = max(0, start - _SIDE), min(len(self.item.text), end + _SIDE)
        shown = " ".join(self.item.text[first:last].split())
        return f"{'…' if first else ''}{shown}{'…' if last < len(self.item.text) else ''}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Listening:
    """What one query found."""

    texts: int
    rejected: int  # rows that hold no text
    matched: int
    first: tuple[Heard, ...]  # of those that match, in the order they came


def stored(store: FeedbackStore) -> Items:
    """All stored feedback, the latest first."""
    return ((one.id, watched(one)) for one in store.everything())


def listen(
    query: str,
    items: Items,
    folder: ScriptFolder,
    gazetteer: Gazetteer,
    zone: tzinfo,
    *,
    top: int,
    progress: Callable[[int], None] = lambda _: None,
) -> Listening:
    """Ask ``query`` of all ``items`` and keep the first ``top`` that match. Raises QueryError.

    ``gazetteer`` knows the brands a text may name; days begin and end in ``zone``.
    """
    parse(query)  # raises what is wrong with it, without a name that nobody gave it
    matcher = compile_queries({"query": query}, folder, zone)
    texts = rejected = matched = 0
    first: list[Heard] = []
    for item in items:
        if isinstance(item, Reject):
            rejected += 1
            continue
        where, asked = item
        texts += 1
        for hit in matcher.matches(named(asked, folder, gazetteer)):
            matched += 1
            if len(first) < top:
                first.append(Heard(where=where, item=asked, places=hit.places))
        if texts % _TOLD_EVERY == 0:
            progress(texts)
    return Listening(texts=texts, rejected=rejected, matched=matched, first=tuple(first))


def named(item: Watched, folder: ScriptFolder, gazetteer: Gazetteer) -> Watched:
    """With its language and the brands it names."""
    lower = lowered(clean(item.text).text)
    folded = folder.fold(lower)
    brands = (one.value for one in gazetteer.find(folded) if one.type in BRANDS)
    return replace(item, language=detect(lower, folded).value, brands=(*dict.fromkeys(brands),))


def watched(feedback: Feedback | RawFeedback) -> Watched:
    """What queries look at; without language and brands."""
    return Watched(
        text=feedback.text,
        title=feedback.title,
        product=feedback.product,
        channel=feedback.channel,
        kind=feedback.kind.value,
        region=feedback.region,
        sku=feedback.sku,
        lot=feedback.lot,
        url=feedback.url,
        rating=feedback.rating,
        posted_at=feedback.posted_at,
    )
