"""Masks personal data, one character for one character, before anything else sees the text."""

import re
from collections.abc import Iterator

from voc.text.privacy import addresses, cards, kept, mail, messengers, orders, people, phones
from voc.text.privacy.plain import plain
from voc.types.document import Span

MASK = "*"

# What a text needs to hold for a finder to find anything: most reviews hold none of it.
_FIGURES = re.compile(r"\d(?:[ \-.()/·_]{0,2}[0-9A-Za-z]){4}")


def mask(text: str) -> str:
    """``text`` with what identifies or reaches a person starred out; the length never changes.

    Masking twice is masking once.
    """
    masked = _masked(text)
    # A star in place of a letter may free the number after it.
    while masked != text:
        text, masked = masked, _masked(masked)
    return masked


def _masked(text: str) -> str:
    seen = plain(text)
    pieces: list[str] = []
    done = 0
    for found in sorted(_find(seen.text), key=lambda span: (span.start, span.end)):
        start, end = seen.span(found.start, found.end)
        start = max(start, done)
        if start < end:
            pieces += (text[done:start], MASK * (end - start))
            done = end
    return "".join((*pieces, text[done:]))


def _find(text: str) -> Iterator[Span]:
    yield from messengers.find(text)
    yield from mail.find(text)
    yield from addresses.find(text)
    yield from addresses.find_korean(text)
    yield from addresses.find_english(text)
    yield from phones.find_spelt(text)
    if _FIGURES.search(text):
        yield from _numbers(text)


def _numbers(text: str) -> Iterator[Span]:
    things = list(kept.find(text))

    def is_kept(span: Span) -> bool:
        return any(thing.start <= span.start < thing.end for thing in things)

    for span in (*cards.find(text), *orders.find(text)):
        if not is_kept(span):
            yield span
    for span in phones.find(text):
        if not is_kept(span):
            yield people.with_name(text, span)
