"""The text of the article, without what stands around it."""

import logging
import re
from collections import defaultdict
from collections.abc import Sequence
from copy import deepcopy

from lxml.html import HtmlElement
from trafilatura import bare_extraction

from voc.channels.articles.stretches import Stretch

# What it cannot read is told as a reject; its own words would stand between those of commands.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

LEAST_LETTERS = 30  # less is a caption, a notice or a menu
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(r"\w")
_SENTENCE = re.compile(r"[，。！？；、：…]|[,.!?;:](?:\s|$)")
_PARAGRAPHS = frozenset({"p", "li", "blockquote", "br", "h1", "h2", "h3", "h4", "td", "pre"})
# A paragraph counts for the block around it, less for the blocks around that: whoever holds the
# most wins, and a block that only adds a menu does not.
_SHARES = (1.0, 0.7, 0.4)
_MOST_LINKED = 0.5


def body_text(tree: HtmlElement, lines: Sequence[Stretch]) -> str | None:
    """Paragraphs on lines of their own; None where the page holds no article.

    Chinese, Japanese and Korean pages are read by density, others by trafilatura with
    ``favor_precision``: decision 25 has the figures of both on both.
    """
    plain = "".join(line.text for line in lines)
    wide = len(_WIDE.findall(plain)) > 0.2 * max(1, len(_LETTER.findall(plain)))
    read = (_densest, _by_trafilatura) if wide else (_by_trafilatura, _densest)
    for way in read:
        text = way(tree, lines)
        if len(_LETTER.findall(text)) >= LEAST_LETTERS:
            return text
    return None


def _by_trafilatura(tree: HtmlElement, lines: Sequence[Stretch]) -> str:
    # A copy: trafilatura prunes the tree it is given.
    found = bare_extraction(deepcopy(tree), favor_precision=True, include_comments=False)
    return getattr(found, "text", None) or ""


def _densest(tree: HtmlElement, lines: Sequence[Stretch]) -> str:
    """The text of the block that holds the most running text outside links."""
    held: dict[HtmlElement, float] = defaultdict(float)
    for line in lines:
        if not _is_running(line):
            continue
        block = _block(line.owner)
        for share in _SHARES:
            if block is None:
                break
            held[block] += share * (len(line.text) - line.linked)
            block = block.getparent()
    if not held:
        return ""
    inside = frozenset(max(held, key=held.__getitem__).iter())
    return "\n".join(line.text for line in lines if line.owner in inside and _is_told(line))


def _block(owner: HtmlElement) -> HtmlElement | None:
    return owner.getparent() if owner.tag in _PARAGRAPHS else owner


def _is_running(line: Stretch) -> bool:
    return (
        len(line.text) >= 15
        and line.linked <= 0.4 * len(line.text)
        and _SENTENCE.search(line.text) is not None
    )


def _is_told(line: Stretch) -> bool:
    """Menus and lists of other articles are links."""
    return line.linked <= _MOST_LINKED * len(line.text)
