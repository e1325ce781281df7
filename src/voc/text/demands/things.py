"""All things, and where a text asks for them."""

from collections.abc import Iterator

from voc.text.demands.books import BOOKS
from voc.text.demands.care import CARE
from voc.text.demands.computers import COMPUTERS
from voc.text.demands.formulas import FORMULAS
from voc.text.demands.functions import FUNCTIONS
from voc.text.demands.keyboards import KEYBOARDS
from voc.text.demands.languages import LANGUAGES
from voc.text.demands.packages import PACKAGES
from voc.text.demands.programs import PROGRAMS
from voc.text.demands.services import SERVICES
from voc.text.demands.stays import STAYS
from voc.text.demands.thing import Thing
from voc.text.demands.wear import WEAR
from voc.types.document import Named

THINGS: tuple[Thing, ...] = (
    *PACKAGES,
    *LANGUAGES,
    *KEYBOARDS,
    *COMPUTERS,
    *WEAR,
    *CARE,
    *STAYS,
    *BOOKS,
    *FORMULAS,
    *FUNCTIONS,
    *PROGRAMS,
    *SERVICES,
)
BY_VALUE = {one.value: one for one in THINGS}


def find(said: str) -> Iterator[Named]:
    """Each thing once, where it is said first; ``said`` is cleaned, lower case, Simplified.

    Of two that read the same words the one listed first, which is the narrower: "thicker" is not
    wished of 包装厚一点.
    """
    taken: list[tuple[int, int]] = []
    for one in THINGS:
        if match := one.said.search(said):
            # Of 送包和鼠标 each reads its own part: the words for giving serve both.
            first, last = match.span(match.lastgroup or 0)
            if not any(first < end and start < last for start, end in taken):
                taken.append((first, last))
                yield Named(type=one.kind.value, value=one.value, start=first, end=last)


def complained_of(value: str, said: str) -> str | None:
    """The words of a complaint that this thing would answer, or None."""
    pattern = BY_VALUE[value].complained if value in BY_VALUE else None
    match = pattern.search(said) if pattern else None
    return match[0] if match else None
