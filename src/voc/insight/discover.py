"""Files complaints and wishes under known issues, and opens new ones."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from voc.insight import naming
from voc.insight.clusters import ALONE, Labels, cluster, nearest
from voc.insight.naming import Usage
from voc.insight.settings import DiscoverySettings
from voc.insight.telling import TellingWord, telling
from voc.types.issue import (
    Discovery,
    IssueId,
    IssueKind,
    NewIssue,
    Phrase,
    Vectors,
    Voice,
)
from voc.types.opinion import TOPICS

Encode = Callable[[Sequence[tuple[str, ...]]], Vectors]

# An issue is of one kind and about one product. Topics do not part issues: a damp bag is told as
# texture, freshness and packaging alike.
_Shelf = tuple[IssueKind, str | None]

# Cosines that differ by less are equal: which voice is the most central must not hang on the last
# bit of a sum.
_DECIMALS = 5


@dataclass(frozen=True, slots=True)
class _Told:
    """A voice and what it tells."""

    voice: Voice
    words: tuple[TellingWord, ...]
    keys: tuple[str, ...]  # of words

    @property
    def shelf(self) -> _Shelf:
        return self.voice.kind, self.voice.product


@dataclass(frozen=True, slots=True)
class _Space:
    """Vectors of what is told; equal words share a row."""

    vectors: Vectors
    row_of: Mapping[tuple[str, ...], int]

    def rows(self, told: Sequence[_Told]) -> Labels:
        return np.fromiter((self.row_of[one.keys] for one in told), np.int64, len(told))

    def of(self, told: Sequence[_Told]) -> Vectors:
        vectors: Vectors = self.vectors[self.rows(told)]
        return vectors


def discover(
    loose: Sequence[Phrase],
    core: Mapping[IssueId, Sequence[Phrase]],
    encode: Encode,
    settings: DiscoverySettings,
) -> Discovery:
    """Every voice of ``loose`` is joined to an issue, founds one, or is single.

    ``core`` holds the most central phrases of each known issue. A voice that tells nothing but
    that someone is unhappy ("太难吃了") is single: nobody can act on it. Neither the order of
    ``loose`` nor that of ``core`` changes the result.
    """
    told = sorted(map(_tell, loose), key=_order)
    known = {issue_id: sorted(map(_tell, core[issue_id]), key=_order) for issue_id in sorted(core)}
    space = _space([one for voices in (*known.values(), told) for one in voices], encode)
    homes = _homes(told, known, space, settings.same_issue_cosine)
    rest = [one for one, home in zip(told, homes, strict=True) if home is None]
    founded = _founded(rest, space, settings)
    usage = _usage(told)
    return Discovery(
        joined=tuple(
            (home, one.voice) for one, home in zip(told, homes, strict=True) if home is not None
        ),
        opened=tuple(
            _issue([rest[i] for i in members], space, usage) for members in _members(founded)
        ),
        single=tuple(one.voice for one, label in zip(rest, founded, strict=True) if label == ALONE),
    )


def _tell(phrase: Phrase) -> _Told:
    words = telling(phrase.words, phrase.voice.product)
    return _Told(phrase.voice, words, tuple(word.key for word in words))


def _order(told: _Told) -> tuple[str, int, int, str]:
    voice = told.voice
    return voice.feedback_id, voice.start, voice.end, voice.kind


def _space(told: Iterable[_Told], encode: Encode) -> _Space:
    """Copies are encoded once: many people saying the same make its words no less telling."""
    phrases = list(dict.fromkeys(one.keys for one in told))
    return _Space(encode(phrases), {keys: row for row, keys in enumerate(phrases)})


def _homes(
    told: Sequence[_Told],
    known: Mapping[IssueId, Sequence[_Told]],
    space: _Space,
    threshold: float,
) -> list[IssueId | None]:
    """The known issue each voice joins: of its shelf, the nearest that is near enough."""
    issues_on = defaultdict(list)
    for issue_id, voices in known.items():
        if any(one.words for one in voices):
            issues_on[_shelf_of(voices)].append(issue_id)
    homes: list[IssueId | None] = [None] * len(told)
    for shelf, members in _by_shelf(told).items():
        if issue_ids := issues_on[shelf]:
            centres = np.stack([space.of(_speaking(known[i])).mean(axis=0) for i in issue_ids])
            best, cosine = nearest(space.of([told[i] for i in members]), centres)
            for i, issue, near in zip(members, best, cosine >= threshold, strict=True):
                homes[i] = issue_ids[issue] if near else None
    return homes


def _founded(rest: Sequence[_Told], space: _Space, settings: DiscoverySettings) -> Labels:
    """The number of the new issue of each voice, ALONE for those in none."""
    founded = np.full(len(rest), ALONE, dtype=np.int64)
    for members in _by_shelf(rest).values():
        rows, row_of_member = np.unique(space.rows([rest[i] for i in members]), return_inverse=True)
        labels = _with_copies(cluster(space.vectors[rows], settings.same_issue_cosine))
        for group in _members(labels[row_of_member]):
            voices = [members[i] for i in group]
            if len({rest[i].voice.feedback_id for i in voices}) >= settings.new_issue_min_voices:
                founded[voices] = founded.max(initial=ALONE) + 1
    return founded


def _with_copies(labels: Labels) -> Labels:
    """A label of its own for each lone row: what several people told in the same words."""
    lone = np.flatnonzero(labels == ALONE)
    labels[lone] = labels.max(initial=ALONE) + 1 + np.arange(len(lone))
    return labels


def _members(labels: Labels) -> list[list[int]]:
    """Positions of each label from 0 on, in order."""
    members: list[list[int]] = [[] for _ in range(labels.max(initial=ALONE) + 1)]
    for position, label in enumerate(labels):
        if label != ALONE:
            members[label].append(position)
    return members


def _issue(voices: Sequence[_Told], space: _Space, usage: Mapping[IssueKind, Usage]) -> NewIssue:
    kind, product = voices[0].shelf
    return NewIssue(
        kind=kind,
        product=product,
        topic=_topic(voices),
        terms=naming.terms([one.words for one in voices], usage[kind]),
        voices=tuple(one.voice for one in _most_central_first(voices, space)),
    )


def _most_central_first(voices: Sequence[_Told], space: _Space) -> list[_Told]:
    vectors = space.of(voices)
    central = np.round(vectors @ vectors.mean(axis=0), _DECIMALS)
    order = sorted(range(len(voices)), key=lambda i: (-central[i], _order(voices[i])))
    return [voices[i] for i in order]


def _topic(voices: Sequence[_Told]) -> str:
    counts = Counter(one.voice.topic for one in voices)
    return min(counts, key=lambda topic: (-counts[topic], _rank_of_topic(topic), topic))


def _rank_of_topic(topic: str) -> int:
    return TOPICS.index(topic) if topic in TOPICS else len(TOPICS)


def _usage(told: Sequence[_Told]) -> dict[IssueKind, Usage]:
    return {
        kind: Usage.of(one.words for one in told if one.voice.kind == kind) for kind in IssueKind
    }


def _shelf_of(core: Sequence[_Told]) -> _Shelf:
    """Where a known issue stands: where most of its voices do."""
    counts = Counter(one.shelf for one in core)
    return min(counts, key=lambda shelf: (-counts[shelf], shelf[0], shelf[1] or ""))


def _speaking(told: Iterable[_Told]) -> list[_Told]:
    return [one for one in told if one.words]


def _by_shelf(told: Sequence[_Told]) -> dict[_Shelf, list[int]]:
    """Positions of the voices that tell something, a shelf."""
    shelves: dict[_Shelf, list[int]] = defaultdict(list)
    for position, one in enumerate(told):
        if one.words:
            shelves[one.shelf].append(position)
    return shelves
