"""Texts labelled along the annotation guide, and sets that know some of what it asks."""

from collections.abc import Iterator, Sequence
from functools import partial

from voc.evaluation.metrics import Answer
from voc.training.harness.tasks import JudgedSet, Scope, Task, each
from voc.training.labelled import LabelledText, gold_folder
from voc.training.mapping import ALL_TOPICS, INTENT_CLASSES, SPAN_SETS
from voc.training.sets import GOLD, read_guided, read_intents, read_opinions, read_suggestions
from voc.types.opinion import Intent, Polarity, Reading, Severity

RESTAURANTS = "restaurant_aste_zh"
# Their licence rules out training: they are read to measure. These have no test split, and
# nothing is chosen by their dev splits.
SUGGESTION_SETS = ("semeval2019_task9a_suggestion", "semeval2019_task9b_suggestion")

_NOTHING: Answer = frozenset()
_CRITICAL: Answer = frozenset({Severity.CRITICAL.value})


def gold_set(scope: Scope) -> JudgedSet[Reading]:
    """The test part; the dev part is trained on."""
    texts = scope.sample(read_guided(gold_folder(scope.data) / "test.jsonl.gz", GOLD))
    return scope.judged_set(GOLD, (text.text for text in texts), guided_tasks(texts))


def guided_tasks(texts: Sequence[LabelledText]) -> tuple[Task[Reading], ...]:
    """Topics with and without polarity, intents and severity."""
    true = [
        frozenset(_opinion(topic, polarity) for topic, polarity in text.polarities.items())
        for text in texts
    ]
    return (
        topics_task(true),
        opinions_task(true),
        *_intent_tasks(texts),
        *_severity_tasks(texts),
    )


def restaurant_set(scope: Scope) -> JudgedSet[Reading]:
    """The texts of which every opinion has a topic of ours."""
    texts = scope.sample(
        text
        for text in read_opinions(scope.data, RESTAURANTS, scope.split)
        if all(opinion.topic for opinion in text.opinions or ())
    )
    judged = ALL_TOPICS - SPAN_SETS[RESTAURANTS].silent
    true = [
        frozenset(
            _opinion(opinion.topic, opinion.polarity)
            for opinion in text.opinions or ()
            if opinion.topic in judged
        )
        for text in texts
    ]
    tasks = [opinions_task(true, judged), topics_task(true, judged)]
    return scope.judged_set(RESTAURANTS, (text.text for text in texts), tasks)


def app_sets(scope: Scope) -> Iterator[JudgedSet[Reading]]:
    """App reviews whose class says something of intents."""
    for name in INTENT_CLASSES:
        texts = scope.sample(read_intents(scope.data, name, scope.split))
        yield scope.judged_set(name, (text.text for text in texts), _intent_tasks(texts))


def suggestion_sets(scope: Scope) -> Iterator[JudgedSet[Reading]]:
    for name in SUGGESTION_SETS:
        texts = scope.sample(read_suggestions(scope.data, name, "dev"))
        yield scope.judged_set(name, (text.text for text in texts), _intent_tasks(texts))


def opinions_task(true: Sequence[Answer], judged: frozenset[str] = ALL_TOPICS) -> Task[Reading]:
    """Topic and polarity, of the topics ``judged``."""
    return Task(
        name="topic_polarity",
        true=tuple(true),
        heard=each(partial(_opinions, judged)),
    )


def topics_task(true: Sequence[Answer], judged: frozenset[str] = ALL_TOPICS) -> Task[Reading]:
    return Task(
        name="topics",
        true=tuple(map(_topics, true)),
        heard=each(lambda reading: _topics(_opinions(judged, reading))),
    )


def _opinions(judged: frozenset[str], reading: Reading) -> Answer:
    return frozenset(
        _opinion(opinion.topic, opinion.polarity)
        for opinion in reading.opinions
        if opinion.topic in judged
    )


def _opinion(topic: str | None, polarity: Polarity) -> str:
    return f"{topic} {polarity}"


def _topics(opinions: Answer) -> Answer:
    return frozenset(opinion.split()[0] for opinion in opinions)


def _intent_tasks(texts: Sequence[LabelledText]) -> list[Task[Reading]]:
    """One an intent that is known to occur."""
    said = [i for i in Intent if any(text.labels.intents.get(i) for text in texts)]
    return [_intent_task(texts, intent) for intent in said]


def _intent_task(texts: Sequence[LabelledText], intent: Intent) -> Task[Reading]:
    holds = frozenset({intent.value})
    known = [intent in text.labels.intents for text in texts]

    def heard(readings: Sequence[Reading]) -> list[Answer]:
        """What is heard in a text of which nothing is known counts for nothing."""
        return [
            holds & {i.label for i in reading.intents} if judged else _NOTHING
            for judged, reading in zip(known, readings, strict=True)
        ]

    true = (holds if text.labels.intents.get(intent) else _NOTHING for text in texts)
    return Task(name=intent.value, true=tuple(true), heard=heard)


def _severity_tasks(texts: Sequence[LabelledText]) -> tuple[Task[Reading], Task[Reading]]:
    true = tuple(frozenset({str(text.labels.severity)}) for text in texts)
    return (
        Task(name="severity", true=true, heard=each(_severity), takes_one_label=True),
        Task(
            name="critical",
            true=tuple(answer & _CRITICAL for answer in true),
            heard=each(lambda reading: _severity(reading) & _CRITICAL),
        ),
    )


def _severity(reading: Reading) -> Answer:
    return frozenset({reading.severity.label})
