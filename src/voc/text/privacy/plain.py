"""A text as the finders of this room read it: plain forms, nothing invisible in between.

That is at least what models will read: a number that markup hides from the mask would be laid bare
when the text is cleaned.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from voc.text.clean import clean
from voc.text.width import narrow

# Zero-width characters, marks of direction, selectors and the frame of keycap emoji: people put
# them into numbers, and address books around these.
_INVISIBLE = re.compile(
    r"[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\u20e3]"
)

# Figures in circles, brackets or mathematical letters, one character each.
FIGURES = "⁰-₉①-⑨⑴-⑼⓪⓵-⓽❶-❾➀-➒𝟎-𝟿"

# Blanks and dashes that pages and word processors put in place of the plain ones, and the letters
# of Korean and Japanese that people type for a dash.
_SEPARATORS = {
    **dict.fromkeys("\t\u00a0\u2002\u2003\u2007\u2009\u202f", " "),
    **dict.fromkeys("\u2011\u2012\u2014\u2212\u3161\u30fc", "-"),
}
_OTHER_FORM = re.compile(f"[{FIGURES}{''.join(_SEPARATORS)}]")

# Figures as words; ten of them in a row are a number told in spite of a filter.
_SPELT = {
    ord(word): digit
    for digit, words in zip(
        "0123456789",
        ("〇零洞공영", "一壹幺妖일", "二贰貳两兩이", "三叁參삼", "四肆사",
         "五伍오", "六陆陸육륙", "七柒拐칠", "八捌팔", "九玖구"),
        strict=True,
    )
    for word in words
}  # fmt: skip
_SPELT_FIGURE = "[0-9" + "".join(map(chr, _SPELT)) + "]"
SPELT_RUN = rf"{_SPELT_FIGURE}(?:[ \-]?{_SPELT_FIGURE}){{9}}"


# An entity or a tag, which cleaning takes away.
_MARKUP = re.compile(r"&#?\w{2,8}|</?[a-zA-Z]|<!--")


@dataclass(frozen=True, slots=True)
class Plain:
    """``text[i]`` stands from ``starts[i]`` to ``ends[i]`` in the text as written."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a non-empty piece stands as written, what is invisible within included."""
        return self.starts[start], self.ends[end - 1]


def plain(text: str) -> Plain:
    """``text`` with plain figures, letters and separators, invisible characters left out."""
    if _MARKUP.search(text):
        cleaned = clean(text)
        return Plain(_plain_forms(cleaned.text), cleaned.starts, cleaned.ends)
    seen = _plain_forms(text)
    if not _INVISIBLE.search(seen):
        return Plain(seen, range(len(seen)), range(1, len(seen) + 1))
    at = [i for i, character in enumerate(seen) if not _INVISIBLE.match(character)]
    return Plain("".join(seen[i] for i in at), at, [i + 1 for i in at])


def _plain_forms(text: str) -> str:
    return _OTHER_FORM.sub(lambda found: _plain_form(found[0]), narrow(text))


def _plain_form(character: str) -> str:
    value = unicodedata.digit(character, -1)
    return _SEPARATORS.get(character, character) if value < 0 else str(value)


def spelt_out(text: str) -> str:
    """``text`` with figures in place of the words for them."""
    return text.translate(_SPELT)
