"""Who wrote the article."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from voc.channels.articles.linked_data import words
from voc.channels.articles.stretches import Stretch

LONGEST = 60
_METAS = (
    "article:author",
    "og:article:author",
    "author",
    "parsely-author",
    "sailthru.author",
    "dc.creator",
    "byl",
)
_BYLINE = re.compile(
    r"(?:(?:作者|记者|記者|撰文|编译|原创)\s*[:：]\s*|(?:(?<!\w)文|采写)\s*[/／|｜:：]\s*|기자\s*[:：]\s*|^by\s+)"
    r"(?P<name>[^\s,，。；;|/()（）【】\[\]<>:：][^,，。；;|/()（）【】\[\]<>:：\d]{0,40}?)(?=\s{2,}|\s*[,，。；;|/()（）【】\[\]<>:：\d]|$)",
    re.IGNORECASE,
)  # fmt: skip
_NO_NAME = re.compile(r"https?:|@|www\.|^[\d\W_]*$", re.IGNORECASE)


def author_of(
    metas: Mapping[str, str], articles: Iterable[Mapping[str, Any]], byline: Sequence[Stretch]
) -> str | None:
    """Names as the page tells them to machines, else as its byline does."""
    for thing in articles:
        names = [name for name in words(thing.get("author")) if _is_name(name)]
        if names:
            return ", ".join(dict.fromkeys(names))[:LONGEST]
    told = (*(metas[name] for name in _METAS if name in metas), *_in_bylines(byline))
    return next(filter(_is_name, told), None)


def _in_bylines(byline: Sequence[Stretch]) -> Iterator[str]:
    for line in byline:
        if len(line.text) <= 120 and (found := _BYLINE.search(line.text)):
            yield found["name"].strip()


def _is_name(text: str) -> bool:
    return 1 < len(text) <= LONGEST and not _NO_NAME.search(text)
