"""Masks personal data, one character for one character, before anything else sees the text."""

import re

from voc.text.width import narrow

MASK = "*"

_SEP = r"[ \-]?"
# A number right after such a label is a lot or an order, however much it looks like a phone.
_KEPT = (
    r"(?:批次?[号號]|批次|[订訂][单單](?:[编編]?[号號])?|[单單][号號]|[运運][单單]|주문\s?번호|로트(?:\s?번호)?"
    r"|(?<![A-Za-z])(?i:lot|batch|order)(?:\s?(?i:no|number|code|id|번호))?)"
    r"[\s.:#是为為]{0,4}[A-Za-z]{0,4}\d{5,}[0-9A-Za-z]*"
)
_MOBILE = (
    # Written right after letters too ("wx138..."): no lot has this shape but by chance.
    r"(?<![0-9.])(?:"
    rf"(?:\+?86{_SEP})?1[3-9]\d{_SEP}\d{{4}}{_SEP}\d{{4}}"
    r"|1[3-9]\d\.\d{4}\.\d{4}"
    r")(?![0-9A-Za-z])"
)
_OTHER = (
    # Not inside a longer run of digits or letters: lots, order numbers and amounts stay.
    r"(?<![0-9A-Za-z.])(?:"
    rf"(?:(?:\+82{_SEP}|82-)0?|0)1[016-9]{_SEP}\d{{3,4}}{_SEP}\d{{4}}"  # Korean mobile
    rf"|(?:(?:\+82{_SEP}|82-)0?|0)(?:2|[3-7]\d)-\d{{3,4}}-\d{{4}}"  # Korean landline
    rf"|(?:(?:\+886{_SEP}|886-)0?|0)9\d{{2}}{_SEP}\d{{3}}{_SEP}\d{{3}}"  # Taiwan mobile
    rf"|(?:0\d{{2,3}}-|\(0\d{{2,3}}\){_SEP})\d{{7,8}}"  # mainland landline
    r"|[48]00-?\d{3}-?\d{4}|[48]00-\d{4}-?\d{3}"  # hotlines
    rf"|(?:\+852{_SEP}|852-)\d{{4}}{_SEP}\d{{4}}"  # Hong Kong
    r"|(?:\+?1[ \-.])?\(?\d{3}\)?[ \-.]\d{3}[ \-.]\d{4}"  # North America
    r")(?![0-9A-Za-z])"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.){1,5}[A-Za-z]{2,24}"
)
_NUMBER = re.compile(rf"(?P<kept>{_KEPT})|(?P<phone>{_MOBILE}|{_OTHER})")


def mask(text: str) -> str:
    """``text`` with phone numbers and e-mail addresses starred out; the length never changes.

    Masking twice is masking once.
    """
    masked = _masked(_NUMBER, _masked(_EMAIL, text))
    # A star in place of a letter may free the number after it.
    return masked if masked == text else mask(masked)


def _masked(personal: re.Pattern[str], text: str) -> str:
    pieces: list[str] = []
    done = 0
    for match in personal.finditer(narrow(text)):
        if match.lastgroup == "kept":
            continue
        start, end = match.span()
        pieces += (text[done:start], MASK * (end - start))
        done = end
    return "".join((*pieces, text[done:]))
