"""Cleaning that never loses the way back: every kept character knows where it stood."""

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from voc.text.byte_reading import UNREADABLE
from voc.text.mojibake import DAMAGED, repaired
from voc.types.document import CleanText

# Full-width ASCII and the ideographic space, one character for one: by far the most common repair,
# so it is done by table before the slow path is considered.
_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)} | {0x3000: 0x20, 0x00A0: 0x20}

# What moves characters in printable text: markup, emoji in parts, blanks at the edges or in runs.
_MOVES = re.compile(
    "[<&\u034f\u115f\u1160\u20e3\u3164\ufe00-\ufe0f\ufffd\U0001f3fb-\U0001f3ff]"
    r"|[ \n][ \n]|^[ \n]|[ \n]$"
)
_EMOJI = (
    "\U0001f000-\U0001f1e5\U0001f200-\U0001faff\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff"
    "\u203c\u2049\u2122\u2139\u3030\u303d\u3297\u3299\u00a9\u00ae"
)
_EMOJI_PART = "[\u20e3\ufe0e\ufe0f\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]"
# What NFKC leaves as it is and no other piece begins with; with a blank between two it is the bulk
# of any article, and taken at once three times as fast as character by character.
_RUN = "[a-zA-Z0-9,.:;!?()'\"%/+\u2018\u2019\u201c\u201d\u3001\u3002\u4e00-\u9fff-]"
_PIECE = re.compile(
    # Tags within a line stand where nobody typed a blank; what they hold joins what is around.
    r"(?P<inline></?(?i:a|b|em|font|i|mark|span|strong|u)(?:\s[^<>]{0,300})?/?>)"
    r"|(?P<tag><(?P<hidden>script|style)\b[^<>]{0,300}>[^<]{0,5000}</(?P=hidden)>"
    r"|<(?:br|BR|/?[a-zA-Z][a-zA-Z0-9]{0,10})(?:\s[^<>]{0,300})?/?>|<!--.{0,500}?-->"
    # Cut off where the crawler's field ended.
    r"|</?(?i:a|br|div|font|img|p|span)(?:[\s/][^<>]{0,300})?\Z)"
    r"|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});"
    r"|&(?:amp|gt|lt|nbsp|quot)(?![a-zA-Z0-9;=]))"
    # Skin, sex and profession are no feeling: the first sign stands for all.
    rf"|(?P<emoji>[{_EMOJI}](?:{_EMOJI_PART}|\u200d[{_EMOJI}])+|[0-9#*]\ufe0f?\u20e3+)"
    r"|(?P<drop>[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef]+)"
    r"|(?P<blank>[\s\x00-\x1f\x7f-\x9f\u115f\u1160\u2028\u2029\u3164]+)"
    r"|(?P<lost>\ufffd+)"
    # A mark that joins the last character takes it out of the run.
    rf"|(?P<run>{_RUN}+(?: {_RUN}+)*(?![\u0300-\u036f\u3099\u309a\ufe0f\u20e3]))"
    # A base character with its combining marks, and Hangul syllables spelled in jamo,
    # normalise as one.
    r"|(?P<cluster>[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|.[\u0300-\u036f\u3099\u309a]*)",
    re.DOTALL,
)

# Text escaped and misread more often than this is made to vex; what is left of markup goes.
_MOST_ROUNDS = 8
_NO_MARKUP = {ord("&"): " ", ord("<"): " "}

_LONGEST = 4  # NFKC spells out whole sentences for a few characters; those stay as they are


def clean(source: str) -> CleanText:
    """``source`` read in its right encoding, without markup and invisible signs, NFKC.

    Blanks are collapsed; line breaks stay as one ``\\n``: they end clauses. ``ends[i] > starts[i]``
    and both never decrease, so any non-empty piece of the result maps back to a non-empty span of
    ``source``. Cleaning what is clean changes nothing. What could not be repaired is one U+FFFD.
    """
    text = source.translate(_WIDTH)
    whole = CleanText(text=text, starts=range(len(text)), ends=range(1, len(text) + 1))
    if _is_clean(text) and not DAMAGED.search(source):
        return whole
    # The table of widths would take the hard blank that is a byte of a damaged character.
    return _in_rounds(replace(whole, text=source))


def _is_clean(text: str) -> bool:
    return (
        (text.isprintable() or text.replace("\n", "").isprintable())
        and not _MOVES.search(text)
        and unicodedata.is_normalized("NFKC", text)
    )


def _in_rounds(cleaned: CleanText) -> CleanText:
    """One repair may lay bare another: "&amp;lt;br&amp;gt;", or damage done twice."""
    for done in range(2 * _MOST_ROUNDS):
        before = cleaned.text
        if done < _MOST_ROUNDS:
            cleaned = _mended(cleaned)  # to the end, before NFKC changes what stands for bytes
        text = cleaned.text.translate(_WIDTH)
        if done >= _MOST_ROUNDS:
            text = text.translate(_NO_MARKUP)
        if not _is_clean(text):
            cleaned = _rebuild(text).after(cleaned)
        elif text != cleaned.text:
            cleaned = replace(cleaned, text=text)
        if cleaned.text == before:
            break
    return cleaned


def _mended(cleaned: CleanText) -> CleanText:
    for _ in range(_MOST_ROUNDS):
        mended = repaired(cleaned.text) if DAMAGED.search(cleaned.text) else None
        if mended is None:
            break
        cleaned = mended.after(cleaned)
    return cleaned


def _rebuild(text: str) -> CleanText:
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for kind, piece, start, end in _pieces(text):
        if piece.isspace():
            if not characters:
                continue
            if characters[-1] in " \n":  # blanks on both sides of something dropped
                characters[-1] = min(characters[-1], piece)
                continue
        characters.extend(piece)
        if kind == "run":
            starts.extend(range(start, end))
            ends.extend(range(start + 1, end + 1))
        else:
            starts.extend([start] * len(piece))
            ends.extend([end] * len(piece))
    while characters and characters[-1] in " \n":
        characters.pop()
    kept = len(characters)
    return CleanText(text="".join(characters), starts=starts[:kept], ends=ends[:kept])


def _pieces(text: str) -> Iterator[tuple[str | None, str, int, int]]:
    """Of each piece its kind, what it becomes, and where it stood."""
    for match in _PIECE.finditer(text):
        start, end = match.span()
        kind = match.lastgroup
        match kind:
            case "run":
                yield kind, match[0], start, end
            case "tag":
                line = match[0][1:3].lower() in {"br", "p>", "/p"}
                yield kind, ("\n" if line else " "), start, end
            case "entity":
                yield kind, _unescaped(match[0]), start, end
            case "blank":
                yield kind, ("\n" if "\n" in match[0] or "\r" in match[0] else " "), start, end
            case "emoji":
                yield kind, _plain(match[0][0]), start, end
            case "lost":
                yield kind, UNREADABLE, start, end
            case "cluster":
                yield kind, _plain(match[0]), start, end


def _unescaped(entity: str) -> str:
    """What an entity stands for, which the next round cleans."""
    plain = html.unescape(entity)
    return "\n" if plain == "\n" else " " if plain.isspace() else plain or " "


def _plain(piece: str) -> str:
    """NFKC of one piece; what turns out invisible becomes a blank."""
    if "\u3131" <= piece <= "\u318e":
        return piece  # "ㅋㅋㅠㅠ" in NFKC would run together: "큐"
    plain = unicodedata.normalize("NFKC", piece)
    # "￣" and "´" come apart into a blank and a mark, which would sit on the sign before them.
    if (plain[0] == " " and len(plain) > 1) or len(plain) > _LONGEST * len(piece):
        return piece
    plain = "".join(plain.split())
    return plain if plain and plain.isprintable() else " "


def lowered(text: str) -> str:
    """Lower case, character by character: the length never changes."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
