"""Labelled texts, cut the way run time cuts them, as rows to fit on."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from voc.ml.ngram_features import Piece
from voc.ml.pieces import clause_piece, text_piece
from voc.training.labelled import LabelledText, Labels, MarkedOpinion
from voc.training.mapping import ALL_TOPICS, SENTIMENT_SETS
from voc.training.sets import GUIDED, one_sentiment
from voc.types.document import Clause, Document
from voc.types.opinion import Intent, Polarity, Severity

# A clause in which annotators marked nothing mostly tells; they also overlook things.
_UNMARKED_WEIGHT = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """One row to fit on."""

    piece: Piece
    labels: Labels
    origin: str  # the text it is of: its rows stay on one side of every fold
    toned: bool  # a whole text that was labelled with its sentiment as a whole
    weight: float


def examples(texts: Iterable[tuple[LabelledText, Document]]) -> tuple[Example, ...]:
    """A row for every text and for every clause of which something is known."""
    return tuple(row for text, document in texts for row in _rows(text, document))


def _rows(text: LabelledText, document: Document) -> Iterator[Example]:
    whole, parts = annotate(text, document)
    yield Example(
        piece=text_piece(document), labels=whole, origin=text.text, toned=is_toned(text),
        weight=text.weight,
    )  # fmt: skip
    if len(document.clauses) == 1:
        return  # the clause is the text but for its punctuation
    for clause, labels in zip(document.clauses, parts, strict=True):
        if labels == Labels():
            continue
        yield Example(
            piece=clause_piece(clause), labels=labels, origin=text.text,
            toned=False, weight=clause_weight(text, labels) * text.weight,
        )  # fmt: skip


def clause_weight(text: LabelledText, labels: Labels) -> float:
    """What a clause counts for beside its text."""
    unmarked = labels.sentiment is Polarity.NEUTRAL and text.source not in GUIDED
    return _UNMARKED_WEIGHT if unmarked else 1.0


def is_toned(text: LabelledText) -> bool:
    """Opinion sets are left out: their texts are pieces, whose sentiment is only derived."""
    return text.source in SENTIMENT_SETS or text.source in GUIDED


def annotate(text: LabelledText, document: Document) -> tuple[Labels, tuple[Labels, ...]]:
    """What is known of the text and of each of its clauses."""
    whole = with_implied(text.labels)
    if len(document.clauses) == 1 and (text.opinions is None or text.source in GUIDED):
        return whole, (whole,)
    absent = _absent_everywhere(text)
    if text.opinions is None:
        return whole, (absent,) * len(document.clauses)
    parts = tuple(_joined(_marked_labels(c, text), absent) for c in document.clauses)
    return _union(parts, whole), _with_severity(parts, text.labels.severity)


def _with_severity(parts: tuple[Labels, ...], worst: Severity | None) -> tuple[Labels, ...]:
    """Where one clause alone tells of a problem, the severity of the text is its own."""
    blamed = [i for i, labels in enumerate(parts) if labels.sentiment is Polarity.NEGATIVE]
    if worst is None or len(blamed) != 1:
        return parts
    return tuple(replace(p, severity=worst) if i in blamed else p for i, p in enumerate(parts))


def _absent_everywhere(text: LabelledText) -> Labels:
    """What a text does not say, none of its clauses says; which clause says the rest is open."""
    return Labels(
        topics={topic: False for topic, said in text.labels.topics.items() if not said},
        intents={intent: False for intent, said in text.labels.intents.items() if not said},
        severity=Severity.NONE if text.labels.severity is Severity.NONE else None,
    )


def _joined(marked: Labels, absent: Labels) -> Labels:
    """What the text as a whole rules out, ``marked`` cannot imply."""
    return replace(
        marked,
        intents={**marked.intents, **absent.intents},
        severity=absent.severity or marked.severity,
    )


def _marked_labels(clause: Clause, text: LabelledText) -> Labels:
    opinions = text.opinions or ()
    here = [o for o in opinions if o.start < clause.end and o.end > clause.start]
    if not here:
        unplaced = any(opinion.end == 0 for opinion in opinions)
        return Labels() if unplaced else _nothing_said(text)
    return with_implied(
        Labels(
            sentiment=one_sentiment({opinion.polarity for opinion in here}),
            topics=_topics_of(here, text),
        )
    )


def _nothing_said(text: LabelledText) -> Labels:
    return Labels(
        sentiment=Polarity.NEUTRAL,
        topics=dict.fromkeys(sorted(ALL_TOPICS - text.silent), False),
    )


def _topics_of(here: list[MarkedOpinion], text: LabelledText) -> Mapping[str, bool]:
    said = {opinion.topic for opinion in here if opinion.topic is not None}
    known = all(opinion.topic is not None for opinion in here)
    unsaid = ALL_TOPICS - text.silent - said if known else frozenset[str]()
    return dict.fromkeys(sorted(said), True) | dict.fromkeys(sorted(unsaid), False)


def with_implied(labels: Labels) -> Labels:
    """With what sentiment implies where a set is silent on intents and severity.

    Of the texts labelled along the guide, 97 % have a complaint exactly where they have a
    negative opinion, and 98 % praise exactly where they have a positive one.
    """
    if labels.intents or labels.sentiment in (None, Polarity.NEUTRAL):
        return labels
    negative = labels.sentiment is Polarity.NEGATIVE
    return Labels(
        sentiment=labels.sentiment,
        topics=labels.topics,
        intents={Intent.COMPLAINT: negative, Intent.PRAISE: not negative},
        severity=labels.severity if negative else Severity.NONE,
    )


def _union(clauses: Sequence[Labels], whole: Labels) -> Labels:
    """What the clauses say together; a topic is absent only where every clause lacks it."""
    topics: dict[str, bool] = {}
    for topic in sorted(ALL_TOPICS):
        said = [labels.topics.get(topic) for labels in clauses]
        if True in said:
            topics[topic] = True
        elif None not in said:
            topics[topic] = False
    return Labels(
        sentiment=whole.sentiment, topics=topics, intents=whole.intents, severity=whole.severity
    )
