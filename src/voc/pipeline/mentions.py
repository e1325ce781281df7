"""Which articles name what is watched, and with which of their passages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from voc.pipeline.standing import Listeners
from voc.pipeline.watching import BRANDS, watched
from voc.text.clean import clean, lowered
from voc.text.language import detect
from voc.text.passages import within
from voc.text.sentences import Sentence, sentences
from voc.types.document import Named, Span
from voc.types.feedback import RawFeedback
from voc.types.watch import WatchKind

# Of the user's names those that make a mention: a flavour stands in every recipe.
_NAMES = BRANDS | {"product"}
# Sentences of the first paragraph, of an article whose title alone matches.
_OPENING = 3


class Mentions:
    """Standing queries and the user's names, asked of articles as they come in.

    Built once for many: compiling thousands of queries takes a second.
    """

    def __init__(self, listeners: Listeners) -> None:
        self._folder = listeners.folder
        self._gazetteer = listeners.gazetteer
        self._matcher = listeners.matcher(
            [watch for watch in listeners.watches if watch.kind is not WatchKind.REVIEW]
        )

    def passages(self, raw: RawFeedback) -> tuple[Span, ...]:
        """What of ``raw.text`` speaks of what is watched, in order and apart; (): no mention."""
        return self._passages(raw, self._seen(raw.title or ""), self._seen(raw.text))

    def mention(self, raw: RawFeedback) -> RawFeedback | None:
        """``raw`` with its passages, and with the product of ours that they name; None: is none.

        Of several products that named most often, of equal ones the first. A product that is known
        already stays.
        """
        title, text = self._seen(raw.title or ""), self._seen(raw.text)
        passages = self._passages(raw, title, text)
        if not passages:
            return None
        product = raw.product or _product([*title.named, *within(text.named, passages)])
        return replace(raw, passages=passages, product=product)

    def _passages(self, raw: RawFeedback, title: "_Seen", text: "_Seen") -> tuple[Span, ...]:
        named = (*title.named, *text.named)
        brands = dict.fromkeys(one.value for one in named if one.type in BRANDS)
        item = replace(watched(raw), language=text.language, brands=(*brands,))
        hits = self._matcher.matches(item)
        found = sentences(raw.text)
        if not ((named or hits) and found):
            return ()
        places = [one.start for one in text.named]
        places += [one.start for hit in hits for one in hit.places if one.field == "text"]
        return _around(found, sorted({*places})) if places else _opening(found)

    def _seen(self, source: str) -> "_Seen":
        cleaned = clean(source)
        lower = lowered(cleaned.text)
        folded = self._folder.fold(lower)
        named = []
        for one in self._gazetteer.find(folded):
            if one.type in _NAMES:
                span = cleaned.original(one.start, one.end)
                named.append(replace(one, start=span.start, end=span.end))
        return _Seen(language=detect(lower, folded).value, named=tuple(named))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What is told of a text at first sight."""

    language: str
    named: tuple[Named, ...]  # the user's names; spans count in the text as sent


def _around(found: Sequence[Sentence], starts: Sequence[int]) -> tuple[Span, ...]:
    """The sentences in which words stand that start there, each with its neighbours."""
    taken: set[int] = set()
    for at in _holding(found, starts):
        taken.add(at)
        taken.update(near for near in (at - 1, at + 1) if _goes_with(found, at, near))
    return _joined(found, sorted(taken))


def _holding(found: Sequence[Sentence], starts: Iterable[int]) -> Iterator[int]:
    """The sentence that each of ``starts``, which rise, lies in."""
    at = 0
    for start in starts:
        while at + 1 < len(found) and found[at].span.end <= start:
            at += 1
        yield at


def _goes_with(found: Sequence[Sentence], at: int, near: int) -> bool:
    """Whether the neighbour tells of the same: many papers write a line a sentence.

    Across a line break only what ends as a sentence does, and nothing across a blank line. Of 49
    Chinese and 117 English articles read for it, what else stands there is a heading, a caption, a
    link, or the next of a list.
    """
    if not 0 <= near < len(found):
        return False
    one, other = found[at], found[near]
    return one.line == other.line or (one.block == other.block and other.ends)


def _opening(found: Sequence[Sentence]) -> tuple[Span, ...]:
    """The first paragraph: that which ends as a sentence does, for above it stand headings."""
    first = next((one.line for one in found if one.ends), found[0].line)
    own = [at for at, one in enumerate(found) if one.line == first]
    return _joined(found, own[:_OPENING])


def _joined(found: Sequence[Sentence], taken: Sequence[int]) -> tuple[Span, ...]:
    """Sentences as passages: neighbours are one."""
    spans: list[Span] = []
    last = -1
    for at in taken:
        if spans and at == last + 1:
            spans[-1] = Span(spans[-1].start, found[at].span.end)
        else:
            spans.append(found[at].span)
        last = at
    return tuple(spans)


def _product(named: Iterable[Named]) -> str | None:
    told = Counter(one.value for one in named if one.type == "product")
    return max(told, key=told.__getitem__, default=None)
