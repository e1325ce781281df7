"""Masks personal data, one character for one character, before anything else sees the text."""

import re
from collections.abc import Iterator

from voc.text.privacy import addresses, cards, kept, mail, messengers, orders, people, phones
from voc.text.privacy.plain import FIGURES, SPELT_RUN, plain
from voc.types.document import Span

MASK = "*"

# Without one of these signs a text holds nothing for any finder; most reviews end here.
_SIGN = re.compile(
    rf"[0-9A-Za-z@０-９Ａ-Ｚａ-ｚ＠{FIGURES}]|[一二三四五六七八九十百零〇][号號弄栋棟幢座]"
    rf"|[村庄莊屯]第?[一二三四五六七八九十]{{1,3}}[组組社队隊村]|{SPELT_RUN}"
)
# Honest texts take two. One that goes on was made to: nothing of it is kept.
_ROUNDS = 8
_WRITTEN = re.compile(r"\S")

_FIGURES = re.compile(r"\d(?:[ \n\-.,、()·_/~|]{0,3}[0-9A-Za-z]){4}")


def mask(text: str) -> str:
    """``text`` with what identifies or reaches a person starred out; the length never changes.

    Masking twice is masking once.
    """
    # A star in place of a letter may free the number next to it.
    for _ in range(_ROUNDS):
        masked = _masked(text)
        if masked == text:
            return text
        text = masked
    return _WRITTEN.sub(MASK, text)


def _masked(text: str) -> str:
    if not _SIGN.search(text):
        return text
    seen = plain(text)
    pieces: list[str] = []
    done = 0
    for found in sorted(_found(seen.text), key=lambda span: (span.start, span.end)):
        start, end = seen.span(found.start, found.end)
        start = max(start, done)
        if start < end:
            pieces += (text[done:start], MASK * (end - start))
            done = end
    return "".join((*pieces, text[done:]))


def _found(text: str) -> Iterator[Span]:
    for hint, find in _FINDERS:
        if hint.search(text):
            yield from find(text)


def _numbers(text: str) -> Iterator[Span]:
    text = kept.hidden(text)
    yield from cards.find(text)
    yield from orders.find(text)
    for span in phones.find(text):
        yield people.with_name(text, span)
    for span in phones.find_short(text):
        item = people.with_name(text, span)
        if item != span:
            yield item


# Each finder with what a text must hold for it: the long patterns read few texts.
_FINDERS = (
    (messengers.HINT, messengers.find),
    (mail.HINT, mail.find),
    (addresses.HINT, addresses.find),
    (addresses.KOREAN_HINT, addresses.find_korean),
    (addresses.ENGLISH_HINT, addresses.find_english),
    (phones.SPELT_HINT, phones.find_spelt),
    (phones.ENGLISH_HINT, phones.find_english),
    (orders.PICK_UP_HINT, orders.find),
    (_FIGURES, _numbers),
)
