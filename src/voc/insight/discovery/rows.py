"""The voices of one shelf as rows of numbers, and what is decided of each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from voc.insight.discovery.clusters import ALONE, Flags, Labels, cluster
from voc.insight.discovery.vantage import PLAIN, Vantage
from voc.insight.packing import Packed, stacked, total, unpacked
from voc.types.issue import IssueId, PlacedVoice, Totals, Vectors

NOWHERE = -1  # in no issue
_STRIPE = 10_000  # rows copied at once


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """Voices that tell something, in the order of their places."""

    packed: Packed  # (n, d); in floats, all rows of a large shelf would fill the memory
    copy_of: Labels  # (n,): the first row that tells just the same
    people: Labels  # (n,): one number a person
    owner: Labels  # (n,): position of the known issue it is filed in, or NOWHERE
    vantage: Vantage = PLAIN  # where they are seen from

    def __len__(self) -> int:
        return len(self.owner)

    def different(self) -> tuple[int, Totals]:
        """How many tell what nobody before them told in just the same words, and their sum."""
        firsts = np.unique(self.copy_of)
        stripes = (firsts[n : n + _STRIPE] for n in range(0, len(firsts), _STRIPE))
        whole = np.zeros(self.packed.shape[1], dtype=np.int32)
        for stripe in stripes:
            whole += total(self.packed[stripe])
        return len(firsts), whole

    def vectors(self, rows: Labels) -> Vectors:
        return self.vantage.seen(unpacked(self.packed[rows]))

    def sums(self, home: Labels, issues: int) -> tuple[Totals, Labels]:
        """(issues, d) sums of packed vectors and (issues,) voices, by position in ``home``."""
        totals = np.zeros((issues, self.packed.shape[1]), dtype=np.int32)
        filed = np.flatnonzero(home != NOWHERE)
        for members in grouped(home[filed]):
            if len(members):
                own = filed[members]
                totals[home[own[0]]] = total(self.packed[own])
        return totals, np.bincount(home[filed], minlength=issues).astype(np.int64)

    def crowd(self, rows: Iterable[int]) -> int:
        """How many people tell ``rows``."""
        return len({int(self.people[row]) for row in rows})


@dataclass(slots=True)
class Plan:
    """Where each row goes."""

    home: Labels  # position of a known issue, from ``known`` on of a new one, or NOWHERE
    few: Flags  # of those nowhere: several people tell it, but too few
    known: int  # how many issues there were
    opened: int = 0
    merged: dict[int, tuple[int, str]] = field(default_factory=dict)  # known: into which, why
    split: dict[int, tuple[int, str]] = field(default_factory=dict)  # new: from which, why

    def found(self, rows: Labels) -> int:
        """A new issue of ``rows``; gives its position."""
        position = self.known + self.opened
        self.home[rows] = position
        self.opened += 1
        return position


def rows_of(
    voices: Sequence[PlacedVoice], known: Sequence[IssueId], vantage: Vantage = PLAIN
) -> Rows:
    position = {issue_id: number for number, issue_id in enumerate(known)}
    people: dict[str, int] = {}
    first: dict[bytes, int] = {}
    return Rows(
        packed=stacked([voice.packed for voice in voices]),
        copy_of=_numbers(first.setdefault(one.packed, row) for row, one in enumerate(voices)),
        people=_numbers(people.setdefault(v.voice.person, len(people)) for v in voices),
        owner=_numbers(NOWHERE if v.issue is None else position[v.issue] for v in voices),
        vantage=vantage,
    )


def clustered(rows: Rows, among: Labels, threshold: float) -> Labels:
    """(len(among),) labels from 0 on. What nothing is like has one of its own.

    What many tell in just the same words counts once: it makes its words no more central.
    """
    firsts, back = np.unique(rows.copy_of[among], return_inverse=True)
    labels = cluster(rows.vectors(firsts), threshold)
    lone = np.flatnonzero(labels == ALONE)
    labels[lone] = labels.max(initial=ALONE) + 1 + np.arange(len(lone))
    found: Labels = labels[back]
    return found


def grouped(labels: Labels) -> list[Labels]:
    """Positions of each label from 0 on, in order."""
    if not len(labels):
        return []
    order = np.argsort(labels, kind="stable")
    return np.split(order, np.cumsum(np.bincount(labels))[:-1])


def _numbers(found: Iterable[int]) -> Labels:
    return np.fromiter(found, dtype=np.int64)
