"""The articles that a page of links leads to."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from voc.channels.articles.linked_data import metas
from voc.channels.articles.marks import asks_not_to_be_followed
from voc.channels.specs.article_links import article_links
from voc.channels.specs.cells import Reading, read_field
from voc.channels.specs.document import Document, UnreadableError, opened
from voc.channels.specs.places import absolute
from voc.channels.specs.words import words_of
from voc.channels.times import EARLIEST
from voc.text.web_addresses import canonical
from voc.types.collected import Fetched, TimeCertainty, Told
from voc.types.items import Lead
from voc.types.source import SourceKind, Spec

MOST_LINKS = 2_000  # of one page; of 3 saved front pages the fullest has 165
_LONGEST_TITLE = 300


def read_links(page: Fetched, spec: Spec | None, zone: tzinfo) -> tuple[Lead, ...]:
    """The articles a page of links tells of: what ``spec`` selects, else what looks like articles.

    Each address once, in the page's order, the first of them where there are very many. Raises
    InputError for a page that cannot be read, and for one that asks that its links are not
    followed, where no person chose them by a spec.
    """
    document = opened(page, SourceKind.LIST)
    if spec is None:
        _check_followed(document, page)
        leads = article_links(document.root, page.final_url)
    else:
        leads = _selected(document, spec, page, zone)
    known: dict[str, Lead] = {}
    for lead in leads:
        known.setdefault(lead.url, lead)
    return tuple(known.values())[:MOST_LINKS]


def _check_followed(document: Document, page: Fetched) -> None:
    if asks_not_to_be_followed(page.headers, metas(document.root)):
        raise UnreadableError("the page asks that its links are not followed")


def _selected(document: Document, spec: Spec, page: Fetched, zone: tzinfo) -> Iterator[Lead]:
    reading = Reading(zone=zone, asked_at=page.fetched_at)
    for node in document.find(spec.rows, document.root):
        said = {
            name: read_field(name, rule, node, document, reading)
            for name, rule in spec.fields.items()
        }
        cells = {name: found.cell for name, found in said.items()}
        written = cells.get("url") or _href(node)
        address = absolute(written, page.final_url) if isinstance(written, str) else None
        url = canonical(address) if address else None
        if url is not None:
            title = cells.get("title") or (None if isinstance(node, str) else words_of(node))
            yield Lead(
                url=url,
                title=" ".join(str(title).split())[:_LONGEST_TITLE] if title else None,
                posted=_posted(cells.get("posted_at"), page.fetched_at),
            )


def _href(node: Any) -> str | None:
    """Of a string that string, of an element its own link, else the first one in it."""
    if isinstance(node, str):
        return node
    if not hasattr(node, "iter"):
        return None
    found: str | None = next((one.get("href") for one in node.iter("a") if one.get("href")), None)
    return found


def _posted(told: object, asked_at: datetime) -> Told | None:
    """As sure as a text: lists tell days, and the times of edits."""
    if not isinstance(told, datetime):
        return None
    at = told.astimezone(UTC)
    if at.year < EARLIEST or at > asked_at + timedelta(days=1):
        return None
    return Told(at=at, certainty=TimeCertainty.TEXT)
