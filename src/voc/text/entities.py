"""What a text names: lots, days of production, purchase and expiry, sizes, parts of scenes."""

from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain

from voc.ports.language import Gazetteer
from voc.text import lots, scenes, sizes, told_dates, wishes
from voc.types.document import CleanText, Entity, Named, Span


class NoWords:
    """A gazetteer that holds nothing."""

    def find(self, text: str) -> list[Named]:
        return []


NO_WORDS = NoWords()


def find(
    cleaned: CleanText,
    folded: str,
    clauses: Sequence[Span],
    gazetteer: Gazetteer,
    seen: date | None,
) -> tuple[Entity, ...]:
    """Entities in order; spans count in the text before cleaning and hold the value only.

    ``folded`` is ``cleaned`` in lower case and Simplified, ``seen`` the day the text was posted.
    """
    found = sorted(_named(folded, clauses, gazetteer, seen), key=lambda n: (n.start, n.end, n.type))
    return tuple(_entity(named, cleaned) for named in found)


def _named(
    text: str, clauses: Sequence[Span], gazetteer: Gazetteer, seen: date | None
) -> Iterator[Named]:
    return chain(
        lots.find(text),
        told_dates.find(text, seen),
        sizes.find(text),
        wishes.find(text, clauses),
        scenes.find(text, gazetteer.find(text), clauses),
    )


def _entity(named: Named, cleaned: CleanText) -> Entity:
    span = cleaned.original(named.start, named.end)
    return Entity(
        type=named.type,
        value=named.value,
        start=span.start,
        end=span.end,
        ambiguous=named.ambiguous,
    )
