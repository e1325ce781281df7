"""Cuts an article into sentences, each with the line it stands in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voc.types.document import Span

_CLOSING = r"\"'”’」』）)】\]"
# Mostly more of the sentence follows: a dot after them ends none, nor one after an initial.
_SHORTENED = "Mr Ms Mrs Dr St vs No Co Inc Ltd Corp Jan Feb Aug Sept Oct Nov Dec U.S U.K [A-Z]"
_GOES_ON = "".join(rf"(?<!\b{word})" for word in _SHORTENED.replace(".", r"\.").split())
# Where a sentence ends; what matches belongs to it.
_END = re.compile(
    rf"[。！？!?…｡]+[{_CLOSING}]*|{_GOES_ON}\.[{_CLOSING}]*(?=\s|\Z)",
)
_ENDS = re.compile(rf"[。！？!?…｡.][{_CLOSING}]*\Z")
_LETTER = re.compile(r"\w")
_LINE = re.compile(r"[^\r\n]+")
_BLANK = re.compile(r"\r?\n[^\S\r\n]*\r?\n|\r[^\S\r\n]*\r")

# Code points. What goes on for longer without an end is cut hard: lists, tables, text of machines.
MOST = 500


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence and where it stands."""

    span: Span  # blanks at its edges left out; never empty
    line: int  # counted from 0, empty ones left out
    block: int  # of lines that no blank one stands between
    ends: bool  # as a sentence does: what does not is a heading, a caption, a piece of a list


def sentences(text: str) -> list[Sentence]:
    """Of ``text``, in order, not overlapping; every letter is in exactly one."""
    found: list[Sentence] = []
    block, before = 0, 0
    # A line of blanks alone is a blank one: it belongs to the gap before the next.
    written = (line for line in _LINE.finditer(text) if not line.group().isspace())
    for number, line in enumerate(written):
        block += _BLANK.search(text, before, line.start()) is not None
        before = line.end()
        for span in _of_line(text, line.start(), line.end()):
            ends = _ENDS.search(text, span.start, span.end) is not None
            found.append(Sentence(span, number, block, ends))
    return found


def _of_line(text: str, start: int, end: int) -> list[Span]:
    found: list[Span] = []
    ends = [match.end() for match in _END.finditer(text, start, end)]
    for stop in (*ends, end):
        for span in _bounded(text, start, stop):
            if found and not _LETTER.search(text, span.start, span.end):
                found[-1] = Span(found[-1].start, span.end)  # a quotation mark, a star
            else:
                found.append(span)
        start = stop
    return found


def _bounded(text: str, start: int, end: int) -> Iterator[Span]:
    for at in range(start, end, MOST):
        piece = text[at : min(at + MOST, end)]
        if kept := piece.strip():
            first = at + len(piece) - len(piece.lstrip())
            yield Span(first, first + len(kept))
