"""What is said aloud of given probabilities: who complains, and where."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from voc.bootstrap import recipe
from voc.ml.calibration import Floats
from voc.ml.reading import readings
from voc.ml.scores import Probabilities
from voc.types.document import Clause, Document, Flag, Language
from voc.types.feedback import FeedbackId, FeedbackKind
from voc.types.opinion import TOPICS, Intent, Opinion, Polarity, Profile, Severity

THRESHOLDS = recipe.current(Profile.FAST)
UNHAPPY = (0.8, 0.1, 0.1)
NEGATIVE, NEUTRAL, POSITIVE = (0.6, 0.2, 0.2), (0.2, 0.6, 0.2), (0.1, 0.2, 0.7)


def text(*clauses: str) -> Document:
    source = ",".join(clauses)
    return Document(
        id=FeedbackId("one"),
        source=source,
        text=source,
        language=Language.ZH_HANS,
        clauses=tuple(
            Clause(
                start=source.index(clause), end=source.index(clause) + len(clause),
                at=source.index(clause), text=clause, tokens=(clause,),
            )
            for clause in clauses
        ),
        entities=(),
        flags=(),
    )  # fmt: skip


def likely(labels: Sequence[str], **chances: float) -> Floats:
    return np.array([chances.get(label, 0.05) for label in labels], dtype=np.float32)


def heard(
    document: Document,
    *sides: tuple[float, float, float],
    whole: tuple[float, float, float] = UNHAPPY,
    topics: dict[str, float] | None = None,
    intents: dict[str, float] | None = None,
) -> tuple[Opinion, ...]:
    """Opinions of one text; ``topics`` and ``intents`` are those of its first clause."""
    rest = len(sides) - 1
    found = Probabilities(
        text_polarity=np.array([whole], dtype=np.float32),
        text_intents=likely(list(Intent)).reshape(1, -1),
        text_severity=likely(list(Severity), minor=0.9).reshape(1, -1),
        clause_polarity=np.array(sides, dtype=np.float32),
        clause_topics=np.stack([likely(TOPICS, **topics or {}), *[likely(TOPICS)] * rest]),
        clause_intents=np.stack(
            [likely(list(Intent), **intents or {}), *[likely(list(Intent))] * rest]
        ),
        clause_severity=np.stack([likely(list(Severity), minor=0.9)] * len(sides)),
        owner=np.zeros(len(sides), dtype=np.int64),
    )
    (reading,) = readings([document], found, THRESHOLDS, deep=False)
    return reading.opinions


def test_a_negative_text_complains_where_its_most_negative_clause_stands() -> None:
    document = text("昨天提的车", "B柱异响")
    (opinion,) = heard(document, NEUTRAL, NEGATIVE)
    assert document.source[opinion.start : opinion.end] == "B柱异响"
    assert (opinion.topic, opinion.polarity) == ("overall", Polarity.NEGATIVE)
    assert (opinion.intent, opinion.severity) == (Intent.COMPLAINT, Severity.MINOR)
    assert opinion.confidence == pytest.approx(0.05 * 0.6)


def test_it_complains_of_a_topic_that_is_likely() -> None:
    (opinion,) = heard(text("B柱异响"), NEGATIVE, topics={"quality": 0.3})
    assert opinion.topic == "quality"
    assert opinion.confidence == pytest.approx(0.3 * 0.6)


@pytest.mark.parametrize("whole", [(0.65, 0.2, 0.15), (0.4, 0.1, 0.5)])
def test_a_text_that_is_not_surely_negative_stays_silent(
    whole: tuple[float, float, float],
) -> None:
    assert not heard(text("B柱异响"), NEGATIVE, whole=whole)


def test_what_a_clause_complains_of_is_enough() -> None:
    (opinion,) = heard(text("盒子破了", "唉"), NEGATIVE, NEGATIVE, topics={"packaging": 0.9})
    assert opinion.topic == "packaging"


def test_a_wish_is_enough() -> None:
    (opinion,) = heard(text("出个大包装", "唉"), NEUTRAL, NEGATIVE, intents={"suggestion": 0.9})
    assert opinion.intent is Intent.SUGGESTION


@pytest.mark.parametrize("side", [NEGATIVE, NEUTRAL])
def test_who_asks_for_redress_complains(side: tuple[float, float, float]) -> None:
    (opinion,) = heard(text("空调不制冷希望厂家处理"), side, intents={"suggestion": 0.9})
    assert (opinion.polarity, opinion.intent) == (Polarity.NEGATIVE, Intent.COMPLAINT)


def test_a_clause_that_praises_keeps_its_mind() -> None:
    document = text("颜色好看", "B柱异响")
    praise, complaint = heard(document, POSITIVE, NEGATIVE, topics={"appearance": 0.9})
    assert praise.polarity is Polarity.POSITIVE
    assert document.source[complaint.start : complaint.end] == "B柱异响"
    assert [o.polarity for o in heard(text("颜色好看"), POSITIVE, topics={"appearance": 0.9})] == [
        Polarity.POSITIVE
    ]


@pytest.mark.parametrize(
    "document",
    [
        replace(text("B柱异响"), kind=FeedbackKind.MEDIA),
        replace(text("B柱异响"), flags=(Flag(name="noise", because=""),)),
        replace(text("!!"), clauses=(replace(text("!!").clauses[0], tokens=()),)),
        text("此用户没有填写评价"),
    ],
    ids=["news", "flagged", "signs", "empty form"],
)
def test_what_no_customer_says_is_no_complaint(document: Document) -> None:
    assert not heard(document, NEGATIVE)


def test_news_that_is_told_of_us_is_one_though_no_topic_is_likely() -> None:
    (told,) = heard(replace(text("B柱异响"), kind=FeedbackKind.MEDIA, mention=True), NEGATIVE)
    assert told.intent is Intent.COMPLAINT
