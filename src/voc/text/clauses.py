"""Cuts a text into clauses: pieces short enough to hold one opinion."""

import re
from collections.abc import Iterator

from voc.text.faces import FACE
from voc.text.faces import OPENING as FACE_OPENING
from voc.text.opened import Opened
from voc.types.document import Span

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_EMOJI = "\U0001f000-\U0001faff\u2600-\u27bf\u2b50\u2b55"

# Where a clause ends. What matches lies between two clauses and belongs to neither, except
# emoji, faces and tildes, which close the clause before them: they are its tone.
_BOUNDARY = Opened(
    rf"[{FACE_OPENING}{_EMOJI}^~～。!?;\n…,.\u2014\s]",
    # A tilde between digits is a range: "3~5".
    rf"(?P<tone>(?:{FACE}|[{_EMOJI}^]|(?<!\d)[~～]|[~～](?!\d))+)"
    # A dot within a number or an address ends nothing, nor does a comma within a number.
    r"|(?P<stop>[。!?;\n…]+|(?<!\d),+|,+(?!\d)"
    r"|(?<![a-zA-Z0-9])\.+|\.+(?![a-zA-Z0-9])|\u2014{2,})"
    # People type spaces for commas between Chinese words.
    rf"|(?P<space>(?<=[{_HAN}]{{2}})\s+(?=[{_HAN}]{{2}}))",
)

# Words that turn a sentence with no comma before them. Checked on the Chinese and English dev
# texts by reading: "不但", "但愿", "再好不过", "也就是", "缺点就是" are no turns.
_TURN = re.compile(
    r"(?<=.{3})(?:(?<![不非])但是|(?<![不非])但(?![愿求凡是])|可是(?!不)|然而|(?<![再])不过(?![如分期敏])"
    r"|(?<![也不那这真要便算而还只点题憾陷病足因处求望])就是(?=.{3})|而且|另外|并且)"
    r"|(?<=[a-z.)] )(?:but|however|although|though)(?= )"
    r"|(?= (?:근데|하지만|그런데) )"
    r"|(?<!\b하지만 )(?<=지만 )|(?<=는데 )|(?<=은데 )|(?<=인데 )"
)
# One of these is in every piece with a turn; nineteen in twenty have none.
_TURN_CUE = re.compile(
    "但|可是|然而|不过|就是|而且|另外|并且|but|however|though|근데|하지만|그런데|지만|는데|은데|인데"
)
_LETTER = re.compile(rf"[{_HAN}\uac00-\ud7a3a-zA-Z\u3041-\u30ff\u1100-\u11ff\u3131-\u318e]")

# A run without any boundary longer than this is cut at its last space or hard: bounds the work of
# what follows. The longest of 300,000 clauses of real reviews that people punctuate is 96.
MAX_LENGTH = 120


def split(text: str) -> list[Span]:
    """Spans of the clauses of cleaned ``text``, in order, not overlapping, blanks left out.

    Every letter of ``text`` is in exactly one clause. A piece without letters ("！！", "5")
    joins the clause before it or is left out.
    """
    clauses: list[Span] = []
    for start, end in _pieces(text):
        span = _stripped(text, start, end)
        if span is None:
            continue
        if "\u4e00" <= text[span.start] <= "\u9fff":
            clauses.append(span)  # most clauses, told at once: no tone begins with Han
        elif clauses and _is_tone(text, span):
            clauses[-1] = Span(clauses[-1].start, span.end)
        elif _LETTER.search(text, span.start, span.end):
            clauses.append(span)
    return clauses


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BOUNDARY.finditer(text):
        pieces = _turns(text, start, match.start())
        if match.lastgroup == "tone" and match.end() - match.start() <= MAX_LENGTH:
            pieces[-1] = (pieces[-1][0], match.end())  # whole, wherever a long piece was cut
        yield from pieces
        start = match.end()
    yield from _turns(text, start, len(text))


def _turns(text: str, start: int, end: int) -> list[tuple[int, int]]:
    if not _TURN_CUE.search(text, start, end):
        return _bounded(text, start, end)
    pieces: list[tuple[int, int]] = []
    for match in _TURN.finditer(text, start, end):
        # finditer's lookbehind sees past start: a turn word that opens the piece cuts nothing.
        if match.start() - start >= 3:
            pieces += _bounded(text, start, match.start())
            start = match.start()
    return pieces + _bounded(text, start, end)


def _bounded(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    while end - start > MAX_LENGTH:
        space = text.rfind(" ", start + 1, start + MAX_LENGTH)
        cut = space if space > start else start + MAX_LENGTH
        pieces.append((start, cut))
        start = cut
    return [*pieces, (start, end)]


def _stripped(text: str, start: int, end: int) -> Span | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if start < end else None


def _is_tone(text: str, span: Span) -> bool:
    match = _BOUNDARY.pattern.match(text, span.start)
    if match is None or match.lastgroup != "tone":
        return False
    return match.end() >= span.end or not _LETTER.search(text, match.end(), span.end)
