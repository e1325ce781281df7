"""What a page asks of those who read it by machine."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from lxml.html import HtmlElement

AGENT = "voc"
_KEEP_OUT = frozenset({"noindex", "none"})
_NO_FURTHER = frozenset({"nofollow", "none"})
_ROBOTS = ("robots", AGENT)
_TIERS = frozenset({"locked", "metered", "paid", "premium"})
_TIER_METAS = ("article:content_tier", "content_tier", "article:opinion_tier")
# "googlebot: noindex" speaks to that agent; "unavailable_after: Mon, ..." to no one.
_DIRECTIVE = re.compile(r"\s*(?:([\w*-]+)\s*:\s*)?([^:]*)")


def asks_not_to_be_kept(headers: Mapping[str, str], metas: Mapping[str, str]) -> bool:
    return _ask(headers, metas, _KEEP_OUT)


def asks_not_to_be_followed(headers: Mapping[str, str], metas: Mapping[str, str]) -> bool:
    """Its links are not to be gone after."""
    return _ask(headers, metas, _NO_FURTHER)


def _ask(headers: Mapping[str, str], metas: Mapping[str, str], words: frozenset[str]) -> bool:
    told = [metas[name] for name in _ROBOTS if name in metas]
    return any(_holds(one, words) for one in (*told, headers.get("x-robots-tag", "")))


def _holds(directives: str, words: frozenset[str]) -> bool:
    """An agent's name stands for what follows it, until the next name."""
    agent = ""
    for part in directives.lower().split(","):
        found = _DIRECTIVE.match(part)
        if found is None:
            continue
        agent = found[1] or agent
        if found[2].strip() in words and agent in {"", "*", AGENT}:
            return True
    return False


def is_paywalled(
    tree: HtmlElement, metas: Mapping[str, str], articles: Iterable[Mapping[str, Any]]
) -> bool:
    """The page says itself that it is not free to read."""
    if any(_is_no(thing.get("isAccessibleForFree")) for thing in articles):
        return True
    if any(metas.get(name, "").lower() in _TIERS for name in _TIER_METAS):
        return True
    return any(
        _is_no(one.get("content") or one.text)
        for one in tree.iterfind(".//*[@itemprop='isAccessibleForFree']")
    )


def _is_no(value: object) -> bool:
    return value is False or (isinstance(value, str) and value.strip().lower() in {"false", "no"})
