"""Errors that point: the query, and under it a caret at the column."""

import unicodedata

from voc.errors import QueryError

# Of a long query only what stands around the column is shown.
_AROUND = 30


def complaint(query: str, column: int, reason: str) -> QueryError:
    """The error that ``reason`` holds at ``column``, counted from 1, of ``query``."""
    at = column - 1
    shown = "".join(c if c.isprintable() else " " for c in query)
    start, end = max(0, at - _AROUND), at + _AROUND
    before = ("…" if start else "") + shown[start:at]
    after = shown[at:end] + ("…" if len(shown) > end else "")
    message = f"Column {column}: {reason}\n    {before}{after}\n    {_blank(before)}^"
    return QueryError(message, column)


def _blank(text: str) -> str:
    """As wide as ``text`` on a terminal, where a Chinese character takes two columns."""
    return "".join("\u3000" if unicodedata.east_asian_width(c) in "WF" else " " for c in text)
