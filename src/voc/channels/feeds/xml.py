"""XML events in bounded time and memory; documents that declare entities are refused.

The parser is defusedxml's expat: it stops at the declaration of an entity, before the first element
is told to anybody, and it loads nothing from outside. A DOCTYPE that declares none (RSS 0.91 has
one) is read over.
"""

import io
from xml.sax import SAXParseException
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import InputSource

from defusedxml.common import DefusedXmlException
from defusedxml.expatreader import DefusedExpatParser

from voc.channels.feeds.limits import RefusedError


class BrokenXmlError(Exception):
    """The document is not well-formed; what was told before the place of the break holds."""


def parse_xml(text: str, handler: ContentHandler) -> None:
    """Tell ``handler`` the elements of ``text``, which has no XML declaration, by namespace.

    Raises BrokenXmlError where it is not well-formed, RefusedError where it declares entities.
    """
    parser = DefusedExpatParser(namespaceHandling=1)
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
