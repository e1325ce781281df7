"""UTF-8 found again in the characters that another encoding made of its bytes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

_CP1252 = {
    bytes([code]).decode("cp1252"): code
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}  # left undefined there: read as Latin-1
}

LOST, IMPOSSIBLE = -1, -2  # in place of a byte: one that is gone; a character no byte gives
UNREADABLE = "\ufffd"
_QUESTION, _BLANK, _HARD_BLANK = 0x3F, 0x20, 0xA0

# What is left of a sign whose last byte is lost still tells its kind.
_LIKELIEST = {b"\xef\xbc": "，", b"\xe3\x80": "。", b"\xe2\x80": '"'}

AsBytes = Callable[[str], Sequence[int]]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters read anew from the damaged ones at ``start`` to ``end``, with where each stood."""

    start: int
    end: int
    text: str
    starts: Sequence[int]
    ends: Sequence[int]


@dataclass(frozen=True, slots=True)
class ByteStream:
    """The bytes behind a text, of each the character it came from, of each character its first."""

    text: str
    values: Sequence[int]
    owners: Sequence[int]
    firsts: Sequence[int]
    single: bool  # one byte a character: a lost hard blank became a common one


def single_bytes(character: str) -> Sequence[int]:
    """The byte behind a character of Latin-1 or CP1252."""
    if character == UNREADABLE:
        return (LOST,)
    code = ord(character)
    return (code if code < 0x100 else _CP1252.get(character, IMPOSSIBLE),)


def double_bytes(character: str) -> Sequence[int]:
    """The bytes behind a character of GBK."""
    if character < "\x80":
        return (ord(character),)
    if character == UNREADABLE:
        return (LOST,)
    if character == "€":
        return (0x80,)  # as Windows reads the one byte that GBK leaves free
    try:
        found = character.encode("gb18030")
    except UnicodeEncodeError:
        return (IMPOSSIBLE,)
    return found if len(found) == 2 else (IMPOSSIBLE,)


def stream(text: str, as_bytes: AsBytes) -> ByteStream:
    """The bytes of the whole ``text``."""
    values: list[int] = []
    owners: list[int] = []
    firsts: list[int] = []
    for at, character in enumerate(text):
        found = as_bytes(character)
        firsts.append(len(values))
        values.extend(found)
        owners.extend([at] * len(found))
    return ByteStream(text, values, owners, firsts, single=as_bytes is single_bytes)


def read_utf8(source: ByteStream, start: int) -> Run | None:
    """The longest run from the character at ``start`` on whose bytes are UTF-8, or nearly.

    It ends with a damaged character, and none is taken in part.
    """
    characters: list[str] = []
    places: list[tuple[int, int]] = []
    kept, end = 0, start
    at = source.firsts[start]
    while at < len(source.values):
        found = _character(source, at)
        if found is None:
            break
        character, size = found
        last = source.owners[at + size - 1]
        characters.append(character)
        places.append((source.owners[at], last + 1))
        at += size
        damaged = max(source.text[places[-1][0]], source.text[last]) >= "\x80"
        if damaged and (at == len(source.values) or source.owners[at] != last):
            kept, end = len(characters), last + 1
    if not kept:
        return None
    starts, ends = zip(*places[:kept], strict=True)
    return Run(start, end, "".join(characters[:kept]), starts, ends)


def _character(source: ByteStream, at: int) -> tuple[str, int] | None:
    """The character whose bytes begin at ``at``, and how many there are."""
    first = source.values[at]
    if first == LOST:
        return UNREADABLE, len(_tail(source, at, 3, lost=False)) + 1
    if 0 <= first < 0x80:
        return chr(first), 1
    length = _length(first, single=source.single)
    return _of_several(source, at, length) if length else None


def _of_several(source: ByteStream, at: int, length: int) -> tuple[str, int] | None:
    tail = _tail(source, at, length - 1, lost=True)
    known = bytes([source.values[at], *(byte for byte in tail if byte >= 0)])
    if len(known) == length:
        return _decoded(known), length
    after = at + 1 + len(tail)
    cut = after == len(source.values) or source.values[after] < 0x80
    if source.single:  # or cut short by the next character's first byte
        cut = cut or source.values[after] >= 0xC2
    is_half = LOST in tail or (tail and cut)
    if not is_half or _BLANK in source.values[at + 1 : after]:
        return None
    return _LIKELIEST.get(known, UNREADABLE), 1 + len(tail)


def _length(first: int, *, single: bool) -> int:
    """Bytes of the character that ``first`` begins, 0 where none we look for does.

    Of two bytes only accented Latin letters and signs: no one writes "Ã©" or "Â°", while any two
    of the others may be meant.
    """
    if 0xE2 <= first <= 0xEF:
        return 3
    if first == 0xF0:
        return 4
    return 2 if single and first in {0xC2, 0xC3} else 0


def _tail(source: ByteStream, at: int, most: int, *, lost: bool) -> list[int]:
    tail: list[int] = []
    for value in source.values[at + 1 : at + 1 + most]:
        if 0x80 <= value < 0xC0:
            tail.append(value)
        elif source.single and value == _BLANK and most > 1 and lost:
            tail.append(_HARD_BLANK)
        elif lost and value in {LOST, _QUESTION} and LOST not in tail:
            tail.append(LOST)
        else:
            break
    return tail


def _decoded(known: bytes) -> str:
    try:
        return known.decode("utf-8")
    except UnicodeDecodeError:  # of a surrogate, or longer than it need be
        return UNREADABLE
