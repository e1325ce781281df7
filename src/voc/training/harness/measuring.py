"""Reads every set once a profile and keeps what each text adds to every figure."""

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from voc.evaluation.metrics import Answer, Figure, by_label, confusion, constant, pooled
from voc.training.corpus import Progress
from voc.training.harness.baselines import Baseline
from voc.training.harness.sentiment import CALIBRATION, CHINESE_SETS
from voc.training.harness.tasks import JudgedSet
from voc.types.document import Document
from voc.types.opinion import Profile, Reading

# From so many texts on a set's calibration error, and its gap between profiles, is judged.
MANY_TEXTS = 700
SMALL_CHINESE_SETS = f"small_chinese_sets.{CALIBRATION}"
GAP = "all_sets.standard_behind_accurate"

# Upper ends of the text lengths told apart, in characters.
_LENGTHS = (12, 30, 80)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pass:
    """What else was seen while one profile read a set."""

    texts_per_s: float
    deep_share: float  # of the texts: read by the encoder too
    labels: Mapping[str, Mapping[str, Mapping[str, float]]]  # by task and label
    confusion: Mapping[str, Mapping[str, Mapping[str, int]]]  # of tasks with one label a text
    # By language and by length: how many texts, and the leading figure of these.
    groups: Mapping[str, tuple[int, float]]


@dataclass(slots=True, kw_only=True)
class Evaluation:
    """Figures are called set.task.metric; who answered is a profile or a baseline."""

    split: str
    figures: dict[str, dict[str, Figure]] = field(default_factory=dict)  # by name and who
    leading: dict[str, str] = field(default_factory=dict)  # by set the name of its first figure
    passes: dict[str, dict[Profile, Pass]] = field(default_factory=dict)  # by set
    speeds: dict[str, dict[str, float]] = field(default_factory=dict)  # of baselines, by set

    def add(self, who: str, figures: Mapping[str, Figure]) -> None:
        for name, figure in figures.items():
            if figure.texts:
                self.figures.setdefault(name, {})[who] = figure


def evaluate(
    sets: Iterable[JudgedSet[Any]], split: str, baselines: Sequence[Baseline], progress: Progress
) -> Evaluation:
    evaluation = Evaluation(split=split)
    for judged in sets:
        progress(f"{judged.name}: {len(judged.documents)} texts")
        evaluation.leading[judged.name] = _leading(judged)
        for profile in judged.readers:
            _add_profile(evaluation, judged, profile)
        for baseline in baselines:
            _add_baseline(evaluation, judged, baseline)
    _add_small_sets(evaluation)
    _add_gap(evaluation)
    return evaluation


def _leading(judged: JudgedSet[Any]) -> str:
    task = judged.tasks[0]
    return f"{judged.name}.{task.name}.{next(iter(task.metrics))}"


def _add_profile(evaluation: Evaluation, judged: JudgedSet[Any], profile: Profile) -> None:
    started = time.perf_counter()
    heard = judged.readers[profile](judged.documents)
    seconds = time.perf_counter() - started
    figures: dict[str, Figure] = {f"{judged.name}.{n}": f for n, f in judged.more(heard).items()}
    answers: dict[str, Sequence[Answer]] = {}
    for task in judged.tasks:
        answers[task.name] = task.heard(heard)
        found = task.figures(answers[task.name])
        figures |= {f"{judged.name}.{task.name}.{metric}": f for metric, f in found.items()}
    evaluation.add(profile, figures)
    evaluation.passes.setdefault(judged.name, {})[profile] = Pass(
        texts_per_s=len(judged.documents) / max(seconds, 1e-9),
        deep_share=_deep_share(heard),
        labels={t.name: by_label(t.true, answers[t.name]) for t in judged.tasks},
        confusion={
            t.name: confusion(t.true, answers[t.name]) for t in judged.tasks if t.takes_one_label
        },
        groups=_groups(judged.documents, figures[_leading(judged)]),
    )


def _deep_share(heard: Sequence[Any]) -> float:
    """What is no Reading is the encoder's own answer."""
    return float(np.mean([one.deep if isinstance(one, Reading) else True for one in heard]))


def _groups(documents: Sequence[Document], figure: Figure) -> dict[str, tuple[int, float]]:
    rows: dict[str, list[int]] = {}
    for row, document in enumerate(documents):
        rows.setdefault(document.language.value, []).append(row)
        rows.setdefault(length_group(document.source), []).append(row)
    return {name: (len(some), figure.of(some).value) for name, some in sorted(rows.items())}


def length_group(text: str) -> str:
    """In words, such as "13-30 characters"."""
    least = 0
    for most in _LENGTHS:
        if len(text) <= most:
            return f"{least}-{most} characters"
        least = most + 1
    return f"{least} characters or more"


def _add_baseline(evaluation: Evaluation, judged: JudgedSet[Any], baseline: Baseline) -> None:
    for task in judged.tasks:
        answered = baseline.answer(task, judged.documents)
        if answered is None:
            continue
        found = task.figures(answered.answers, answered.rows)
        evaluation.add(
            baseline.name, {f"{judged.name}.{task.name}.{m}": f for m, f in found.items()}
        )
        if answered.texts_per_s is not None:
            evaluation.speeds.setdefault(judged.name, {})[baseline.name] = answered.texts_per_s


def _add_small_sets(evaluation: Evaluation) -> None:
    """The calibration error of Chinese sets too small for one of their own, as one."""
    each = [evaluation.figures.get(f"{name}.{CALIBRATION}", {}) for name in CHINESE_SETS]
    for profile in Profile:
        figures = [by_who[profile] for by_who in each if profile in by_who]
        small = [figure for figure in figures if figure.texts < MANY_TEXTS]
        if small:
            evaluation.add(profile, {SMALL_CHINESE_SETS: pooled(small)})


def _add_gap(evaluation: Evaluation) -> None:
    """Over the leading figures of large sets: the most that standard loses against accurate."""
    leading = [evaluation.figures.get(name, {}) for name in evaluation.leading.values()]
    both = [
        (by_who[Profile.ACCURATE], by_who[Profile.STANDARD])
        for by_who in leading
        if {Profile.STANDARD, Profile.ACCURATE} <= by_who.keys()
    ]
    behind = [(a.value - s.value, s.texts) for a, s in both if s.texts >= MANY_TEXTS]
    if behind:
        evaluation.add(Profile.STANDARD, {GAP: constant(*max(behind))})
