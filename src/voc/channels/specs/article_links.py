"""Which links of a page lead to articles, where nobody has said it."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from voc.channels.specs.places import absolute, host_of
from voc.channels.specs.words import words_of
from voc.text.web_addresses import canonical
from voc.types.items import Lead

_AROUND = frozenset({"nav", "header", "footer"})
_FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|ico|css|js|json|xml|rss|pdf|zip|rar|7z|gz|apk|exe|dmg|mp[34]|avi"
    r"|m3u8|docx?|xlsx?|pptx?)\Z",
    re.IGNORECASE,
)
# Parts of addresses whose pages are no articles, whatever number stands behind them.
_ELSEWHERE = frozenset(
    {"tag", "tags", "topic", "topics", "category", "categories", "author", "authors", "user",
     "users", "u", "space", "profile", "search", "login", "register", "signup", "signin", "about",
     "contact", "help", "page", "archive", "archives", "photo", "photos", "video", "videos", "live",
     "special", "zt", "home", "member", "passport", "cart", "app", "apps", "download", "comment",
     "comments", "tie", "redirect", "forumdisplay", "spacecp", "lastpost", "reply"}
)  # fmt: skip
_FRONTS = frozenset({"index", "default", "list", "home"})
_HOSTS = frozenset(
    {"comment", "comments", "tie", "live", "passport", "login", "user", "search", "member", "cart"}
)
_DATE = re.compile(r"(?:19|20)\d\d[-/_]?(?:1[0-2]|0?[1-9])(?:[-/_]?[0-3]?\d)?(?!\d)")
_LONG_NUMBER = re.compile(r"\d{5,}")
_ID = re.compile(r"(?=[A-Za-z]*\d)(?=\d*[A-Za-z])[A-Za-z0-9]{10,}\Z")
_ID_PARAMETER = re.compile(
    r"(?:^|&)(?:(?:a|t|m|art|article|news|content|item|thread|post|info|doc|log)?_?id|p|no|sn|idxno)"
    r"=[\w-]*\d[\w-]*",
    re.IGNORECASE,
)
_WORDS = re.compile(r"[^\W\d_]")
_NUMBERED = re.compile(
    r"(?:thread|article|content|post|news|detail|view|art|[atp])[-_]?\d+.*", re.I
)
_SLUG = re.compile(r"(?:[a-z0-9]+-){3,}[a-z0-9]+")
_ENDING = re.compile(r"\.(?:s?html?|php|aspx?|jsp)\Z", re.IGNORECASE)

# Letters that a headline has at least: of Chinese and Korean each counts twice. Swept from 1 to 16
# on three saved front pages: from 9 down names of columns are taken, from 11 up headlines are lost.
_HEADLINE = 10
_MANY = 3  # addresses under one text
_WIDE = re.compile("[\u1100-\u11ff\u2e80-\ud7a3\uf900-\ufaff]")


def article_links(root: Any, base: str) -> Iterator[Lead]:
    """In the page's order; an address that several links lead to has the longest of their texts."""
    found = list(dict.fromkeys(_links(root, base)))
    shared = Counter(title for _, title in found)
    titles: dict[str, str] = {}
    for url, title in found:
        # "Read on", "new replies": what stands on many links is no headline.
        told = title if shared[title] < _MANY else ""
        titles[url] = max(titles.get(url, ""), told, key=len)
    for url, title in titles.items():
        if _weight(title) >= _HEADLINE:
            yield Lead(url=url, title=title[:300])


def _links(root: Any, base: str) -> Iterator[tuple[str, str]]:
    own = canonical(base)
    site = _site(host_of(base))
    around = {link for one in root.iter(*_AROUND) for link in one.iter("a")}
    for link in root.iter("a"):
        address = absolute(link.get("href") or "", base)
        url = canonical(address) if address and link not in around else None
        if url is None or url == own or _site(host_of(url)) != site or not is_article(url):
            continue
        title = " ".join((words_of(link) or link.get("title") or "").split())
        yield url, title


def is_article(url: str) -> bool:
    """By its address alone: a date, a long number, an id or a slug of several words."""
    parts = urlsplit(url)
    segments = [one for one in parts.path.split("/") if one]
    if _FILES.search(parts.path) or not (segments or parts.query):
        return False
    labels = parts.netloc.split(".")[:-2]
    values = (pair.partition("=")[2] for pair in parts.query.split("&"))
    if any(one.lower() in _HOSTS for one in labels):
        return False
    if any(one.lower() in _ELSEWHERE for one in (*segments[:-1], *values)):
        return False
    last = _ENDING.sub("", segments[-1]) if segments else ""
    return bool(
        _LONG_NUMBER.search(last)
        or _is_dated(parts.path, last)
        or _NUMBERED.fullmatch(last)
        or _ID.fullmatch(last)
        or _SLUG.fullmatch(last.lower())
        or (_ID_PARAMETER.search(parts.query))
    )


def _is_dated(path: str, last: str) -> bool:
    """Something of a day or month; the page of the day or month itself is a list."""
    found = _DATE.search(path)
    rest = path[found.end() :].strip("/") if found else ""
    return bool(rest) and last.lower() not in _FRONTS


def _site(host: str) -> str:
    """Host without its first label where it has three: news.163.com and sports.163.com are one."""
    labels = host.split(":", maxsplit=1)[0].split(".")
    if labels[-1].isdigit() or len(labels) < 3:
        return host
    short = len(labels[-2]) <= 3 and len(labels[-1]) == 2  # .com.cn, .co.kr
    return ".".join(labels[-3:] if short else labels[-2:])


def _weight(title: str) -> int:
    return len(_WORDS.findall(title)) + len(_WIDE.findall(title))
