"""What a classifier reaches on labelled texts, from its readings alone."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from voc.evaluation.metrics import accuracy, calibration_error, macro_f1, micro_f1
from voc.ports.models import Classifier
from voc.training.corpus import Prepared, Reader
from voc.training.labelled import LabelledText, gold_folder
from voc.training.mapping import ALL_TOPICS, INTENT_CLASSES
from voc.training.sets import (
    GOLD,
    read_guided,
    read_intents,
    read_opinions,
    read_sentiment,
    read_suggestions,
)
from voc.types.opinion import Intent, Polarity, Reading, Severity

Figures = dict[str, float]
Figure = Callable[[Sequence[Prepared], Sequence[Reading]], Figures]

BINARY_SETS = (
    "online_shopping_10_cats",
    "chnsenticorp_htl_all",
    "fewclue_eprstmt",
    "meituan_star_reviews",
    "nsmc_sentiment_ko",
    "ar_miner_informative_en",
)
OPINION_SETS = ("zhijiang_ecom_absa", "restaurant_aste_zh")
# Non-commercial: read to measure, never to train.
SUGGESTION_SETS = ("semeval2019_task9a_suggestion", "semeval2019_task9b_suggestion")


def measure(
    classifier: Classifier, reader: Reader, data: Path, split: str, limit: int | None = None
) -> Figures:
    """All figures of one split, on the first ``limit`` texts of each set.

    Sets without that split are left out; gold is read with the test split only, since its dev
    part is trained on.
    """
    figures: Figures = {}
    for name, texts, figure in _plan(data, split):
        pairs = reader.prepared(islice(texts, limit))
        readings = classifier.read([document for _, document in pairs])
        figures |= {f"{name}.{key}": value for key, value in figure(pairs, readings).items()}
    return figures


def _plan(data: Path, split: str) -> list[tuple[str, Iterator[LabelledText], Figure]]:
    binary = [name for name in BINARY_SETS if (data / name / f"{split}.csv.gz").exists()]
    plan: list[tuple[str, Iterator[LabelledText], Figure]] = [
        *((name, read_sentiment(data, name, split), sentiment) for name in binary),
        *((name, read_opinions(data, name, split), marked_opinions) for name in OPINION_SETS),
        *((name, read_intents(data, name, split), known_intents) for name in INTENT_CLASSES),
    ]
    if split == "test":
        gold = gold_folder(data) / "test.jsonl.gz"
        plan.append((GOLD, read_guided(gold, GOLD), guided))
        # These have no test split; nothing is tuned on their dev splits.
        plan += [(n, read_suggestions(data, n, "dev"), known_intents) for n in SUGGESTION_SETS]
    return plan


def sentiment(pairs: Sequence[Prepared], readings: Sequence[Reading]) -> Figures:
    """Positive against negative by the sign of the score; texts with other labels left out."""
    sided = [
        (text.labels.sentiment, reading.sentiment.score)
        for (text, _), reading in zip(pairs, readings, strict=True)
        if text.labels.sentiment in (Polarity.POSITIVE, Polarity.NEGATIVE)
    ]
    true = [label for label, _ in sided]
    read = [Polarity.POSITIVE if score > 0 else Polarity.NEGATIVE for _, score in sided]
    sure = [(1 + abs(score)) / 2 for _, score in sided]
    return {
        "accuracy": accuracy(true, read),
        "macro_f1": macro_f1(true, read),
        "calibration_error": calibration_error(
            sure, [t is r for t, r in zip(true, read, strict=True)]
        ),
    }


def marked_opinions(pairs: Sequence[Prepared], readings: Sequence[Reading]) -> Figures:
    """Topic x polarity a text, over the topics the set labels."""
    true, read = [], []
    for (text, _), reading in zip(pairs, readings, strict=True):
        judged = ALL_TOPICS - text.silent
        opinions = text.opinions or ()
        if any(opinion.topic is None for opinion in opinions):
            continue  # what it speaks of is not known in our words
        true.append({(o.topic, o.polarity) for o in opinions if o.topic in judged})
        read.append({(o.topic, o.polarity) for o in reading.opinions if o.topic in judged})
    topics = micro_f1([{t for t, _ in pair} for pair in true], [{t for t, _ in p} for p in read])
    return {"topic_f1": topics.value, "topic_polarity_f1": micro_f1(true, read).value}


def known_intents(pairs: Sequence[Prepared], readings: Sequence[Reading]) -> Figures:
    """F1 of each intent, over the texts of which it is known."""
    figures = {}
    for intent in Intent:
        judged = [
            (text.labels.intents[intent], intent.value in {i.label for i in reading.intents})
            for (text, _), reading in zip(pairs, readings, strict=True)
            if intent in text.labels.intents
        ]
        if any(true for true, _ in judged):
            figures[f"{intent.value}_f1"] = _holds_f1(judged)
    return figures


def guided(pairs: Sequence[Prepared], readings: Sequence[Reading]) -> Figures:
    """Of texts labelled along the guide: topics, intents, severity."""
    true = [dict(text.polarities) for text, _ in pairs]
    read = [{(o.topic, o.polarity) for o in reading.opinions} for reading in readings]
    said = micro_f1([set(t) for t in true], [{topic for topic, _ in r} for r in read])
    both = micro_f1([set(t.items()) for t in true], read)
    severities = [text.labels.severity for text, _ in pairs]
    found = [Severity(reading.severity.label) for reading in readings]
    critical = [
        (t is Severity.CRITICAL, r is Severity.CRITICAL)
        for t, r in zip(severities, found, strict=True)
    ]
    return known_intents(pairs, readings) | {
        "topic_f1": said.value,
        "topic_polarity_f1": both.value,
        "severity_accuracy": accuracy(severities, found),
        "critical_f1": _holds_f1(critical),
    }


def _holds_f1(pairs: Sequence[tuple[bool, bool]]) -> float:
    true, read = ([{0} if pair[side] else set() for pair in pairs] for side in (0, 1))
    return micro_f1(true, read).value
