"""What fits into a cell of Excel and onto its tabs, told without the file."""

import math
import re
from collections.abc import Iterable
from unicodedata import east_asian_width

# Excel counts UTF-16 units: an emoji is two.
MOST_IN_CELL = 32_767
MOST_ON_TAB = 31
# What Excel could read as a formula once somebody edits the cell.
_ACTING = tuple("=+-@\t\r\n＝＋－＠")
# XML has no place for these; a report needs none of them.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
# An apostrophe would end the name where a link quotes it.
_NOT_ON_TABS = re.compile(r"['\[\]:*?/\\\x00-\x1f\ud800-\udfff\ufffe\uffff]+")
_TAKEN = "history"  # Excel keeps this name to itself


def written(text: str, cut: str) -> str:
    """``text`` as a cell can hold it. One that is too long ends in ``cut``, which says so."""
    text = _UNWRITABLE.sub("\ufffd", _LINE_ENDS.sub("\n", text))
    return text if units(text) <= MOST_IN_CELL else head(text, MOST_IN_CELL - units(cut)) + cut


def acts(text: str) -> bool:
    """Whether ``text`` begins as a formula or command does."""
    return text.startswith(_ACTING)


def units(text: str) -> int:
    return len(text) + sum(letter > "\uffff" for letter in text)


def head(text: str, most: int) -> str:
    """As much of ``text`` as ``most`` units hold, no letter cut in two."""
    return text.encode("utf-16-le")[: 2 * most].decode("utf-16-le", "ignore")


def tabs(names: Iterable[str]) -> list[str]:
    """Names that Excel allows, each another, whatever the case of its letters."""
    found: list[str] = []
    for name in names:
        plain = head(_NOT_ON_TABS.sub(" ", name), MOST_ON_TAB).strip()
        plain = plain if plain and plain.casefold() != _TAKEN else f"{plain}_"
        taken = {other.casefold() for other in found}
        chosen, number = plain, 1
        while chosen.casefold() in taken:
            number += 1
            chosen = f"{head(plain, MOST_ON_TAB - len(f' {number}')).rstrip()} {number}"
        found.append(chosen)
    return found


def width(text: str) -> int:
    """Of the longest line, in digits of the usual font.

    Chinese and Korean letters take two, and in their fonts so do points and arrows.
    """
    lines = text.split("\n")
    return max(sum(2 if east_asian_width(x) in "WFA" else 1 for x in line) for line in lines)


def lines(text: str, columns: int) -> int:
    """How many lines ``text`` takes where a line has room for ``columns`` digits."""
    return sum(max(1, math.ceil(width(line) / columns)) for line in text.split("\n"))
