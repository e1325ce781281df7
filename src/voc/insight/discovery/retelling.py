"""Which voices are still told after their feedback was read again."""

from collections.abc import Iterable, Sequence

from voc.types.issue import Voice

# Recipes cut clauses at other places: what shares at least this much of the shorter of two clauses
# is the same clause. Set by judgement: neighbours share nothing, a clause and its part all.
SAME_CLAUSE = 0.5


def retold(
    reread: Iterable[tuple[Sequence[Voice], Sequence[Voice]]],
) -> tuple[tuple[tuple[Voice, Voice], ...], tuple[Voice, ...]]:
    """(kept as (filed, told now), left), from the voices filed and told of each feedback.

    A voice is kept where the same clause is told as the same kind, and every clause keeps one.
    """
    kept, left = [], []
    for filed, told in reread:
        pairs = _pairs(filed, told)
        kept += pairs
        staying = {old.place for old, _ in pairs}
        left += [voice for voice in filed if voice.place not in staying]
    return tuple(kept), tuple(left)


def _pairs(filed: Sequence[Voice], told: Sequence[Voice]) -> list[tuple[Voice, Voice]]:
    """The most alike first, then the first in the text."""
    alike = [
        (_shared(old, new), old, new)
        for old in filed
        for new in told
        if old.kind is new.kind and _overlap(old, new) >= SAME_CLAUSE * _shorter(old, new)
    ]
    alike.sort(key=lambda pair: (-pair[0], pair[1].start, pair[2].start))
    pairs: dict[Voice, Voice] = {}
    for _, old, new in alike:
        if old not in pairs and new not in pairs.values():
            pairs[old] = new
    return list(pairs.items())


def _overlap(one: Voice, other: Voice) -> int:
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def _shorter(one: Voice, other: Voice) -> int:
    return min(one.end - one.start, other.end - other.start)


def _shared(one: Voice, other: Voice) -> float:
    """Of all the text of both; 1 where they are the same."""
    return _overlap(one, other) / (max(one.end, other.end) - min(one.start, other.start))
