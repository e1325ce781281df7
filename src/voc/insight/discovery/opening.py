"""Names what a scan found: new issues, and those that tell of something else now."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from operator import attrgetter

from voc.insight.discovery.filing import NAMING, Filing, Group
from voc.insight.words import naming
from voc.insight.words.naming import TellingWords, Usage
from voc.types.issue import Discovery, IssueKind, NewIssue, NewName, Shelf, Voice
from voc.types.opinion import TOPICS

# To read the words of so many takes a second or two; more change no name.
_MOST_OTHERS = 20_000

Tell = Callable[[Voice], TellingWords]


def opened(filings: Sequence[Filing], tell: Tell, others: Iterable[Voice]) -> Discovery:
    """All shelves of a scan together. Names set them apart from each other and from ``others``."""
    named_by = dict.fromkeys([*_named_by(filings), *_some(others)])
    told = {voice: tell(voice) for voice in named_by}
    usage = _usage(told)
    return Discovery(
        joined=tuple(one for filing in filings for one in filing.joined),
        opened=tuple(
            _issue(filing.shelf, group, told, usage[filing.shelf.kind])
            for filing in filings
            for group in filing.opened
        ),
        single=tuple(one for filing in filings for one in filing.single),
        merged=tuple(one for filing in filings for one in filing.merged),
        moved=tuple(one for filing in filings for one in filing.moved),
        renamed=tuple(
            NewName(
                issue_id=known.issue.id,
                terms=_name(voices, told, usage[filing.shelf.kind]),
            )
            for filing in filings
            for known, voices in filing.drifted
            if not known.issue.pinned
        ),
        happened=tuple(one for filing in filings for one in filing.happened),
        marks=tuple(filing.mark for filing in filings if filing.mark is not None),
    )


def _named_by(filings: Iterable[Filing]) -> Iterable[Voice]:
    for filing in filings:
        for group in filing.opened:
            yield from group.voices[:NAMING]
        for _, voices in filing.drifted:
            yield from voices


def _some(others: Iterable[Voice]) -> Sequence[Voice]:
    """An even sample, whatever order they come in."""
    ordered = sorted(others, key=attrgetter("place"))
    return ordered[:: 1 + len(ordered) // _MOST_OTHERS]


def _usage(told: Mapping[Voice, TellingWords]) -> dict[IssueKind, Usage]:
    return {
        kind: Usage.of(words for voice, words in told.items() if voice.kind == kind)
        for kind in IssueKind
    }


def _issue(
    shelf: Shelf, group: Group, told: Mapping[Voice, TellingWords], usage: Usage
) -> NewIssue:
    return NewIssue(
        kind=shelf.kind,
        product=shelf.product,
        topic=topic_of(group.voices),
        terms=_name(group.voices[:NAMING], told, usage),
        voices=group.voices,
        taken=group.taken,
        split_from=group.split_from,
        because=group.because,
    )


def _name(
    voices: Sequence[Voice], told: Mapping[Voice, TellingWords], usage: Usage
) -> tuple[str, ...]:
    return naming.name([told[one] for one in voices], [one.quote for one in voices], usage)


def topic_of(voices: Iterable[Voice]) -> str:
    """What most of them speak of; of equals, the first of the topic list."""
    counts = Counter(voice.topic for voice in voices)
    return min(counts, key=lambda topic: (-counts[topic], _rank(topic), topic))


def _rank(topic: str) -> int:
    return TOPICS.index(topic) if topic in TOPICS else len(TOPICS)
