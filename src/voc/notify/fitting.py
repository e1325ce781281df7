"""Texts that fit a service's limit, and that wake nobody by what customers wrote in them."""

import re
import unicodedata
from collections.abc import Callable, Sequence

_JOINER = "\u2060"  # no width, breaks no line
_ELLIPSIS = "…"
# Signs that turn a line's direction about would show other words than were written.
_HIDDEN = re.compile(r"[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")
_BLANK = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+")
# "@all", "<!channel>", "[a](b)", "*b*": rooms read these as commands, links and looks.
_COMMAND = re.compile(r"(?<=[@<\]])(?=\S)")


def harmless(words: str) -> str:
    """On one line, as written but for blanks, without power over the room that shows it."""
    return _COMMAND.sub(_JOINER, _BLANK.sub(" ", _HIDDEN.sub("", words)).strip())


def fitted(blocks: Sequence[str], tail: str, more: Callable[[int], str], most_bytes: int) -> str:
    """As many ``blocks`` as fit, what is left counted by ``more``, and ``tail`` always.

    Never longer than ``most_bytes`` in UTF-8. Of the first block as much as fits is kept.
    """
    for shown in range(len(blocks), 0, -1):
        left = len(blocks) - shown
        lines = [*blocks[:shown], *([more(left)] if left else []), tail]
        text = "\n".join(line for line in lines if line)
        if _size(text) <= most_bytes:
            return text
    rest = [*([more(len(blocks) - 1)] if len(blocks) > 1 else []), tail]
    ending = "\n".join(line for line in rest if line)
    room = most_bytes - _size(ending) - 1
    first = cut(blocks[0], room) if blocks and room > 0 else ""
    return cut("\n".join(line for line in (first, ending) if line), most_bytes)


def cut(text: str, most_bytes: int) -> str:
    """At the end of a character as people see it, with "…" where anything is left out."""
    if _size(text) <= most_bytes:
        return text
    room = most_bytes - _size(_ELLIPSIS)
    if room < 0:
        return ""
    kept = text.encode()[:room].decode(errors="ignore")
    while kept and _goes_on(text[len(kept)], kept[-1]):
        kept = kept[:-1]
    return kept.rstrip() + _ELLIPSIS


def _size(text: str) -> int:
    return len(text.encode())


def _goes_on(following: str, last: str) -> bool:
    """Whether ``following`` belongs to the character that ``last`` is a part of."""
    joined = last == "\u200d" or following in "\u200d\ufe0e\ufe0f\u20e3"
    return joined or bool(unicodedata.combining(following)) or "🏻" <= following <= "🏿"
