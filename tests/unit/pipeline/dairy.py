"""What customers of a dairy wrote, and readers that need no model."""

from collections.abc import Iterator, Sequence
from datetime import UTC
from itertools import product as pairs
from zlib import crc32

import numpy as np

from voc.pipeline.annotate import Annotator
from voc.text.entities import NO_WORDS
from voc.types.document import Document
from voc.types.issue import Vectors
from voc.types.opinion import (
    Intent,
    Opinion,
    Polarity,
    Reading,
    Scored,
    Sentiment,
    SentimentLabel,
    Severity,
)
from voc.types.taxonomy import CustomTopic, TopicName

STRAWS = (
    "吸管太短了",
    "吸管插不进去",
    "没有配吸管",
    "吸管一戳就弯",
    "吸管软得像纸",
    "吸管掉进盒子里了",
    "喝到最后这吸管就塌了",
    "纸吸管泡一会就烂",
)
UNRELATED = ("味道很怪", "物流不错的", "价格一般吧", "颜色差了点", "配料还可以")
STRAW = CustomTopic(
    name=TopicName(topic="straw", zh="吸管", en="Straw", ko="빨대"),
    description="the straw on the box",
    examples=STRAWS,
)

# The last is said twice, in other signs: one of the two is shown.
STRAW_REVIEWS = ("这吸管太短了吧", "喝到一半吸管断了，味道还行", "吸管太细了。", "吸管太细了！")
_THINGS = (
    "味道",
    "口感",
    "包装",
    "物流",
    "客服",
    "价格",
    "奶味",
    "甜度",
    "瓶盖",
    "日期",
    "颜色",
    "配料",
)
_VERDICTS = ("很好", "不错", "一般般", "太差", "让人失望", "超出预期", "还可以", "不太行", "没得说")
OTHER_REVIEWS = tuple(
    f"{a}{b}，{c}{b}" for (a, b), c in pairs(pairs(_THINGS, _VERDICTS), _THINGS[:2])
)


class Characters:
    """A segmenter that needs no dictionary."""

    def cut(self, text: str) -> tuple[str, ...]:
        return tuple(text)


class NoFolding:
    def fold(self, text: str) -> str:
        return text


class CharacterBag:
    """Implements voc.ports.models.SentenceEncoder: texts are alike that share characters."""

    name = "bag-1"

    def encode(self, texts: Sequence[str]) -> Vectors:
        rows = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in enumerate(texts):
            for character in text:
                rows[row, crc32(character.encode()) % 512] += character.isalpha()
        lengths = np.linalg.norm(rows, axis=1, keepdims=True)
        return np.divide(rows, lengths, out=rows, where=lengths > 0)


class BoxReader:
    """Implements voc.ports.models.Classifier: a box is packaging and a complaint, else nothing."""

    name = "box-1"

    def __init__(self, mood: SentimentLabel = SentimentLabel.POSITIVE) -> None:
        self._mood = mood

    def read(self, documents: Sequence[Document]) -> list[Reading]:
        return [
            Reading(
                id=document.id,
                language=document.language,
                sentiment=Sentiment(label=self._mood, score=0.5, confidence=0.9),
                opinions=tuple(_boxes(document)),
                intents=(),
                severity=Scored(label="none", confidence=0.9),
                entities=(),
                flags=(),
            )
            for document in documents
        ]


def _boxes(document: Document) -> Iterator[Opinion]:
    for clause in document.clauses:
        if "盒" in clause.text:
            yield Opinion(
                topic="packaging",
                polarity=Polarity.NEGATIVE,
                intent=Intent.COMPLAINT,
                severity=Severity.MINOR,
                confidence=0.8,
                start=clause.start,
                end=clause.end,
            )


def annotator() -> Annotator:
    return Annotator(
        segmenter=Characters(),
        folder=NoFolding(),
        gazetteer=NO_WORDS,
        zone=UTC,
        classifier=BoxReader(),
    )
