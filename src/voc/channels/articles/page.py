"""A page as a tree, within limits."""

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser

from voc.channels.articles.charset import decoded
from voc.types.collected import Fetched

LARGEST_MB = 8  # of 168 saved pages the largest has 0.8
MOST_ELEMENTS = 60_000  # of 168 saved pages the largest has 6,000; reading is linear up to here
MOST_ATTRIBUTES = 5_000  # of one element; the parser compares each with all others
_LONG_TAG = re.compile(r"<[a-zA-Z][^>]{20000,}")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_HTML = re.compile(r"(?:text/html|application/xhtml\+xml|text/plain|)\s*(?:;.*)?", re.IGNORECASE)
# Control letters, which lxml refuses, and half surrogates; line ends and tabs stay.
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Unreadable(Exception):  # noqa: N818  no failure of ours: the page is counted as a reject
    """Says why a page holds no article."""


def parsed(page: Fetched) -> HtmlElement:
    """The page's tree. Raises Unreadable for what is no page of HTML, or one beyond limits."""
    content_type = page.headers.get("content-type", "")
    if page.status >= 400:
        raise Unreadable(f"the server answered {page.status}")
    if not _HTML.fullmatch(content_type.strip()):
        raise Unreadable(f"not a page: {content_type[:80]}")
    if len(page.body) > LARGEST_MB << 20:
        raise Unreadable(f"larger than {LARGEST_MB} MB")
    return _tree(_FORBIDDEN.sub("", decoded(page.body, content_type)))


def _tree(text: str) -> HtmlElement:
    if any(
        len(_QUOTED.sub('""', tag[0]).split()) > MOST_ATTRIBUTES for tag in _LONG_TAG.finditer(text)
    ):
        raise Unreadable(f"an element with more than {MOST_ATTRIBUTES:,} attributes")
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        tree = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        tree = None
    if tree is None or tree.find("body") is None:
        raise Unreadable("no HTML in it")
    if sum(1 for _ in tree.iter()) > MOST_ELEMENTS:
        raise Unreadable(f"more than {MOST_ELEMENTS:,} elements")
    return tree
