"""What is asked of labelled texts: the same question for every model and every baseline."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np

from voc.evaluation import metrics
from voc.evaluation.metrics import Answer, Figure, Metric
from voc.ports.models import Classifier, NativeReader, TargetReader
from voc.types.document import Document
from voc.types.opinion import Profile, Reading

Heard = TypeVar("Heard")  # what a model gives for a text, a Reading for most sets
Row = tuple[str, Answer]  # a text and what holds of it
Labelled = TypeVar("Labelled")

_OF_ONE_LABEL = {"accuracy": metrics.accuracy, "macro_f1": metrics.macro_f1}
_OF_SEVERAL = {"f1": metrics.f1, "precision": metrics.precision, "recall": metrics.recall}


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[Heard]):
    """One question put to every text of a set."""

    name: str  # its figures are called set.task.metric
    true: tuple[Answer, ...]  # one a text
    heard: Callable[[Sequence[Heard]], Sequence[Answer]]  # the same, from what a model gave
    takes_one_label: bool = False  # else any number of them
    learnt_from: Callable[[], Iterable[Row]] | None = None  # what a baseline may learn from

    @property
    def metrics(self) -> Mapping[str, Metric]:
        """By name; the first is the leading one."""
        return _OF_ONE_LABEL if self.takes_one_label else _OF_SEVERAL

    def figures(
        self, read: Sequence[Answer], rows: Sequence[int] | None = None
    ) -> dict[str, Figure]:
        """By metric. ``read``: of these ``rows``, default all."""
        true = self.true if rows is None else [self.true[row] for row in rows]
        return {name: metric(true, read) for name, metric in self.metrics.items()}


def each(heard: Callable[[Heard], Answer]) -> Callable[[Sequence[Heard]], list[Answer]]:
    """What is heard in every text by itself."""
    return lambda all_heard: [heard(one) for one in all_heard]


def spread(count: int, most: int | None) -> Sequence[int]:
    """At most so many rows, evenly over all of them: sets are sorted by label, product or date."""
    if most is None or count <= most:
        return range(count)
    return [int(row) for row in np.linspace(0, count - 1, most)]


# Figures beyond the answers, by name: of confidence, of spans.
More = Callable[[Sequence[Heard]], Mapping[str, Figure]]


def nothing_more(_: Sequence[object]) -> Mapping[str, Figure]:
    return {}


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedSet(Generic[Heard]):
    """Texts, read once a profile, and all that is asked of them."""

    name: str
    documents: tuple[Document, ...]
    readers: Mapping[Profile, Callable[[Sequence[Document]], Sequence[Heard]]]
    tasks: tuple[Task[Heard], ...]  # the first one leads
    more: More[Heard] = nothing_more


@dataclass(frozen=True, slots=True, kw_only=True)
class Models:
    """What is measured."""

    readers: Mapping[Profile, Classifier]
    targets: TargetReader | None = None
    cars: NativeReader | None = None  # of the categories of bdci_car_2018


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Which models are measured on which texts."""

    models: Models
    data: Path  # folder of labelled sets; gold and adv stand beside it
    tables: Path  # folder of zhijiang_categories.toml
    split: str  # "dev" or "test"
    prepare: Callable[[str], Document]
    most: int | None = None  # texts of a set

    def sample(self, rows: Iterable[Labelled]) -> list[Labelled]:
        """All rows, or the most there may be of them."""
        offered = list(rows)
        return [offered[row] for row in spread(len(offered), self.most)]

    def documents(self, texts: Iterable[str]) -> tuple[Document, ...]:
        return tuple(map(self.prepare, texts))

    def judged_set(
        self,
        name: str,
        texts: Iterable[str],
        tasks: Iterable[Task[Reading]],
        more: More[Reading] = nothing_more,
    ) -> JudgedSet[Reading]:
        """Of texts that the classifiers read."""
        return JudgedSet(
            name=name,
            documents=self.documents(texts),
            readers={profile: reader.read for profile, reader in self.models.readers.items()},
            tasks=tuple(tasks),
            more=more,
        )
