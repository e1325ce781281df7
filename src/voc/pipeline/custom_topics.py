"""Reads the topics people added, beside those the models know."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from voc.insight.likeness import likeness, typicality
from voc.ports.models import Classifier, SentenceEncoder
from voc.types.document import Clause, Document
from voc.types.opinion import Opinion, Polarity, Reading, SentimentLabel, Severity
from voc.types.taxonomy import FittedTopic

_DIGITS = 4

# Of a text; a mixed one tells nothing of a single clause.
_SIDES = {
    SentimentLabel.NEGATIVE: Polarity.NEGATIVE,
    SentimentLabel.NEUTRAL: Polarity.NEUTRAL,
    SentimentLabel.POSITIVE: Polarity.POSITIVE,
    SentimentLabel.MIXED: Polarity.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class _Match:
    clause: Clause
    fitted: FittedTopic
    alike: float


class CustomTopicClassifier:
    """Implements voc.ports.models.Classifier: what ``inner`` reads, and more opinions.

    Vectors take time: only worth building where a custom topic is on.
    """

    def __init__(
        self, inner: Classifier, encoder: SentenceEncoder, topics: Sequence[FittedTopic]
    ) -> None:
        """``topics`` were fitted with ``encoder``."""
        self._inner = inner
        self._encoder = encoder
        self._topics = topics

    @property
    def name(self) -> str:
        """The model's alone: custom topics are part of the recipe's taxonomy."""
        return self._inner.name

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        """One reading a document, in order. A reading does not depend on its neighbours."""
        found = self._matches(documents)
        read = self._inner.read(documents)
        return [
            _with_topics(reading, matches) for reading, matches in zip(read, found, strict=True)
        ]

    def _matches(self, documents: Sequence[Document]) -> list[list[_Match]]:
        """Of each document, by topic in order of its clauses."""
        found: list[list[_Match]] = [[] for _ in documents]
        clauses = [(row, clause) for row, d in enumerate(documents) for clause in d.clauses]
        vectors = self._encoder.encode([clause.text for _, clause in clauses])
        for fitted in self._topics:
            for (row, clause), alike in zip(clauses, likeness(vectors, fitted.fit), strict=True):
                if alike >= fitted.fit.threshold:
                    found[row].append(_Match(clause, fitted, float(alike)))
        return found


def _with_topics(reading: Reading, matches: Sequence[_Match]) -> Reading:
    more = [_opinion(reading, match) for match in matches]
    # Stable: in a clause, what the model read comes first.
    ordered = sorted([*reading.opinions, *more], key=lambda opinion: opinion.start)
    return replace(reading, opinions=tuple(ordered))


def _opinion(reading: Reading, match: _Match) -> Opinion:
    """Takes its side from the surest opinion of the clause, else from the whole text."""
    clause, fitted = match.clause, match.fitted
    told = [o for o in reading.opinions if (o.start, o.end) == (clause.start, clause.end)]
    surest = max(told, key=lambda opinion: opinion.confidence, default=None)
    return Opinion(
        topic=fitted.topic.name.topic,
        polarity=surest.polarity if surest else _SIDES[reading.sentiment.label],
        intent=surest.intent if surest else None,
        severity=surest.severity if surest else Severity.NONE,
        confidence=round(typicality(match.alike, fitted.fit), _DIGITS),
        start=clause.start,
        end=clause.end,
    )
