"""feedparser behind limits: the entries of RSS, RDF and Atom as it reads them.

``feedparser.parse`` takes a document whole, in its own encoding, and runs until it is done. Here
its two parsers, strict and forgiving, get text that is decoded already, from an XML parser that is
guarded already, and every element asks the budget.
"""

import html
import re
from dataclasses import dataclass
from typing import Any

from feedparser.api import LooseFeedParser, StrictFeedParser
from feedparser.mixin import _FeedParserMixin

from voc.channels.feeds.limits import Budget, Limits, RefusedError
from voc.channels.feeds.xml import BrokenXmlError, parse_xml

# Longer are only bodies. Addresses and times go through patterns that take quadratic time, and a
# base address is joined anew for each element.
SHORT_LIMIT = 4096  # characters
# feedparser looks each attribute of an element up among all of them.
MOST_ATTRIBUTES = 500
_BODIES = frozenset({"content", "summary", "description"})

_ROOT = re.compile(r"<(?:[\w.-]{1,60}:)?([A-Za-z_][\w.-]{0,60})")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_FEED_ROOTS = frozenset({"rss", "rdf", "feed", "channel"})

Entry = dict[str, Any]  # feedparser's own, whose values follow the document


@dataclass(frozen=True, slots=True)
class ParsedFeed:
    version: str  # "rss20", "atom10" …; empty where it cannot tell
    feed: Entry
    entries: list[Entry]


def parse_feed(text: str, url: str, limits: Limits) -> ParsedFeed:
    """The feed in ``text``, well-formed or not; relative addresses joined to ``url``.

    Raises RefusedError beyond the limits, and where there is no feed in it.
    """
    budget = Budget(limits)
    try:
        parsed = _strictly(text, url, budget)
    except BrokenXmlError as err:
        if not _has_feed_root(text):
            raise RefusedError(f"no feed: {_root(text)}; {err}") from err
        parsed = _forgivingly(text, url, Budget(limits))
    if not parsed.version and not parsed.entries and not _has_feed_root(text):
        raise RefusedError(f"no feed: {_root(text)}")
    return parsed


class _Limited(_FeedParserMixin):
    """Stands before either parser: asks the budget, and keeps short what has to be short."""

    budget: Budget

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        self.budget.open_element()
        super().unknown_starttag(tag, [pair for pair in attrs if len(pair[1]) <= SHORT_LIMIT])

    def unknown_endtag(self, tag: str) -> None:
        self.budget.close_element()
        super().unknown_endtag(tag)

    def pop(self, element: str, strip_whitespace: int = 1) -> Any:
        if element not in _BODIES and self.elementstack and self.elementstack[-1][0] == element:
            pieces = self.elementstack[-1][2]
            if len(joined := _joined(pieces)) > SHORT_LIMIT:
                pieces[:] = [joined[:SHORT_LIMIT]]
        return super().pop(element, strip_whitespace)


class _Strict(_Limited, StrictFeedParser):
    def startElementNS(self, name: Any, qname: Any, attrs: Any) -> None:
        if len(attrs) > MOST_ATTRIBUTES:
            raise RefusedError(f"an element of more than {MOST_ATTRIBUTES:,} attributes")
        super().startElementNS(name, qname, attrs)

    def unknown_starttag(self, tag: str, attrs: list[tuple[str, str]]) -> None:
        super().unknown_starttag(tag, attrs)
        self.budget.check_depth()

    def skippedEntity(self, name: str) -> None:
        """``&eacute;`` of a DTD that was not loaded."""
        self.handle_data(html.unescape(f"&{name};"))


class _Forgiving(_Limited, LooseFeedParser):
    pass


def _strictly(text: str, url: str, budget: Budget) -> ParsedFeed:
    parser = _ready(_Strict(url, None, "utf-8"), budget)
    try:
        parse_xml(text, parser)
    except (BrokenXmlError, RefusedError):
        raise
    except Exception as err:  # feedparser's own, of any kind: it was not made for hostile input
        raise BrokenXmlError(f"feedparser: {type(err).__name__}") from err
    return _parsed(parser)


def _forgivingly(text: str, url: str, budget: Budget) -> ParsedFeed:
    parser = _ready(_Forgiving(url, None, "utf-8", {}), budget)
    try:
        parser.feed(text)
    except RefusedError:
        raise
    except Exception as err:  # as above; nothing is left to try
        raise RefusedError(f"cannot be read (feedparser: {type(err).__name__})") from err
    return _parsed(parser)


def _ready(parser: Any, budget: Budget) -> Any:
    parser.budget = budget
    # Bodies stay as sent: who shows one sanitizes it then.
    parser.resolve_relative_uris = parser.sanitize_html = False
    return parser


def _parsed(parser: Any) -> ParsedFeed:
    return ParsedFeed(parser.version, parser.feeddata, parser.entries)


def _has_feed_root(text: str) -> bool:
    found = _ROOT.search(_COMMENT.sub("", text))
    return found is not None and found[1].lower() in _FEED_ROOTS


def _root(text: str) -> str:
    found = _ROOT.search(_COMMENT.sub("", text))
    return f"begins with <{found[1]}>" if found else "holds no element"


def _joined(pieces: list[str | bytes]) -> str:
    return "".join(
        piece.decode(errors="replace") if isinstance(piece, bytes) else piece for piece in pieces
    )
