"""Phrases for tests, cut by blanks: what a segmenter would give, written by hand."""

from dataclasses import dataclass

from voc.types.document import Word
from voc.types.feedback import FeedbackId
from voc.types.issue import IssueKind, Phrase, Voice
from voc.types.opinion import Severity


@dataclass(frozen=True)
class Settings:
    same_issue_cosine: float = 0.15
    new_issue_min_voices: int = 3


def cut(words: str) -> tuple[Word, ...]:
    """As of Chinese, where words have no forms."""
    return tuple(Word(word, word) for word in words.split())


def phrase(
    words: str,
    feedback: str,
    *,
    product: str | None = "薯片",
    kind: IssueKind = IssueKind.DEFECT,
    topic: str = "texture",
    start: int = 0,
) -> Phrase:
    quote = words.replace(" ", "")
    voice = Voice(
        feedback_id=FeedbackId(feedback),
        start=start,
        end=start + len(quote),
        quote=quote,
        kind=kind,
        product=product,
        topic=topic,
        severity=Severity.MINOR,
    )
    return Phrase(voice=voice, words=cut(words))
