"""OPML: the list of feeds that a feed reader gives away."""

from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesNSImpl

from voc.channels.feeds.encodings import decode
from voc.channels.feeds.limits import LIST_LIMITS, Budget, Limits, RefusedError
from voc.channels.feeds.texts import line_of, url_of
from voc.channels.feeds.unpacking import unpack
from voc.channels.feeds.xml import BrokenXmlError, escape_bare_ampersands, parse_xml
from voc.types.collected import FeedLink, FeedList
from voc.types.feedback import Reject


def read_opml(body: bytes, *, where: str, limits: Limits = LIST_LIMITS) -> FeedList:
    """The feeds of a list, each address once; folders are left out.

    Never raises, whatever the bytes. A list that breaks off keeps what stands before the break.
    """
    reader = _Reader(Budget(limits))
    rejects = []
    try:
        text = decode(unpack(body, limits.size), None)
        parse_xml(escape_bare_ampersands(text), reader)
    except RefusedError as err:
        reader.outlines.clear()
        rejects.append(Reject(where=where, reason=str(err)))
    except BrokenXmlError as err:
        rejects.append(Reject(where=where, reason=f"breaks off: {err}"))
    links: dict[str, FeedLink] = {}
    for number, (title, told_url) in enumerate(reader.outlines[: limits.items], start=1):
        # A list has no address of its own that a relative one could be joined to.
        if url := url_of(told_url, ""):
            links.setdefault(url, FeedLink(title=line_of(title), url=url))
        else:
            rejects.append(Reject(where=f"{where}#{number}", reason="no address of the web"))
    if (left := len(reader.outlines) - limits.items) > 0:
        rejects.append(Reject(where=where, reason=f"{left:,} left out: more than {limits.items:,}"))
    return FeedList(links=tuple(links.values()), rejects=tuple(rejects))


class _Reader(ContentHandler):
    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.outlines: list[tuple[str, str]] = []  # title and address
        self._budget = budget
        self._is_begun = False

    def startElementNS(
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        self._budget.open_element()
        self._budget.check_depth()
        local = name[1].lower()
        if not self._is_begun and local != "opml":
            raise RefusedError(f"no OPML: begins with <{local}>")
        self._is_begun = True
        if local == "outline":
            self._add({attribute[1].lower(): value for attribute, value in attrs.items()})

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        self._budget.close_element()

    def _add(self, told: dict[str, str]) -> None:
        if "xmlurl" in told:
            self.outlines.append((told.get("title") or told.get("text") or "", told["xmlurl"]))
