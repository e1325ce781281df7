"""Masks personal data, one character for one character, before anything else sees the text."""

import re

MASK = "*"

# Full-width digits, signs and letters, one for one, so that spans found here hold in the text.
_NARROW = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0x2010: 0x2D, 0x2013: 0x2D}

_SEP = r"[ \-]?"
_PHONE = re.compile(
    # Not inside a longer run of digits or letters: lots, order numbers and amounts stay.
    r"(?<![0-9A-Za-z.])(?:"
    rf"(?:\+?86{_SEP})?1[3-9]\d{_SEP}\d{{4}}{_SEP}\d{{4}}"  # mainland mobile
    rf"|(?:\+?82{_SEP})?0?1[016-9]{_SEP}\d{{3,4}}{_SEP}\d{{4}}"  # Korean mobile
    rf"|(?:\+?886{_SEP})?0?9\d{{2}}{_SEP}\d{{3}}{_SEP}\d{{3}}"  # Taiwan mobile
    r"|0\d{2,3}-\d{7,8}"  # mainland landline
    r"|[48]00-?\d{3}-?\d{4}|[48]00-\d{4}-?\d{3}"  # hotlines
    r"|\+?852[ \-]?\d{4}[ \-]?\d{4}"  # Hong Kong
    r"|(?:\+?1[ \-.])?\(?\d{3}\)?[ \-.]\d{3}[ \-.]\d{4}"  # North America
    r")(?![0-9A-Za-z])"
)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9._%+\-]{1,64}@(?:[A-Za-z0-9\-]{1,63}\.){1,5}[A-Za-z]{2,24}"
)


def mask(text: str) -> str:
    """``text`` with phone numbers and e-mail addresses starred out; the length never changes.

    Masking twice is masking once.
    """
    narrow = text.translate(_NARROW)
    for pattern in (_EMAIL, _PHONE):
        for match in pattern.finditer(narrow):
            start, end = match.span()
            text = text[:start] + MASK * (end - start) + text[end:]
    return text
