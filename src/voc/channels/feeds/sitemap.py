"""Sitemaps and indexes of sitemaps, packed or plain."""

from datetime import datetime, tzinfo
from xml.sax.handler import ContentHandler
from xml.sax.xmlreader import AttributesNSImpl

from voc.channels.feeds.encodings import decode
from voc.channels.feeds.limits import SITEMAP_LIMITS, Budget, Limits, RefusedError
from voc.channels.feeds.texts import url_of
from voc.channels.feeds.times import told_at
from voc.channels.feeds.unpacking import unpack
from voc.channels.feeds.xml import BrokenXmlError, escape_bare_ampersands, parse_xml
from voc.types.collected import Sitemap, SitemapEntry
from voc.types.feedback import Reject

_ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}
_LONGEST = 4096  # characters of an address or a time


def read_sitemap(
    body: bytes,
    *,
    url: str,
    content_type: str | None,
    zone: tzinfo,
    now: datetime,
    limits: Limits = SITEMAP_LIMITS,
) -> Sitemap:
    """What a sitemap lists; one that breaks off keeps what stands before the break.

    Never raises, whatever the bytes: what is no sitemap is one reject. Addresses may be of other
    hosts: whether to follow them is the collector's to say.
    """
    reader = _Reader(Budget(limits))
    rejects = []
    try:
        text = decode(unpack(body, limits.size), content_type)
        parse_xml(escape_bare_ampersands(text), reader)
    except RefusedError as err:
        reader.entries.clear()
        rejects.append(Reject(where=url, reason=str(err)))
    except BrokenXmlError as err:
        rejects.append(Reject(where=url, reason=f"breaks off: {err}"))
    entries = []
    for number, (told_url, told_time) in enumerate(reader.entries[: limits.items], start=1):
        if address := url_of(told_url, url):
            lastmod = told_at([told_time], zone, now)
            entries.append(SitemapEntry(url=address, lastmod=lastmod))
        else:
            rejects.append(Reject(where=f"{url}#{number}", reason="no address of the web"))
    if (left := len(reader.entries) - limits.items) > 0:
        rejects.append(Reject(where=url, reason=f"{left:,} left out: more than {limits.items:,}"))
    return Sitemap(is_index=reader.is_index, entries=tuple(entries), rejects=tuple(rejects))


class _Reader(ContentHandler):
    """Address and time of each entry. Other elements, as of images, share their names but not
    their place: directly within an entry.
    """

    def __init__(self, budget: Budget) -> None:
        super().__init__()
        self.is_index = False
        self.entries: list[tuple[str, str]] = []
        self._budget = budget
        self._path: list[str] = []
        self._told = {"loc": "", "lastmod": ""}

    def startElementNS(
        self, name: tuple[str | None, str], qname: str | None, attrs: AttributesNSImpl
    ) -> None:
        self._budget.open_element()
        self._budget.check_depth()
        # Elements of other namespaces, such as image:loc, are none of ours.
        local = name[1].lower() if not self._path or name[0] == self._namespace else ""
        if not self._path:
            self._begin(name[0], local)
        elif len(self._path) == 1:
            self._told = {"loc": "", "lastmod": ""}
        self._path.append(local)

    def endElementNS(self, name: tuple[str | None, str], qname: str | None) -> None:
        self._budget.close_element()
        if len(self._path) == 2 and self._path[1] == self._entry:
            self.entries.append((self._told["loc"], self._told["lastmod"]))
        self._path.pop()

    def characters(self, content: str) -> None:
        if len(self._path) == 3 and self._path[1] == self._entry and self._path[2] in self._told:
            told = self._told[self._path[2]]
            self._told[self._path[2]] = told + content[: _LONGEST - len(told)]

    def _begin(self, namespace: str | None, root: str) -> None:
        if root not in _ROOTS:
            raise RefusedError(f"no sitemap: begins with <{root}>")
        self._namespace, self._entry = namespace, _ROOTS[root]
        self.is_index = root == "sitemapindex"
