"""What a page tells machines: JSON-LD objects about the article, and its meta elements."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from lxml.html import HtmlElement

_LARGEST = 1 << 19  # characters of one script
_DEEPEST = 6  # lists and graphs inside each other
# JSON can write half of a character, as scripts that cut titles do, and NUL; no store takes either.
_UNSTORABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff]")
_ARTICLES = frozenset(
    [
        "article",
        "newsarticle",
        "blogposting",
        "reportagenewsarticle",
        "analysisnewsarticle",
        "opinionnewsarticle",
        "reviewnewsarticle",
        "backgroundnewsarticle",
        "liveblogposting",
        "socialmediaposting",
        "discussionforumposting",
        "techarticle",
        "scholarlyarticle",
        "advertisercontentarticle",
        "satiricalarticle",
        "report",
        "review",
        "webpage",
        "itempage",
        "posting",
    ]
)


def articles(tree: HtmlElement) -> list[Mapping[str, Any]]:
    """The JSON-LD objects that describe an article, those of a page as a whole last."""
    found = [
        thing
        for script in tree.iter("script")
        if "ld+json" in (script.get("type") or "").lower()
        for thing in _things(_loaded(script.text), 0)
    ]
    return sorted(
        (thing for thing in found if _types(thing) & _ARTICLES),
        key=lambda thing: bool(_types(thing) & {"webpage", "itempage"}),
    )


def words(value: object) -> Iterator[str]:
    """The names in a value that may be a text, an object with a name, or a list of these."""
    for one in value if isinstance(value, list) else [value]:
        name = one.get("name") if isinstance(one, dict) else one
        line = " ".join(_UNSTORABLE.sub("", name).split()) if isinstance(name, str) else ""
        if line:
            yield line


def metas(tree: HtmlElement) -> dict[str, str]:
    """Content of every meta element by its name, property or itemprop, the first of each."""
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        content = " ".join((element.get("content") or "").split())
        for key in ("property", "name", "itemprop", "http-equiv"):
            name = (element.get(key) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _loaded(text: str | None) -> object:
    if not text or len(text) > _LARGEST:
        return None
    try:
        # Many sites leave line ends in their texts.
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _things(value: object, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _things(one, depth + 1)
    elif isinstance(value, dict):
        yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _things(value.get(key), depth + 1)


def _types(thing: Mapping[str, Any]) -> frozenset[str]:
    return frozenset(name.rpartition("/")[2].lower() for name in words(thing.get("@type")))
