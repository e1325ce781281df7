"""Paths into pages: CSS and XPath of HTML, JMESPath of JSON; compiled once."""

import warnings
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import jmespath
from jmespath.exceptions import JMESPathError
from lxml import etree
from parsel import css2xpath

# What a path finds in a row, or in the page: elements, strings, numbers …, in the page's order.
Finder = Callable[[Any, Any], list[Any]]  # (row, whole page) -> found
WHOLE = "$."  # JMESPath from the top of the document on, not of the row


class PathError(ValueError):
    """A path that cannot be compiled; says what is wrong with it."""


@lru_cache(maxsize=1024)
def html_finder(path: str) -> Finder:
    """Of CSS, or of XPath where it begins with "/", "./" or "(". Raises PathError."""
    is_xpath = path.startswith(("/", "./", "("))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compiled = etree.XPath(path if is_xpath else css2xpath(path))
    except (etree.XPathError, ValueError, SyntaxError) as err:  # cssselect's are SyntaxErrors
        kind = "XPath" if is_xpath else "CSS selector"
        raise PathError(f"“{path}” is no {kind}: {err}") from err

    def find(row: Any, _: Any) -> list[Any]:
        try:
            found = compiled(row)
        except etree.XPathError as err:  # a function that does not exist, known only now
            raise PathError(f"“{path}”: {err}") from err
        return found if isinstance(found, list) else [found]

    return find


@lru_cache(maxsize=1024)
def json_finder(path: str) -> Finder:
    """Of JMESPath, seen from the row, or with "$." before it from the top. Raises PathError."""
    is_whole = path.startswith(WHOLE)
    try:
        compiled = jmespath.compile(path.removeprefix(WHOLE))
    except JMESPathError as err:
        message = str(err).split("\n", maxsplit=1)[0]
        raise PathError(f"“{path}” is no JMESPath: {message}") from err

    def find(row: Any, page: Any) -> list[Any]:
        try:
            found = compiled.search(page if is_whole else row)
        except (JMESPathError, RecursionError, TypeError, ValueError, KeyError) as err:
            message = str(err).split("\n", maxsplit=1)[0]
            raise PathError(f"“{path}” cannot be asked of this answer: {message}") from err
        if found is None:
            return []
        return found if isinstance(found, list) else [found]

    return find
