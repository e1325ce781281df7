"""The text behind bytes: told by the first of them, the server or the document, or guessed."""

import codecs
import re
from collections import Counter
from collections.abc import Iterator

# Longest first: the mark of UTF-32 begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
_WIDE_OPENINGS = (
    (b"<\0\0\0", "utf-32-le"), (b"\0\0\0<", "utf-32-be"), (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"), (b"{\0", "utf-16-le"), (b"\0{", "utf-16-be"),
)  # fmt: skip
_IN_HEADER = re.compile(r"charset\s*[=:]\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml\b[^<>]{0,200}?\bencoding\s*=\s*[\"']\s*([\w.:-]{1,40})")
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^<>]{0,1000}\?>")

# Python knows codecs that are no encodings of the web and cost quadratic time, like punycode.
_FAMILIES = re.compile(
    r"utf_8|ascii|cp125\d|cp87[0-9]|koi8_[ru]|iso8859_\d+|gb2312|gbk|gb18030|hz|big5|big5hkscs|cp950"
    r"|euc_kr|cp949|johab|shift_jis|cp932|euc_jp|iso2022_(?:jp|kr)|tis_620|mac_\w+"
)
# What pages call it, and what they then use: the larger set, as browsers read it.
_LARGER = {
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932",
    "ascii": "cp1252", "iso8859_1": "cp1252", "big5": "big5hkscs", "cp950": "big5hkscs",
    "ks_c_5601_1987": "cp949",
}  # fmt: skip

_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_PAIR = re.compile(rb"[\x81-\xfe][\x40-\x7e\x80-\xfe]")
_SAMPLE = 256 << 10  # bytes that a guess reads
_FREQUENT = {
    "gb18030": "的一是不了在有人我他这中大来上国个到说们为子和你地出道也时年得就那要下以生会",
    "big5hkscs": "的一是不了在有人我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會",
    "cp949": "이다는을에의가고하지로도은를사리인기한나어서대시자아해있스",
}  # fmt: skip
# Held against sentences of each language in each encoding; not swept on more.
_FREQUENT_SHARE = 0.03
_FREQUENT_CODES = {
    name: {character.encode(name) for character in characters}
    for name, characters in _FREQUENT.items()
}
# Of more characters lost than one in so many, the declared encoding is not the right one.
_LOST = 100
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def decode(body: bytes, content_type: str | None) -> str:
    """The text, without its byte order mark and XML declaration, whose encoding is now another.

    First what the first bytes tell, then the server, then the document (RFC 7303), then UTF-8, then
    a guess. A wrong byte here and there, such as the half character at the end of a summary cut by
    bytes, becomes U+FFFD.
    """
    told = list(dict.fromkeys(_told(body, content_type)))
    text = _read(body, told)
    return _DECLARATION.sub("", printable(text.removeprefix("\ufeff")), count=1)


def printable(text: str) -> str:
    """Without the characters that XML, a database or UTF-8 cannot hold."""
    return _UNPRINTABLE.sub("", text)


def _told(body: bytes, content_type: str | None) -> Iterator[str]:
    for start, wide in (*_MARKS, *_WIDE_OPENINGS):
        if body.startswith(start):
            yield wide
            return  # of other bytes than ASCII's a declaration cannot be read
    named = [found[1] for found in [_IN_HEADER.search(content_type or "")] if found]
    named += [found[1].decode("ascii") for found in [_DECLARED.search(body[:1000])] if found]
    for name in named:
        if encoding := _known(name):
            yield encoding


def _known(name: str) -> str | None:
    """Python's name of an encoding of the web; None for others and for wide ones."""
    try:
        plain = codecs.lookup(name.strip()).name.replace("-", "_")
    except (LookupError, ValueError):
        return None
    return _LARGER.get(plain, plain) if _FAMILIES.fullmatch(plain) else None


def _read(body: bytes, told: list[str]) -> str:
    for encoding in (*told, "utf-8"):
        try:
            return body.decode(encoding)
        except UnicodeError:
            continue
    foreign = len(_NOT_ASCII.findall(body))
    guessed = guess(body)
    for encoding in (*told, "utf-8", *([guessed] if guessed else [])):
        text = body.decode(encoding, errors="replace")
        if text.count("\ufffd") * _LOST <= foreign:
            return text
    return body.decode("cp1252", errors="replace")


def guess(body: bytes) -> str | None:
    """Which of GB18030, Big5 and EUC-KR undeclared bytes are; None where they look like neither.

    In the right encoding the most frequent characters of its language are frequent; in the others
    the same bytes are rare ones.
    """
    pairs = Counter(_PAIR.findall(body, 0, _SAMPLE))
    seen = {name: sum(pairs[code] for code in codes) for name, codes in _FREQUENT_CODES.items()}
    best = max(seen, key=lambda name: seen[name])
    return best if seen[best] > _FREQUENT_SHARE * pairs.total() else None
