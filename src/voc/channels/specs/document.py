"""A fetched page as what paths are asked of: a tree of HTML, or what JSON says."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NoReturn

from voc.channels.articles.charset import decoded
from voc.channels.articles.linked_data import metas
from voc.channels.articles.marks import asks_not_to_be_kept
from voc.channels.articles.page import Unreadable, parsed
from voc.channels.specs.paths import WHOLE, Finder, PathError, html_finder, json_finder
from voc.errors import InputError
from voc.types.collected import Fetched
from voc.types.source import SourceKind

LARGEST_MB = 8
_FROM_THE_TOP = ("/", "(/", WHOLE)
_DEEPEST = 200  # brackets within each other
# JSON inside a call, as shops answer to scripts of other sites: jsonp12({...});
# No blank is tried twice: megabytes of them would take days.
_CALL = re.compile(r"\A\s*+(?:/\*\*/)?\s*+[\w$.]{1,100}+\s*+\((.*)\)\s*+;?+\s*+\Z", re.DOTALL)
_BRACKETS = re.compile(r'"(?:[^"\\]|\\.)*+"?+|[\[\]{}]', re.DOTALL)


class UnreadableError(InputError):
    """Nothing can be read from a page; says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    root: Any
    finder: Callable[[str], Finder]
    _whole: dict[str, list[Any]] = field(default_factory=dict)  # what is the same from any row

    def find(self, path: str, row: Any) -> list[Any]:
        """Raises UnreadableError where the path cannot be asked of this document."""
        if path in self._whole:
            return self._whole[path]
        try:
            found = self.finder(path)(row, self.root)
        except PathError as err:
            raise UnreadableError(str(err)) from err
        if path.startswith(_FROM_THE_TOP):
            self._whole[path] = found
        return found


def opened(page: Fetched, kind: SourceKind) -> Document:
    """Raises UnreadableError for what is not of the kind, or beyond limits."""
    if kind is SourceKind.JSON:
        return Document(root=_json(page), finder=json_finder)
    try:
        return Document(root=parsed(page), finder=html_finder)
    except Unreadable as why:
        raise UnreadableError(str(why)) from why


def check_kept(document: Document, page: Fetched) -> None:
    """Raises UnreadableError where a page asks machines not to keep what stands in it."""
    told = metas(document.root) if document.finder is html_finder else {}
    if asks_not_to_be_kept(page.headers, told):
        raise UnreadableError("the page asks not to be kept (noindex)")


def _json(page: Fetched) -> Any:
    if page.status >= 400:
        raise UnreadableError(f"the server answered {page.status}")
    if len(page.body) > LARGEST_MB << 20:
        raise UnreadableError(f"larger than {LARGEST_MB} MB")
    text = decoded(page.body, page.headers.get("content-type", "")).strip()
    if not text.startswith(("{", "[")) and (call := _CALL.match(text)):
        text = call[1]
    _check_depth(text)
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as err:
        begins = " ".join(text[:40].split())
        raise UnreadableError(f"no JSON: {str(err)[:120]}; it begins with “{begins}”") from err


def _check_depth(text: str) -> None:
    """Before it is read: reading goes as deep as the text does."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        sign = found[0]
        depth += (sign in "[{") - (sign in "]}") if len(sign) == 1 else 0
        if depth > _DEEPEST:
            raise UnreadableError(f"JSON nested more than {_DEEPEST} deep")


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no value")
