"""Voices for tests, cut by blanks: what a segmenter would give, written by hand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from voc.insight.discovery.packing import pack, stacked, total
from voc.insight.words.naming import TellingWords
from voc.insight.words.telling import telling
from voc.ml.phrase_encoder import Space, word_space
from voc.ml.word_vectors import load_words
from voc.types.document import Word
from voc.types.feedback import FeedbackId
from voc.types.issue import (
    Issue,
    IssueId,
    IssueKind,
    IssueState,
    KnownIssue,
    PlacedVoice,
    Shelf,
    Voice,
    Wording,
)
from voc.types.opinion import Severity

CHIPS = Shelf(kind=IssueKind.DEFECT, product="薯片")


@dataclass(frozen=True)
class Settings:
    same_issue_cosine: float = 0.25
    new_issue_min_voices: int = 3
    regroup_growth: float = 0.25
    clear_margin: float = 0.1
    drift_cosine: float = 0.7


def cut(words: str) -> tuple[Word, ...]:
    """As of Chinese, where words have no forms."""
    return tuple(Word(word, word) for word in words.split())


@cache
def space() -> Space:
    folder = Path(__file__).parents[3] / "models" / "words-2"
    return word_space(load_words(folder), folder.name)


def tell(voice: Voice) -> TellingWords:
    """Quotes of these voices keep their blanks."""
    return telling(cut(voice.quote), voice.product)


def placed(
    quote: str,
    feedback: str,
    *,
    shelf: Shelf = CHIPS,
    topic: str = "texture",
    start: int = 0,
    author: str | None = None,
    issue: str | None = None,
) -> PlacedVoice:
    voice = Voice(
        feedback_id=FeedbackId(feedback),
        start=start,
        end=start + len(quote),
        quote=quote,
        kind=shelf.kind,
        product=shelf.product,
        topic=topic,
        severity=Severity.MINOR,
        author=author,
    )
    (vector,) = pack(
        space().encode([Wording(keys=tuple(word.key for word in tell(voice)), text=quote)])
    )
    return PlacedVoice(
        voice=voice, packed=vector.tobytes(), issue=(issue and IssueId(issue)) or None, why=None
    )


def filed(voices: Sequence[PlacedVoice], issue: str) -> list[PlacedVoice]:
    return [replace(one, issue=IssueId(issue)) for one in voices]


def known(voices: Sequence[PlacedVoice], **fields: Any) -> KnownIssue:
    """The issue they are filed in."""
    (issue_id,) = {one.issue for one in voices}
    assert issue_id is not None
    made = Issue(
        id=issue_id,
        kind=voices[0].voice.kind,
        state=IssueState.OPEN,
        product=voices[0].voice.product,
        topic="texture",
        terms=("名",),
        title=None,
        pinned=False,
        merged_into=None,
    )
    rows = stacked([one.packed for one in voices if any(one.packed)])
    summed = total(rows)
    issue = replace(made, **fields)
    return KnownIssue(issue=issue, voices=len(rows), total=summed, named=summed)
