"""Which voices speak for a group: central ones that differ from one another."""

import re
from collections.abc import Sequence

from voc.insight.ideas.wish import Wish
from voc.types.idea import IdeaQuote

QUOTES = 4
# Long quotes bury the wish; beyond this many characters a shorter one is preferred.
_LONG = 60
# What opens and closes a wish is shown with it, so that a reader sees who is asked for what.
_STOP = re.compile(r"[,，。！!?？;；\n…~～]|\.(?!\d)")
_CLOSED = re.compile(r"(?:的?话)?[,，]?\s?那?(?:就|会)(?:更|太|很)?[^,，。！!?？;；\n…~～\s]{1,6}")
_OPENS = re.compile(
    r"(?:(?<![a-z])i )?(?:(?:just|really|only) )*(?:wish|hope|would|please|pls|plz|should|need)\w*"
    r"|希望|要是|如果|建议|最好|能不能"
)
_OPENING = 30  # characters before it at most


def quotes(wishes: Sequence[Wish], top: int = QUOTES) -> tuple[IdeaQuote, ...]:
    """At most one of each person; the most central first, then what adds most to those chosen."""
    left = _one_each(wishes)
    central = {id(wish): _central(wish, left) for wish in left}
    chosen: list[Wish] = []
    while left and len(chosen) < top:
        best = min(left, key=lambda wish: (-_worth(wish, chosen, central[id(wish)]), _order(wish)))
        chosen.append(best)
        left = [wish for wish in left if wish is not best]
    return tuple(map(_quote, chosen))


def _one_each(wishes: Sequence[Wish]) -> list[Wish]:
    """The shortest of each person and of each wording."""
    by_person: dict[str, Wish] = {}
    for wish in sorted(wishes, key=_order):
        by_person.setdefault(wish.person, wish)
    return list({wish.quote: wish for wish in reversed(by_person.values())}.values())


def _central(wish: Wish, others: Sequence[Wish]) -> float:
    return sum(_alike(wish, other) for other in others) / len(others)


def _worth(wish: Wish, chosen: Sequence[Wish], central: float) -> float:
    said = max((_alike(wish, other) for other in chosen), default=0.0)
    length = min(1.0, _LONG / max(1, len(wish.quote)))
    return round((0.5 + central - said) * length, 6)


def _alike(one: Wish, other: Wish) -> float:
    either = one.keys | other.keys
    return len(one.keys & other.keys) / len(either) if either else 0.0


def _order(wish: Wish) -> tuple[int, str, int]:
    return len(wish.quote), wish.text.feedback_id, wish.demand.start


def _whole(wish: Wish) -> tuple[int, int]:
    """Where the clause around a wish starts and what it would be good for ends."""
    text, start, end = wish.text.text, wish.demand.start, wish.demand.end
    from_here = max(0, start - _OPENING)
    stops = [stop.end() for stop in _STOP.finditer(text, from_here, start)]
    if stops or from_here == 0:
        start = max(stops, default=0)
    elif opened := _OPENS.search(text, from_here, start):
        start = opened.start()
    closed = _CLOSED.match(text, end)
    blank = len(text[start:end]) - len(text[start:end].lstrip())
    return start + blank, closed.end() if closed else end


def _quote(wish: Wish) -> IdeaQuote:
    start, end = _whole(wish)
    return IdeaQuote(
        feedback_id=wish.text.feedback_id,
        start=start,
        end=end,
        quote=wish.text.text[start:end],
        channel=wish.text.channel,
        product=wish.text.product,
    )
