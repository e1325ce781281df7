"""What a custom topic would have caught in what is stored, before it is switched on."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nsmallest

import numpy as np

from voc.errors import InputError
from voc.insight.likeness import Likeness, fit_topic, likeness
from voc.pipeline.annotate import Annotator, Item
from voc.ports.models import SentenceEncoder
from voc.ports.store import Store
from voc.types.document import Clause, Document
from voc.types.feedback import FeedbackId
from voc.types.issue import Vectors
from voc.types.report import FeedbackFact
from voc.types.taxonomy import CustomTopic, FittedTopic

# Of fewer clauses a share of one per cent cannot be told.
LEAST_CLAUSES = 200
SHOWN = 10  # clauses a list; the edge has half of them on either side
_BATCH = 256

_EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))

Counts = tuple[tuple[str | None, int], ...]  # most first


@dataclass(frozen=True, slots=True, kw_only=True)
class Likely:
    """One stored clause beside the topic tried."""

    feedback_id: FeedbackId
    product: str | None
    quote: str  # stored_text[start:end] of the clause
    likeness: float
    topics: tuple[str, ...]  # that are read in it now


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What a topic would have caught among the clauses of ``texts`` stored texts."""

    fitted: FittedTopic
    stored: int
    texts: int
    clauses: int
    caught: int
    products: Counts  # of what it caught
    topics: Counts  # the same by what is read in it now; None: nothing
    nearest: tuple[Likely, ...]  # no two of the same words
    caught_last: tuple[Likely, ...]  # just above the threshold
    missed_first: tuple[Likely, ...]  # just below


@dataclass(frozen=True, slots=True)
class _Place:
    """A clause of the sample."""

    fact: FeedbackFact
    document: Document
    clause: Clause


def try_topic(
    store: Store,
    annotator: Annotator,
    encoder: SentenceEncoder,
    topic: CustomTopic,
    *,
    texts: int,
    progress: Callable[[int], None] = lambda _: None,
) -> Trial:
    """Fit ``topic`` among the clauses of at most ``texts`` stored texts and see which it catches.

    The same store gives the same trial. Raises InputError where too little is stored or an example
    has nothing to read.
    """
    examples = _example_texts(topic, annotator)
    places = list(_sample(store, annotator, texts))
    background = _background(places, examples)
    vectors = _vectors(places, encoder, progress)
    fit = fit_topic(encoder.name, encoder.encode(examples), vectors[background])
    fitted = FittedTopic(topic=topic, fit=fit)
    alike = likeness(vectors, fit)
    caught = [places[row] for row in np.flatnonzero(alike >= fit.threshold).tolist()]
    ranked = _ranked(places, alike)
    above = [place for place in ranked if place[1] >= fit.threshold]
    below = ranked[len(above) : len(above) + SHOWN // 2]
    read = _Now(annotator, [*caught, *(place for place, _ in below)])
    return Trial(
        fitted=fitted,
        stored=store.count(),
        texts=len({place.fact.id for place in places}),
        clauses=len(places),
        caught=len(caught),
        products=_counts(place.fact.product for place in caught),
        topics=_counts(name for place in caught for name in read.topics(place) or (None,)),
        nearest=tuple(read.likely(*place) for place in above[:SHOWN]),
        caught_last=tuple(read.likely(*place) for place in above[-(SHOWN // 2) :]),
        missed_first=tuple(read.likely(*place) for place in below),
    )


def _sample(store: Store, annotator: Annotator, texts: int) -> Iterator[_Place]:
    """Clauses of the ``texts`` with the smallest ids: ids are digests, so any are as likely."""
    facts = (fact for fact in store.facts(*_EVER, None) if not fact.flagged)
    chosen = nsmallest(texts, facts, key=lambda fact: fact.id)
    stored = store.get([fact.id for fact in chosen])
    for fact in chosen:
        document = annotator.prepare(Item(fact.id, stored[fact.id].text))
        yield from (_Place(fact, document, clause) for clause in document.clauses)


def _example_texts(topic: CustomTopic, annotator: Annotator) -> list[str]:
    prepared = [annotator.prepare(Item(FeedbackId(""), example)) for example in topic.examples]
    for document in prepared:
        if not document.clauses:
            raise InputError(
                f"The example “{document.source}” of {topic.name.topic} has no words to read."
            )
    return [document.text for document in prepared]


def _background(places: Sequence[_Place], examples: Sequence[str]) -> list[int]:
    """Which of ``places`` are no example themselves."""
    rows = [row for row, place in enumerate(places) if place.clause.text not in examples]
    if len(rows) < LEAST_CLAUSES:
        raise InputError(
            f"A topic is tried on at least {LEAST_CLAUSES} clauses that have been read; there are "
            f"{len(rows)}. `voc import` more feedback, then `voc scan`."
        )
    return rows


def _vectors(
    places: Sequence[_Place], encoder: SentenceEncoder, progress: Callable[[int], None]
) -> Vectors:
    """A row a place; what says the same is encoded once."""
    row_of = {text: row for row, text in enumerate(dict.fromkeys(p.clause.text for p in places))}
    texts, found = list(row_of), []
    for start in range(0, len(texts), _BATCH):
        found.append(encoder.encode(texts[start : start + _BATCH]))
        progress(min(start + _BATCH, len(texts)))
    rows: Vectors = np.concatenate(found)[[row_of[place.clause.text] for place in places]]
    return rows


def _ranked(places: Sequence[_Place], alike: Likeness) -> list[tuple[_Place, float]]:
    """Most alike first, one of those that say the same."""
    first: dict[str, tuple[_Place, float]] = {}
    for i in np.argsort(-alike, kind="stable").tolist():
        first.setdefault(places[i].clause.text, (places[i], float(alike[i])))
    return list(first.values())


class _Now:
    """What the current recipe reads in the clauses of ``places``."""

    def __init__(self, annotator: Annotator, places: Sequence[_Place]) -> None:
        documents = list({place.document.id: place.document for place in places}.values())
        self._readings = {
            reading.id: reading
            for start in range(0, len(documents), _BATCH)
            for reading in annotator.classifier.read(documents[start : start + _BATCH])
        }

    def topics(self, place: _Place) -> tuple[str, ...]:
        span = (place.clause.start, place.clause.end)
        opinions = self._readings[place.document.id].opinions
        return tuple(o.topic for o in opinions if (o.start, o.end) == span)

    def likely(self, place: _Place, alike: float) -> Likely:
        return Likely(
            feedback_id=place.fact.id,
            product=place.fact.product,
            quote=place.document.source[place.clause.start : place.clause.end],
            likeness=alike,
            topics=self.topics(place),
        )


def _counts(names: Iterable[str | None]) -> Counts:
    return tuple(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0] or "")))
