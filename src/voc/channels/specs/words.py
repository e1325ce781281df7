"""The words of elements and of strings inside them, in lines as people see them."""

import re
from collections.abc import Iterable
from typing import Any

from lxml import etree

_HIDDEN = frozenset({"script", "style", "noscript", "template", "textarea", "select", "head"})
# What stands in the line of its neighbours; all others begin a line of their own.
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "del", "dfn", "em", "font",
     "i", "img", "ins", "kbd", "label", "mark", "q", "rp", "rt", "ruby", "s", "samp", "small",
     "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)  # fmt: skip
_BLANKS = re.compile(r"[ \t\r\n\f\v\xa0]+")


def words_of(element: Any) -> str:
    """What a person reads in ``element``; "" where nothing."""
    parts: list[str] = []
    walker = etree.iterwalk(element, events=("start", "end"))
    for event, one in walker:
        if one.tag not in _INLINE:
            parts.append("\n")
        if event == "end":
            told = one.tail if one is not element else None
        elif one is not element and one.tag in _HIDDEN:
            walker.skip_subtree()
            told = None
        else:
            told = one.text
        parts.append(_BLANKS.sub(" ", told or ""))
    return _tidied(parts)


def lines_of(strings: Iterable[Any]) -> str:
    """Strings that XPath found, joined: with a line break where the page shows one."""
    parts: list[str] = []
    for string in strings:
        if _begins_a_line(string):
            parts.append("\n")
        parts.append(_BLANKS.sub(" ", string))
    return _tidied(parts)


def _begins_a_line(string: Any) -> bool:
    """Of plain strings, as attributes and functions give them, each stands alone."""
    parent = string.getparent() if hasattr(string, "getparent") else None
    if parent is None or getattr(string, "is_attribute", False):
        return True
    return parent.tag not in _INLINE


def _tidied(parts: Iterable[str]) -> str:
    lines = (line.strip() for line in "".join(parts).split("\n"))
    return "\n".join(_BLANKS.sub(" ", line) for line in lines if line)
