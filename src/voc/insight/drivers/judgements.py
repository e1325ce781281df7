"""A stream of judgements, told as cells: what counts once, and what is left out."""

import hashlib
import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from voc.insight.drivers.regression import Floats, Ints
from voc.types.drivers import Judgement, Outcome
from voc.types.opinion import Polarity

# What one row may tell: ("well", topic), ("badly", topic) or ("issue", id).
Mark = tuple[str, str]
WELL, BADLY, ISSUE = "well", "badly", "issue"
_SIDES = {Polarity.POSITIVE: WELL, Polarity.NEGATIVE: BADLY}

# "Very good" is the rating over again, in words: beside it nothing else would seem to matter.
VERDICT = "overall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Judgements as cells; codes count in ``marks``."""

    outcome: Outcome
    marks: tuple[Mark, ...]
    group: Ints  # (c,) 0 … groups - 1: product and channel
    figures: Floats  # (c, 3) rows, sum of their outcomes, sum of squares
    owner: Ints  # (m,) the cell that tells codes[i], rising
    codes: Ints  # (m,) each at most once a cell
    repeats: int
    unrated: int
    lone: int


class _Sums:
    """Cells of one outcome, as they grow."""

    def __init__(self) -> None:
        self.cells: dict[tuple[int, ...], list[float]] = {}  # (group, *codes)
        self.repeats = 0
        self._said: set[bytes] = set()

    def add(self, key: tuple[int, ...], author: str | None, outcome: float) -> None:
        if author is not None:
            said = _digest(author, key, outcome)
            if said in self._said:
                self.repeats += 1
                return
            self._said.add(said)
        sums = self.cells.get(key)
        if sums is None:
            sums = self.cells[key] = [0.0, 0.0, 0.0]
        sums[0] += 1
        sums[1] += outcome
        sums[2] += outcome * outcome


class _Gathering:
    def __init__(self) -> None:
        self._groups: dict[tuple[str, str | None], int] = {}
        self._codes: dict[Mark, int] = {}
        self._said: dict[object, tuple[int, ...]] = {}  # codes of what was told before
        self._rated = _Sums()
        self._read: _Sums | None = _Sums()  # None: something is rated, so readings are not asked
        self._unrated = 0

    def add(self, judgement: Judgement) -> None:
        key, author = self._key(judgement), judgement.author_key
        if judgement.rating is not None and math.isfinite(judgement.rating):
            self._rated.add(key, author, judgement.rating)
            self._read = None
            return
        self._unrated += 1
        if self._read is not None and math.isfinite(judgement.score):
            self._read.add(key, author, judgement.score)

    def sheet(self) -> Sheet:
        by_reading = self._read is not None and not self._rated.cells
        sums = self._read if by_reading and self._read is not None else self._rated
        keys = list(sums.cells)
        figures = np.array(list(sums.cells.values())).reshape(-1, 3)
        group, lone = self._held_together(np.array([key[0] for key in keys], np.intp), figures)
        return Sheet(
            outcome=Outcome.SENTIMENT if by_reading else Outcome.RATING,
            marks=tuple(self._codes),
            group=group,
            figures=figures,
            owner=np.repeat(np.arange(len(keys)), [len(key) - 1 for key in keys]),
            codes=np.fromiter((code for key in keys for code in key[1:]), np.intp),
            repeats=sums.repeats,
            unrated=0 if by_reading else self._unrated,
            lone=lone,
        )

    def _key(self, judgement: Judgement) -> tuple[int, ...]:
        place = (judgement.channel, judgement.product)
        group = self._groups.setdefault(place, len(self._groups))
        said = (judgement.told, judgement.issues)
        codes = self._said.get(said)
        if codes is None:
            codes = self._said[said] = self._coded(judgement)
        return (group, *codes)

    def _coded(self, judgement: Judgement) -> tuple[int, ...]:
        told: set[Mark] = {
            (_SIDES[how], topic)
            for topic, how in judgement.told
            if how in _SIDES and topic != VERDICT
        }
        told.update((ISSUE, id_) for id_ in judgement.issues)
        codes = self._codes
        return tuple(sorted(codes.setdefault(mark, len(codes)) for mark in sorted(told)))

    def _held_together(self, group: Ints, figures: Floats) -> tuple[Ints, int]:
        """Rows that are alone with their product make one group a channel; and how many they are.

        A group of one compares with nothing: a list of all names, one review each, would be lost.
        """
        alone = np.bincount(group, figures[:, 0], len(self._groups)) == 1
        firsts: dict[str, int] = {}
        joined = np.arange(len(self._groups))
        for (channel, _), number in self._groups.items():
            if alone[number]:
                joined[number] = firsts.setdefault(channel, number)
        _, dense = np.unique(joined[group], return_inverse=True)
        return dense.astype(np.intp), int(alone.sum())


def gather(judgements: Iterable[Judgement]) -> Sheet:
    """By ratings; where nothing at all is rated, by the sentiment read.

    A person who says the same of the same with the same rating again counts once. Memory grows
    with what is told differently and with authors (about 100 bytes a row), not with texts.
    """
    gathering = _Gathering()
    for judgement in judgements:
        gathering.add(judgement)
    return gathering.sheet()


def _digest(author: str, key: tuple[int, ...], outcome: float) -> bytes:
    told = f"{author}\0{key}\0{outcome}".encode()
    return hashlib.blake2b(told, digest_size=8).digest()
