"""XML events in bounded time and memory; documents that declare entities are refused.

The parser is defusedxml's expat: it stops at the declaration of an entity, before the first element
is told to anybody, and it loads nothing from outside. A DOCTYPE that declares none (RSS 0.91 has
one) is read over.
"""

import io
import re
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler, feature_external_ges
from xml.sax.xmlreader import InputSource

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from voc.channels.feeds.limits import RefusedError

# An unclosed CDATA section runs to the end: looking for the end of each anew would take for ever.
_BARE_AMPERSAND = re.compile(
    r"(<!\[CDATA\[.*?(?:\]\]>|\Z))|&(?!(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)",
    re.DOTALL,
)


class BrokenXmlError(Exception):
    """The document is not well-formed; what was told before the break holds."""


def parse_xml(text: str, handler: ContentHandler) -> None:
    """Tell ``handler`` the elements of ``text``, which has no XML declaration, by namespace.

    Raises BrokenXmlError where it is not well-formed, RefusedError where it declares entities.
    """
    parser = DefusedExpatParser(namespaceHandling=1, forbid_external=False)
    parser.setFeature(feature_external_ges, False)
    parser.setContentHandler(handler)
    source = InputSource()
    source.setByteStream(io.BytesIO(text.encode()))
    source.setEncoding("utf-8")
    try:
        parser.parse(source)
    except DefusedXmlException as err:
        raise RefusedError("declares XML entities of its own") from err
    except SAXParseException as err:
        raise BrokenXmlError(f"{err.getMessage()} in line {err.getLineNumber()}") from err


def escape_bare_ampersands(text: str) -> str:
    """Addresses are often written "?a=1&b=2", which is no XML."""
    return _BARE_AMPERSAND.sub(lambda found: found[1] or "&amp;", text)
