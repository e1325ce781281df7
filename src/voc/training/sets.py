"""Reads every training set into labelled texts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from voc.errors import InputError
from voc.training.labelled import (
    LabelledText,
    Labels,
    MarkedOpinion,
    Target,
    gold_folder,
    read_rows,
    text_sha1,
)
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
SEED = "seed"  # clauses of our own
OWN = "own"  # reviews of our own
READ = "read"  # texts of the shared sets that we labelled by reading
MEDIA = "media"  # passages of our own that name brands
GUIDED = frozenset({GOLD, SEED, OWN, READ})
_GUIDED_WEIGHT = 3.0  # few, and the only ones labelled the way we read


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """What of the training material is ours."""

    folder: Path  # seed.jsonl, reviews.jsonl, media.jsonl
    labels: Path  # read.jsonl to train on, calibration.jsonl to calibrate on: by SHA-1 of the text


def training_texts(data: Path, own: OwnTexts) -> Iterator[LabelledText]:
    """Everything there is to train on under ``data``, beside it, and of our own."""
    yield from read_guided(gold_folder(data) / "dev.jsonl.gz", GOLD)
    yield from read_labels(own.labels / "read.jsonl", data)
    yield from read_guided(own.folder / "seed.jsonl", SEED)
    yield from read_own(own.folder / "reviews.jsonl")
    yield from read_media(own.folder / "media.jsonl")
    for name, about in SENTIMENT_SETS.items():
        yield from read_sentiment(data, name, about.part)
    for name in (*SPAN_SETS, *TEXT_SETS):
        yield from read_opinions(data, name, "train")
    for name in INTENT_CLASSES:
        yield from read_intents(data, name, "train")


def read_guided(path: Path, source: str) -> Iterator[LabelledText]:
    """Texts labelled along the annotation guide: nothing is silent, but opinions have no place."""
    for row in read_rows(path):
        topics = {topic["topic"]: Polarity(topic["polarity"]) for topic in row["topics"]}
        yield _guided(row, topics, source)


def _guided(row: dict[str, Any], topics: dict[str, Polarity], source: str) -> LabelledText:
    return LabelledText(
        text=row["text"],
        source=source,
        labels=Labels(
            sentiment=one_sentiment(set(topics.values())),
            topics={topic: topic in topics for topic in sorted(ALL_TOPICS)},
            intents={intent: intent.value in row["intents"] for intent in Intent},
            severity=Severity(row["severity"]),
        ),
        polarities=topics,
        weight=_GUIDED_WEIGHT,
    )


def read_own(path: Path) -> Iterator[LabelledText]:
    """Texts labelled along the guide, each opinion with the words that voice it."""
    for row in read_rows(path):
        places = [_place_of_quote(opinion["quote"], row["text"]) for opinion in row["opinions"]]
        yield _placed(row, row["text"], places, OWN)


def read_labels(path: Path, data: Path) -> Iterator[LabelledText]:
    """Labels along the guide for texts that stay in their sets; opinions have places.

    Raises InputError where a text is in none of the sets named.
    """
    labels = {row["sha1"]: row for row in read_rows(path)}
    for source in sorted({row["source"] for row in labels.values()}):
        for file in sorted((data / source).glob("*.*.gz")):
            for row in read_rows(file) if "index" not in file.name else ():
                label = labels.pop(text_sha1(row["text"]), None)
                if label is not None:
                    places = [(o["start"], o["end"]) for o in label["opinions"]]
                    yield _placed(label, row["text"], places, READ)
    if labels:
        raise InputError(f"{len(labels)} texts of {path} are in no set under {data}.")


def _place_of_quote(quote: str, text: str) -> tuple[int, int]:
    start = text.index(quote)
    return start, start + len(quote)


def _placed(
    row: dict[str, Any], text: str, places: Sequence[tuple[int, int]], source: str
) -> LabelledText:
    polarities: dict[str, Polarity] = {}
    opinions = []
    for opinion, (start, end) in zip(row["opinions"], places, strict=True):
        polarity = Polarity(opinion["polarity"])
        polarities.setdefault(opinion["topic"], polarity)
        opinions.append(
            MarkedOpinion(start=start, end=end, topic=opinion["topic"], polarity=polarity)
        )
    return replace(_guided(row | {"text": text}, polarities, source), opinions=tuple(opinions))


def read_media(path: Path) -> Iterator[LabelledText]:
    """Passages and the sentiment toward each brand they name; silent on all else."""
    for row in read_rows(path):
        targets = tuple(
            Target(start=match.start(), end=match.end(), polarity=Polarity(target["sentiment"]))
            for target in row["targets"]
            for match in re.finditer(re.escape(target["name"]), row["text"])
        )
        yield LabelledText(text=row["text"], source=MEDIA, labels=Labels(), targets=targets)


def read_sentiment(data: Path, name: str, split: str) -> Iterator[LabelledText]:
    """A csv set with one sentiment a text; three stars are neutral."""
    about = SENTIMENT_SETS[name]
    for row in read_rows(data / name / f"{split}.csv.gz"):
        sentiment = _sentiment(row, about.starred)
        if sentiment is not None:
            yield LabelledText(
                text=row["text"],
                source=name,
                labels=Labels(sentiment=sentiment),
                weight=about.weight,
            )


def _sentiment(row: dict[str, str], starred: bool) -> Polarity | None:
    label = row["label"]
    if label in _BINARY:
        return _BINARY[label]
    if label in set(Polarity):
        return Polarity(label)
    if not starred or not row["rating"]:
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
        targets=_targets(row["opinions"], row["text"]),
        native=_native(row["opinions"]),
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
        native=_native(row["opinions"]),
        weight=rules.weight,
    )


def _native(opinions: Sequence[dict[str, Any]]) -> frozenset[tuple[str, Polarity]]:
    return frozenset((o["category"], Polarity(o["polarity"])) for o in opinions if o["category"])


def _targets(opinions: Sequence[dict[str, Any]], text: str) -> tuple[Target, ...]:
    """The aspect terms that only one polarity is voiced of."""
    polarities: dict[tuple[int, int], set[Polarity]] = {}
    for opinion in opinions:
        term = opinion.get("aspect")
        if not term:
            continue
        start, end = opinion.get("aspect_span") or (text.find(term), text.find(term) + len(term))
        if start >= 0:
            polarities.setdefault((start, end), set()).add(Polarity(opinion["polarity"]))
    return tuple(
        Target(start=start, end=end, polarity=next(iter(found)))
        for (start, end), found in sorted(polarities.items())
        if len(found) == 1
    )


def one_sentiment(polarities: set[Polarity]) -> Polarity | None:
    """The polarity all opinions share; None where they differ or there are none.

    Neutral opinions beside others do not count.
    """
    spoken = polarities - {Polarity.NEUTRAL} or polarities
    return next(iter(spoken)) if len(spoken) == 1 else None
