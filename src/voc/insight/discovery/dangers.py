"""A danger to people waits for no second voice: what stands alone and tells of one is an issue."""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace

from voc.insight.words.naming import Usage, name
from voc.insight.words.telling import TellingWord
from voc.types.feedback import FeedbackId
from voc.types.issue import Discovery, IssueKind, NewIssue, Single, Voice
from voc.types.opinion import Severity

Tell = Callable[[Voice], tuple[TellingWord, ...]]
_Text = tuple[FeedbackId, IssueKind]


def critical(discovery: Discovery) -> tuple[Single, ...]:
    """Single voices that tell of a danger."""
    return tuple(one for one in discovery.single if one.voice.severity is Severity.CRITICAL)


def opened(discovery: Discovery, sure: Collection[FeedbackId], tell: Tell) -> Discovery:
    """An issue of each text of ``sure`` whose critical voices are single; they are so no more.

    All such voices of a text make one: people tell one accident in several clauses.
    """
    texts: dict[_Text, list[Voice]] = defaultdict(list)
    for voice in (one.voice for one in critical(discovery)):
        if voice.feedback_id in sure:
            texts[voice.feedback_id, voice.kind].append(voice)
    founding = {voice.place for voices in texts.values() for voice in voices}
    return replace(
        discovery,
        opened=(*discovery.opened, *(_issue(texts[key], tell) for key in sorted(texts))),
        single=tuple(one for one in discovery.single if one.voice.place not in founding),
    )


def _issue(voices: list[Voice], tell: Tell) -> NewIssue:
    voices = sorted(voices, key=lambda voice: voice.start)
    told = [tell(voice) for voice in voices]
    first = voices[0]
    return NewIssue(
        kind=first.kind,
        product=first.product,
        topic=first.topic,
        terms=name(told, [voice.quote for voice in voices], Usage.of(told)) or (first.topic,),
        voices=tuple(voices),
    )
