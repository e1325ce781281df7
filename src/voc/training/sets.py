"""Reads every training set into labelled texts."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from voc.training.labelled import LabelledText, Labels, MarkedOpinion, gold_folder, read_rows
from voc.training.mapping import (
    ALL_TOPICS,
    INTENT_CLASSES,
    SENTIMENT_SETS,
    SPAN_SETS,
    TEXT_SETS,
    SpanSet,
    topic_of_term,
)
from voc.types.opinion import Intent, Polarity, Severity

_BINARY = {"1": Polarity.POSITIVE, "0": Polarity.NEGATIVE}
GOLD = "gold"
SEED = "seed"
GUIDED = frozenset({GOLD, SEED})


def training_texts(data: Path, seed: Path) -> Iterator[LabelledText]:
    """Everything there is to train on under ``data``, beside it, and in our own seed file."""
    yield from read_guided(gold_folder(data) / "dev.jsonl.gz", GOLD)
    yield from read_guided(seed, SEED)
    for name in SENTIMENT_SETS:
        yield from read_sentiment(data, name, "train")
    for name in (*SPAN_SETS, *TEXT_SETS):
        yield from read_opinions(data, name, "train")
    for name in INTENT_CLASSES:
        yield from read_intents(data, name, "train")


def read_guided(path: Path, source: str) -> Iterator[LabelledText]:
    """Texts labelled along the annotation guide: nothing is silent, but opinions have no place."""
    for row in read_rows(path):
        topics = {topic["topic"]: Polarity(topic["polarity"]) for topic in row["topics"]}
        intents = {intent: intent.value in row["intents"] for intent in Intent}
        yield LabelledText(
            text=row["text"],
            source=source,
            labels=Labels(
                sentiment=one_sentiment(set(topics.values())),
                topics={topic: topic in topics for topic in sorted(ALL_TOPICS)},
                intents=intents,
                severity=Severity(row["severity"]),
            ),
            polarities=topics,
            weight=5.0,  # few, and the only ones labelled the way we read
        )


def read_sentiment(data: Path, name: str, split: str) -> Iterator[LabelledText]:
    """A csv set with one sentiment a text; three stars are neutral."""
    for row in read_rows(data / name / f"{split}.csv.gz"):
        sentiment = _sentiment(row)
        if sentiment is not None:
            yield LabelledText(
                text=row["text"],
                source=name,
                labels=Labels(sentiment=sentiment),
                weight=SENTIMENT_SETS[name],
            )


def _sentiment(row: dict[str, str]) -> Polarity | None:
    label = row["label"]
    if label in _BINARY:
        return _BINARY[label]
    if label in set(Polarity):
        return Polarity(label)
    if not row["rating"]:
        return None
    return polarity_of_stars(float(row["rating"]))


def polarity_of_stars(stars: float) -> Polarity:
    if stars == 3:
        return Polarity.NEUTRAL
    return Polarity.POSITIVE if stars > 3 else Polarity.NEGATIVE


def read_intents(data: Path, name: str, split: str) -> Iterator[LabelledText]:
    """A csv set with one class a text that says something of intents."""
    for row in read_rows(data / name / f"{split}.csv.gz"):
        intents = INTENT_CLASSES[name].get(row["label"])
        if intents is not None:
            yield LabelledText(text=row["text"], source=name, labels=Labels(intents=intents))


def read_suggestions(data: Path, name: str, split: str) -> Iterator[LabelledText]:
    """A csv set whose label 1 is a suggestion."""
    for row in read_rows(data / name / f"{split}.csv.gz"):
        intents = {Intent.SUGGESTION: row["label"] == "1"}
        yield LabelledText(text=row["text"], source=name, labels=Labels(intents=intents))


def read_opinions(data: Path, name: str, split: str) -> Iterator[LabelledText]:
    """A jsonl set that labels opinions, at places or for the text as a whole."""
    for row in read_rows(data / name / f"{split}.jsonl.gz"):
        if row["opinions"] is None:
            continue
        if name in SPAN_SETS:
            yield _marked_text(row, name, SPAN_SETS[name])
        else:
            yield _whole_text(row, name, TEXT_SETS[name])


def _marked_text(row: dict[str, Any], name: str, rules: SpanSet) -> LabelledText:
    opinions = tuple(_marked(opinion, row, rules) for opinion in row["opinions"])
    return LabelledText(
        text=row["text"],
        source=name,
        labels=Labels(sentiment=one_sentiment({opinion.polarity for opinion in opinions})),
        opinions=opinions,
        silent=rules.silent,
        weight=rules.weight,
    )


def _marked(opinion: dict[str, Any], row: dict[str, Any], rules: SpanSet) -> MarkedOpinion:
    start, end = _place(opinion, row["text"])
    term = opinion.get("aspect") or ""
    topic = rules.topics.get(opinion["category"])
    if topic in (None, "overall"):
        topic = topic_of_term(term, opinion.get("opinion") or "", row["domain"]) or topic
    return MarkedOpinion(start=start, end=end, topic=topic, polarity=Polarity(opinion["polarity"]))


def _place(opinion: dict[str, Any], text: str) -> tuple[int, int]:
    """Where the opinion stands; the term is searched where the set gives no span."""
    span = opinion.get("opinion_span") or opinion.get("aspect_span")
    if span:
        return span[0], span[1]
    term = opinion.get("aspect") or ""
    start = text.find(term) if term else -1
    return (start, start + len(term)) if start >= 0 else (0, 0)


def _whole_text(row: dict[str, Any], name: str, rules: SpanSet) -> LabelledText:
    opinions = [(rules.topics.get(o["category"]), Polarity(o["polarity"])) for o in row["opinions"]]
    said = {topic for topic, _ in opinions if topic is not None}
    unsaid = ALL_TOPICS - rules.silent - said if all(t for t, _ in opinions) else frozenset()
    stars = row.get("star")
    return LabelledText(
        text=row["text"],
        source=name,
        labels=Labels(
            sentiment=polarity_of_stars(float(stars))
            if stars
            else one_sentiment({polarity for _, polarity in opinions}),
            topics=dict.fromkeys(sorted(said), True) | dict.fromkeys(sorted(unsaid), False),
        ),
        weight=rules.weight,
    )


def one_sentiment(polarities: set[Polarity]) -> Polarity | None:
    """The polarity all opinions share; None where they differ or there are none.

    Neutral opinions beside others do not count.
    """
    spoken = polarities - {Polarity.NEUTRAL} or polarities
    return next(iter(spoken)) if len(spoken) == 1 else None
