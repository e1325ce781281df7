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

# Zero-width characters, selectors and the frame of keycap emoji: people put them into numbers.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\u20e3]")

# Figures in circles, brackets or mathematical letters, one character each.
FIGURES = "⁰-₉①-⑨⓪⓵-⓽❶-❾➀-➒𝟎-𝟿"
_FIGURE = re.compile(f"[{FIGURES}]")

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
    """``text`` with plain figures and letters, invisible characters left out."""
    if _MARKUP.search(text):
        cleaned = clean(text)
        return Plain(_figures(cleaned.text), cleaned.starts, cleaned.ends)
    seen = _figures(text)
    if not _INVISIBLE.search(seen):
        return Plain(seen, range(len(seen)), range(1, len(seen) + 1))
    at = [i for i, character in enumerate(seen) if not _INVISIBLE.match(character)]
    return Plain("".join(seen[i] for i in at), at, [i + 1 for i in at])


def _figures(text: str) -> str:
    return _FIGURE.sub(lambda figure: _figure(figure[0]), narrow(text))


def _figure(character: str) -> str:
    value = unicodedata.digit(character, -1)
    return character if value < 0 else str(value)


def spelt_out(text: str) -> str:
    """``text`` with figures in place of the words for them."""
    return text.translate(_SPELT)
