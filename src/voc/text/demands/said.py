"""A clause with its wish, made ready for reading."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from voc.text.demands.refusals import WANTED
from voc.types.document import Entity, Named
from voc.types.idea import Scenario, WishingText

_SCENES = ("who", "when", "where", "what_for")
_FOODS = ("flavour", "ingredient")
# Before a wish stands whom it is said to: 想买的姐妹, … Longer is another thought.
BEFORE = 12
# After a wish with 要是 stands what it would be: 就更好了.
AFTER = 16
# A wish reaches over the end of its clause (要是有芋头味，就更好了), but not into another story.
LONGEST = 160

# Where a clause ends in a text as stored.
_STOP = re.compile(r"[,，。！!?？;；\n…~～]|\.(?!\d)")

# Stands right before a wish; between them who is asked.
_OPENER = re.compile(
    r"(?:希望|期待|建议|建議|最好|要是|如果|若是|假如|能不能|能否|可不可以|可否)"
    r"[^,，。！!?？;；\n…]{0,6}$"
)

Fold = Callable[[str], str]  # cleaned, not stretched, lower case, Simplified


@dataclass(frozen=True, slots=True)
class Said:
    start: int  # in the stored text
    end: int
    text: str  # folded
    before: str  # folded: the BEFORE characters before it
    after: str  # folded: the AFTER characters after it
    wished: bool  # words for wishing were found in it
    suggested: bool  # a model read it as a suggestion
    foods: tuple[Named, ...]  # flavours and ingredients; spans count in ``text``
    scene: Scenario  # of the whole feedback


def said_in(text: WishingText, fold: Fold) -> tuple[Said, ...]:
    """Every clause or wish of a text once, in order; a clause and the wish in it are one."""
    wishes = [_opened(text.text, one) for one in text.entities if one.type == "wish"]
    wishes += _wanted(text, [*text.clauses, *wishes], fold)
    spans = _joined([*text.clauses, *wishes])
    return tuple(_said(text, span, wishes, fold) for span in spans)


def _opened(text: str, wish: Entity) -> tuple[int, int]:
    """With the words for wishing before it: of 要是窄边框就好了 they tell that it is none yet."""
    first = max(0, wish.start - BEFORE)
    opener = _OPENER.search(text, first, wish.start)
    return (opener.start() if opener else wish.start), wish.end


def _wanted(
    text: WishingText, known: Sequence[tuple[int, int]], fold: Fold
) -> list[tuple[int, int]]:
    """Clauses in which a flavour is wanted and neither rules nor model saw a wish."""
    found = []
    for one in text.entities:
        if one.type == "flavour" and not _touched(one.start, one.end, known):
            start = max((m.end() for m in _STOP.finditer(text.text, 0, one.start)), default=0)
            stop = _STOP.search(text.text, one.end)
            end = stop.start() if stop else len(text.text)
            if end - start <= LONGEST and WANTED.search(fold(text.text[start:end])):
                found.append((start, end))
    return found


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that overlap as one, unless that grows too long."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if joined and start < joined[-1][1]:
            first, last = joined[-1]
            if max(last, end) - first <= LONGEST:
                joined[-1] = first, max(last, end)
            continue
        joined.append((start, end))
    return joined


def _said(
    text: WishingText, span: tuple[int, int], wishes: Sequence[tuple[int, int]], fold: Fold
) -> Said:
    start, end = span
    folded = fold(text.text[start:end])
    return Said(
        start=start,
        end=end,
        text=folded,
        before=fold(text.text[max(0, start - BEFORE) : start]),
        after=fold(text.text[end : end + AFTER]),
        wished=_touched(start, end, wishes),
        suggested=_touched(start, end, text.clauses),
        foods=tuple(_foods(text, start, end, folded, fold)),
        scene=_scene(text.entities),
    )


def _touched(start: int, end: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(first < end and start < last for first, last in spans)


def _foods(text: WishingText, start: int, end: int, folded: str, fold: Fold) -> Iterator[Named]:
    for one in text.entities:
        if one.type in _FOODS and start <= one.start and one.end <= end:
            written = fold(text.text[one.start : one.end])
            at = folded.find(written)
            if written and at >= 0:
                yield Named(type=one.type, value=one.value, start=at, end=at + len(written))


def _scene(entities: Sequence[Entity]) -> Scenario:
    return tuple(dict.fromkeys((one.type, one.value) for one in entities if one.type in _SCENES))
