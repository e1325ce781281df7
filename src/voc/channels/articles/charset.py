"""The text of a page whose letters may be told by nobody, or wrongly."""

import codecs
from collections.abc import Iterator

from charset_normalizer import from_bytes
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

# Of half a megabyte every language shows itself; guessing is linear in the bytes.
_SAMPLE = 1 << 19
# The letters that running text cannot do without: the most frequent of each script.
_COMMON = {
    "gb18030": "的一是不了在人有我他这中大来上个国到说们"
    "为子和你地出会也时要就可以对生能后得过年家自",
    "big5hkscs": "的一是不了在人有我他這中大來上個國到說們"
    "為子和你地出會也時要就可以對生能後得過年家自",
    "cp949": "이다는에가고을의하지한로도은사기자를리나대인시어서아해그수일정보만스라",
    "cp932": "のにはをたがでてとしれさあいるなもっか",
    "euc_jp": "のにはをたがでてとしれさあいるなもっか",
}
# In running text these letters are a third to a half, in text read wrongly under 0.03.
_LEAST_COMMON = 0.08
# Bytes that an encoding has no letter for: so many a page may hold and still be in it.
_MOST_BROKEN = 0.01
_REFUSED = frozenset({"utf-7", "hz", "idna", "punycode", "unicode_escape", "raw_unicode_escape"})


def decoded(body: bytes, content_type: str) -> str:
    """The page as text; bytes that no letter stands for become U+FFFD.

    A byte order mark counts most. Then: what is UTF-8 throughout is UTF-8, for no other
    encoding is by chance, and pages that were saved anew still declare their old one. Then what
    header and page declare, if it holds; then a guess.
    """
    marked, mark = read_bom(body)
    if marked is not None:
        return body[len(mark or b"") :].decode(marked, "replace")
    if b"\x1b" not in body and (text := _strictly(body, "utf-8")) is not None:
        return text
    return body.decode(_encoding(body, content_type), "replace")


def _encoding(body: bytes, content_type: str) -> str:
    told = list(_declared(body, content_type))
    for name in told:
        if _broken(body, name) <= _MOST_BROKEN:
            return name
    return _guessed(body[:_SAMPLE]) or (told[0] if told else "utf-8")


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """Header first, then page, as Python names them; those that are no text encodings left out."""
    for name in (http_content_type_encoding(content_type), html_body_declared_encoding(body)):
        found = resolve_encoding(name) if name else None
        # w3lib reads the labels as browsers do: gb2312 is gb18030, big5 is big5hkscs.
        if found and found not in _REFUSED and codecs.lookup(found)._is_text_encoding:
            yield found


def _strictly(body: bytes, encoding: str) -> str | None:
    try:
        return body.decode(encoding)
    except UnicodeDecodeError:
        return None


def _broken(body: bytes, encoding: str) -> float:
    """Share of the letters beyond ASCII that are none."""
    text = body[:_SAMPLE].decode(encoding, "replace")
    beyond = sum(not letter.isascii() for letter in text)
    return text.count("�") / beyond if beyond else 0.0


def _guessed(body: bytes) -> str | None:
    likely = {name: _likeness(body, name) for name in _COMMON}
    best = max(likely, key=likely.__getitem__)
    if likely[best] >= _LEAST_COMMON:
        return best
    found = from_bytes(body[: _SAMPLE // 8]).best()
    return found.encoding if found else None


def _likeness(body: bytes, encoding: str) -> float:
    """How much of what is beyond ASCII are the commonest letters of the encoding's language."""
    letters = [letter for letter in body.decode(encoding, "replace") if not letter.isascii()]
    if not letters:
        return 0.0
    common = frozenset(_COMMON[encoding])
    broken = letters.count("�") / len(letters)
    return sum(letter in common for letter in letters) / len(letters) - broken
