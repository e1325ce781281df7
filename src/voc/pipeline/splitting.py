"""A person takes voices out of an issue that are another thing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from voc.errors import InputError
from voc.insight.discovery.opening import topic_of
from voc.insight.words import naming
from voc.insight.words.naming import TellingWords, Usage
from voc.insight.words.renaming import renamed
from voc.pipeline.phrases import Reading
from voc.ports.store import Store
from voc.text.document import plain
from voc.types.issue import Issue, IssueId, NewIssue, Voice


@dataclass(frozen=True, slots=True)
class Which:
    """The voices a person means."""

    words: tuple[str, ...]  # a voice that holds one of them, in any script and case
    numbers: tuple[int, ...]  # as `voc issue` lists them, from 1 on

    def __str__(self) -> str:
        told = [f"“{word}”" for word in self.words] + [str(number) for number in self.numbers]
        return ", ".join(told)


def split_off(
    store: Store, reading: Reading, issue_id: IssueId, which: Which, now: datetime
) -> Issue:
    """The new issue. Raises InputError where that is no voice of the issue, or all of them."""
    source = store.issue(issue_id)
    voices = store.voices(source.id)
    leaving = _chosen(voices, which, reading)
    if not leaving or len(leaving) == len(voices):
        found = "none" if not leaving else "all"
        raise InputError(
            f"{found.capitalize()} of the {len(voices):,} voices of {source.id} are meant by "
            f"{which}; a split leaves some on both sides. `voc issue {source.id}` lists them."
        )
    staying = [voice for voice in voices if voice not in set(leaving)]
    told = {voice: reading.tell(voice) for voice in voices}
    off = NewIssue(
        kind=source.kind,
        product=source.product,
        topic=topic_of(leaving),
        terms=_name(leaving, told) or (topic_of(leaving),),
        voices=tuple(leaving),
        # Not the words themselves: they may be somebody's, who is to be forgotten one day.
        because="chosen by their words" if which.words else "chosen by their numbers",
    )
    quotes = [plain(voice.quote, reading.folder) for voice in staying]
    terms = renamed(source.terms, source.topic, [told[voice] for voice in staying], quotes)
    return store.split(source.id, off, terms, now)


def _name(voices: Sequence[Voice], told: Mapping[Voice, TellingWords]) -> tuple[str, ...]:
    quotes = [voice.quote for voice in voices]
    return naming.name([told[voice] for voice in voices], quotes, Usage.of(told.values()))


def _chosen(voices: Sequence[Voice], which: Which, reading: Reading) -> list[Voice]:
    unknown = [number for number in which.numbers if not 1 <= number <= len(voices)]
    if unknown:
        raise InputError(f"There is no voice {unknown[0]}: the issue has {len(voices):,}.")
    words = [plain(word, reading.folder) for word in which.words if word.strip()]
    return [
        voice
        for number, voice in enumerate(voices, start=1)
        if number in which.numbers
        or any(word in plain(voice.quote, reading.folder) for word in words)
    ]
