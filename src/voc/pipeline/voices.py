"""The voices of one issue, as people are shown them."""

from collections.abc import Mapping, Set
from dataclasses import dataclass

from voc.ports.store import Store
from voc.report.stories import Channels, by_channel
from voc.types.feedback import Feedback, FeedbackId
from voc.types.issue import IssueId, Voice

Stories = Mapping[FeedbackId, tuple[Feedback, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldVoice:
    """One voice, with the places its text stands in besides."""

    number: int  # among all of the issue, the most central first; 1 is the first
    voice: Voice
    elsewhere: Channels  # most first


def typical_voices(store: Store, issue_id: IssueId, top: int) -> tuple[ToldVoice, ...]:
    """The ``top`` most central voices, but none of a copy beside those of its first appearance."""
    voices = store.core_voices(top).get(issue_id, ())
    ids = {voice.feedback_id for voice in voices}
    stories = store.stories(sorted(ids))
    return tuple(
        ToldVoice(number=number, voice=voice, elsewhere=elsewhere(voice.feedback_id, stories))
        for number, voice in enumerate(voices, start=1)
        if leads(voice.feedback_id, stories, ids)
    )


def leads(id_: FeedbackId, stories: Stories, among: Set[FeedbackId]) -> bool:
    """Whether no earlier place of its text is ``among`` them."""
    return next((one.id for one in stories.get(id_, ()) if one.id in among), id_) == id_


def elsewhere(id_: FeedbackId, stories: Stories) -> Channels:
    """The channels of the further places of its text, most first."""
    return by_channel(one.channel for one in stories.get(id_, ()) if one.id != id_)
