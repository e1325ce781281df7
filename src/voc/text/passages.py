"""Reads a mention by its passages alone: what of an article speaks of what is watched."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter
from typing import Final, TypeVar

from voc.text.clean import clean
from voc.types.document import Clause, CleanText, Entity, Named, Span

OURS: Final = frozenset({"product", "brand"})
RIVALS: Final = "competitor"
_NONE = -1

Thing = TypeVar("Thing", Entity, Named)


def are_apart(passages: Sequence[Span], length: int) -> bool:
    """Whether they lie in a text of ``length``, none empty, in order, none over another."""
    edges = [0, *(edge for span in passages for edge in (span.start, span.end)), length]
    in_order = all(first <= second for first, second in pairwise(edges))
    return in_order and all(span.start < span.end for span in passages)


def excerpt(source: str, passages: Sequence[Span]) -> CleanText:
    """``passages`` of ``source`` as one cleaned text, each on lines of its own.

    Spans of it count in ``source``. A line break between two stands for all that is left out.
    """
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for span in passages:
        cleaned = clean(source[span.start : span.end])
        if ends and cleaned.text:
            characters.append("\n")
            starts.append(ends[-1] - 1)
            ends.append(span.start + cleaned.starts[0])
        characters.append(cleaned.text)
        starts += [span.start + at for at in cleaned.starts]
        ends += [span.start + at for at in cleaned.ends]
    return CleanText(text="".join(characters), starts=starts, ends=ends)


def heard(passages: Sequence[Span], entities: Iterable[Entity]) -> tuple[Span, ...]:
    """Those that may tell of us: all but what names rivals and nothing of ours.

    Trouble of theirs is no defect of ours, nor is what people wish them to make.
    """
    types: dict[int, set[str]] = defaultdict(set)
    for one in entities:
        types[_holder(passages, one)].add(one.type)
    return tuple(
        span
        for number, span in enumerate(passages)
        if RIVALS not in types[number] or types[number] & OURS
    )


def within(things: Iterable[Thing], passages: Sequence[Span]) -> tuple[Thing, ...]:
    """Those that stand in one passage: what runs over a gap was never written so."""
    return tuple(one for one in things if _holder(passages, one) != _NONE)


def clipped(clauses: Iterable[Clause], passages: Sequence[Span]) -> tuple[Clause, ...]:
    """A face or emoji that opens a passage would close the clause that ends the one before."""
    return tuple(
        replace(one, end=min(one.end, passages[_opened(passages, one.start)].end))
        for one in clauses
    )


def _holder(passages: Sequence[Span], thing: Entity | Named) -> int:
    """Which passage it stands in."""
    number = _opened(passages, thing.start)
    held = number >= 0 and thing.end <= passages[number].end
    return number if held else _NONE


def _opened(passages: Sequence[Span], at: int) -> int:
    """The last passage that starts there or before; -1 where none does."""
    return bisect_right(passages, at, key=attrgetter("start")) - 1
