"""Cleaning that never loses the way back: every kept character knows where it stood."""

import html
import re
import unicodedata
from collections.abc import Iterator

from voc.types.document import CleanText

# Full-width ASCII and the ideographic space, one character for one: by far the most common repair,
# so it is done by table before the slow path is considered.
_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0x00A0: 0x20}

# What moves characters in printable text: markup, selectors, blanks at the edges or in runs.
_MOVES = re.compile(r"[<&\ufe00-\ufe0f]|  |^ | $")
_PIECE = re.compile(
    # Tags within a line stand where nobody typed a blank; what they hold joins what is around.
    r"(?P<inline></?(?i:a|b|em|font|i|mark|span|strong|u)(?:\s[^<>]{0,300})?/?>)"
    r"|(?P<tag><(?:br|BR|/?[a-zA-Z][a-zA-Z0-9]{0,10})(?:\s[^<>]{0,300})?/?>|<!--.{0,500}?-->)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});)"
    r"|(?P<drop>[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+)"
    r"|(?P<blank>[\s\x00-\x1f\x7f-\x9f\u2028\u2029]+)"
    # A base character with its combining marks, and Hangul syllables spelled in jamo,
    # normalise as one.
    r"|(?P<cluster>[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|.[\u0300-\u036f\u3099\u309a]*)",
    re.DOTALL,
)


def clean(source: str) -> CleanText:
    """``source`` without markup and invisible characters, NFKC, blanks collapsed.

    Line breaks stay as one ``\\n`` (they end clauses). ``ends[i] > starts[i]`` and both never
    decrease, so any non-empty piece of the result maps back to a non-empty span of ``source``.
    """
    text = source.translate(_WIDTH)
    if text.isprintable() and not _MOVES.search(text) and unicodedata.is_normalized("NFKC", text):
        return CleanText(text=text, starts=range(len(text)), ends=range(1, len(text) + 1))
    return _rebuild(text)


def _rebuild(text: str) -> CleanText:
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in _pieces(text):
        if piece.isspace():
            if not characters:
                continue
            if characters[-1] in " \n":  # blanks on both sides of something dropped
                characters[-1] = min(characters[-1], piece)
                continue
        characters.extend(piece)
        starts.extend([start] * len(piece))
        ends.extend([end] * len(piece))
    while characters and characters[-1] in " \n":
        characters.pop()
    kept = len(characters)
    return CleanText(text="".join(characters), starts=starts[:kept], ends=ends[:kept])


def _pieces(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _PIECE.finditer(text):
        start, end = match.span()
        match match.lastgroup:
            case "tag":
                yield ("\n" if match[0][1:3].lower() in {"br", "p>", "/p"} else " "), start, end
            case "entity":
                yield _plain(html.unescape(match[0])), start, end
            case "blank":
                yield ("\n" if "\n" in match[0] or "\r" in match[0] else " "), start, end
            case "cluster":
                yield _plain(match[0]), start, end


def _plain(piece: str) -> str:
    """NFKC of one piece; what turns out invisible becomes a blank."""
    plain = "".join(unicodedata.normalize("NFKC", piece).split())
    return plain if plain and plain.isprintable() else " "


def lowered(text: str) -> str:
    """Lower case, character by character: the length never changes."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
