"""The visible text of a page, cut where a reader would see a line end."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HIDDEN = frozenset(
    [
        "applet",
        "audio",
        "button",
        "canvas",
        "datalist",
        "embed",
        "head",
        "iframe",
        "map",
        "math",
        "noembed",
        "noframes",
        "noscript",
        "object",
        "option",
        "script",
        "select",
        "style",
        "svg",
        "template",
        "textarea",
        "title",
        "video",
    ]
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Text between two line ends."""

    owner: HtmlElement  # the innermost block around it
    text: str  # blanks folded, never empty
    linked: int  # characters of it that are links


def stretches(body: HtmlElement) -> Iterator[Stretch]:
    """Every stretch of text, in the order of the page."""
    owners, open_links = [body], 0
    run = _Run()
    walk = etree.iterwalk(body, events=("start", "end"))
    for event, element in walk:
        if event == "start":
            if element.tag in _HIDDEN:
                walk.skip_subtree()
                continue
            if element.tag in _BLOCKS:
                yield from run.ended(owners[-1])
                owners.append(element)
            open_links += element.tag == "a"
            run.add(element.text, open_links > 0)
            continue
        if element.tag in _BLOCKS and element is not body:
            yield from run.ended(owners[-1])
            owners.pop()
        open_links -= element.tag == "a"
        if element is not body:
            run.add(element.tail, open_links > 0)
    yield from run.ended(body)


class _Run:
    """What was read since the last line end."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._linked = 0

    def add(self, text: str | None, linked: bool) -> None:
        if text:
            self._pieces.append(text)
            self._linked += len("".join(text.split())) if linked else 0

    def ended(self, owner: HtmlElement) -> Iterator[Stretch]:
        text = " ".join("".join(self._pieces).split())
        if text:
            yield Stretch(owner=owner, text=text, linked=self._linked)
        self._pieces, self._linked = [], 0
