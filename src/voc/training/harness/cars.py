"""bdci_car_2018 in its own ten topics, which are not ours: what the encoder can be taught."""

from collections.abc import Iterator
from pathlib import Path

from voc.evaluation.metrics import Answer
from voc.ports.models import NativeReader
from voc.training.harness.tasks import JudgedSet, Row, Scope, Task, each
from voc.training.sets import read_opinions
from voc.types.opinion import Polarity, Profile

SET = "bdci_car_2018"

_Native = frozenset[tuple[str, Polarity]]


def car_set(scope: Scope, cars: NativeReader) -> JudgedSet[_Native]:
    rows = scope.sample(_rows(scope.data, scope.split))
    task = Task(
        name="topic_polarity",
        true=tuple(answer for _, answer in rows),
        heard=each(_labels),
        learnt_from=lambda: _rows(scope.data, "train"),
    )
    return JudgedSet(
        name=SET,
        documents=scope.documents(text for text, _ in rows),
        readers={Profile.ACCURATE: cars.native},  # only both models together read it
        tasks=(task,),
    )


def _rows(data: Path, split: str) -> Iterator[Row]:
    for text in read_opinions(data, SET, split):
        yield text.text, _labels(text.native)


def _labels(native: _Native) -> Answer:
    return frozenset(f"{topic} {polarity}" for topic, polarity in native)
