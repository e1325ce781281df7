"""Reads a mention by its passages alone: what of an article speaks of what is watched."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from voc.text.clean import clean
from voc.types.document import CleanText, Entity, Span

OURS = frozenset({"product", "brand"})
RIVALS = "competitor"


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
        if characters and cleaned.text:
            characters.append("\n")
            starts.append(ends[-1] - 1)
            ends.append(span.start + cleaned.starts[0])
        characters.append(cleaned.text)
        starts += [span.start + at for at in cleaned.starts]
        ends += [span.start + at for at in cleaned.ends]
    return CleanText(text="".join(characters), starts=starts, ends=ends)


def heard(passages: Iterable[Span], entities: Sequence[Entity]) -> tuple[Span, ...]:
    """Those that may tell of us: all but what names rivals and nothing of ours.

    Trouble of theirs is no defect of ours, nor is what people wish them to make.
    """
    return tuple(span for span in passages if not _only_rivals(_types(span, entities)))


def within(entities: Iterable[Entity], passages: Sequence[Span]) -> tuple[Entity, ...]:
    """Those that stand in one passage: what runs over a gap was never written so."""
    return tuple(one for one in entities if any(_holds(span, one) for span in passages))


def _only_rivals(types: set[str]) -> bool:
    return RIVALS in types and not types & OURS


def _types(span: Span, entities: Iterable[Entity]) -> set[str]:
    return {one.type for one in entities if _holds(span, one)}


def _holds(span: Span, entity: Entity) -> bool:
    return span.start <= entity.start and entity.end <= span.end
