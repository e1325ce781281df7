"""zhijiang_ecom_absa: categories, their polarity, and where in the text each was read."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np

from voc.evaluation.metrics import Answer, Figure, constant, ratio
from voc.training.harness.tasks import JudgedSet, Row, Scope, Task
from voc.training.labelled import read_rows
from voc.types.document import Span
from voc.types.opinion import Opinion, Reading

SET = "zhijiang_ecom_absa"
_TABLE = "zhijiang_categories.toml"


@dataclass(frozen=True, slots=True)
class Categories:
    """Our topics and the set's categories as what they are judged as."""

    by_topic: Mapping[str, Mapping[str, str]]  # by the set's domain
    judged_as: Mapping[str, str]
    left_out: frozenset[str]

    @classmethod
    def load(cls, folder: Path) -> "Categories":
        table = tomllib.loads((folder / _TABLE).read_text(encoding="utf-8"))
        return cls(
            left_out=frozenset(table.pop("left_out")),
            judged_as=table.pop("judged_as"),
            by_topic=table,
        )

    def of_topic(self, topic: str, domain: str) -> str:
        """The topic itself, which no text is labelled with, where it has no counterpart."""
        return self.by_topic[domain].get(topic, topic)

    def of_category(self, category: str) -> str | None:
        return None if category in self.left_out else self.judged_as.get(category, category)


@dataclass(frozen=True, slots=True)
class Marked:
    """An opinion as the set marks it."""

    label: str  # category and polarity
    spans: tuple[Span, ...]  # of aspect and opinion, where it has them; never empty

    def touches(self, opinion: Opinion) -> bool:
        return any(s.start < opinion.end and s.end > opinion.start for s in self.spans)

    @property
    def length(self) -> int:
        """Of the stretch from aspect to opinion."""
        return max(span.end for span in self.spans) - min(span.start for span in self.spans)


@dataclass(frozen=True, slots=True)
class MarkedText:
    text: str
    domain: str
    opinions: tuple[Marked, ...]

    @property
    def labels(self) -> Answer:
        return frozenset(opinion.label for opinion in self.opinions)


def zhijiang_set(scope: Scope) -> JudgedSet[Reading]:
    categories = Categories.load(scope.tables)
    texts = scope.sample(_texts(scope.data, categories, scope.split))

    def heard(readings: Sequence[Reading]) -> list[Answer]:
        return [
            frozenset(_call(categories, text, opinion) for opinion in reading.opinions)
            for text, reading in zip(texts, readings, strict=True)
        ]

    def rows() -> Iterator[Row]:
        for text in _texts(scope.data, categories, "train"):
            yield text.text, text.labels

    pairs = Task(
        name="category_polarity",
        true=tuple(text.labels for text in texts),
        heard=heard,
        learnt_from=rows,
    )
    alone: Task[Reading] = Task(
        name="category",
        true=tuple(map(_categories, pairs.true)),
        heard=lambda readings: [_categories(answer) for answer in heard(readings)],
        learnt_from=lambda: ((text, _categories(answer)) for text, answer in rows()),
    )
    spans = partial(_spans, categories, texts)
    return scope.judged_set(SET, (text.text for text in texts), [pairs, alone], spans)


def _texts(data: Path, categories: Categories, split: str) -> Iterator[MarkedText]:
    for row in read_rows(data / SET / f"{split}.jsonl.gz"):
        opinions = tuple(_marked(row["opinions"] or (), categories))
        yield MarkedText(row["text"], row["domain"], opinions)


def _marked(opinions: Sequence[dict[str, Any]], categories: Categories) -> Iterator[Marked]:
    for opinion in opinions:
        category = categories.of_category(opinion["category"])
        if category is not None:
            places = (opinion["aspect_span"], opinion["opinion_span"])
            spans = tuple(Span(*place) for place in places if place)
            yield Marked(_label(category, opinion["polarity"]), spans)


def _call(categories: Categories, text: MarkedText, opinion: Opinion) -> str:
    return _label(categories.of_topic(opinion.topic, text.domain), opinion.polarity)


def _label(category: str, polarity: str) -> str:
    return f"{category} {polarity}"


def _categories(labels: Answer) -> Answer:
    return frozenset(label.split()[0] for label in labels)


def _spans(
    categories: Categories, texts: Sequence[MarkedText], readings: Sequence[Reading]
) -> dict[str, Figure]:
    """Of the calls that are right: how many touch what is marked, and how long they are by it."""
    calls, touching = np.zeros(len(texts)), np.zeros(len(texts))
    lengths: list[float] = []
    for row, (text, reading) in enumerate(zip(texts, readings, strict=True)):
        for opinion in reading.opinions:
            call = _call(categories, text, opinion)
            meant = [marked for marked in text.opinions if marked.label == call]
            touched = [marked.length for marked in meant if marked.touches(opinion)]
            calls[row] += bool(meant)
            touching[row] += bool(touched)
            if touched:
                lengths.append((opinion.end - opinion.start) / max(touched))
    return {
        "spans.touching": ratio(touching, calls),
        "spans.median_length": constant(median(lengths or [0.0]), len(texts)),
    }
