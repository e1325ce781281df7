"""Text that was read in the wrong encoding, read anew: UTF-8 as GBK or Latin-1, GBK as Latin-1.

Whole runs of damaged characters are decoded again byte by byte, so that each character knows the
ones it came from. A run counts as damaged only where what it turns into is far commoner than what
it was: of 241,533 real texts 84 are touched, all English, 52 of one kind ("… more"), none sound.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache

from voc.text.byte_reading import (
    UNREADABLE,
    ByteStream,
    Run,
    double_bytes,
    read_utf8,
    single_bytes,
    stream,
)
from voc.text.opened import Opened
from voc.types.document import CleanText


def _pairs(firsts: Iterable[int], seconds: Iterable[int]) -> str:
    """A class of the characters whose two bytes in GBK are among these."""
    seconds = tuple(seconds)
    found = (bytes([a, b]).decode("gb18030", "ignore") for a in firsts for b in seconds)
    return "".join(sorted({re.escape(character) for character in found if len(character) == 1}))


_LEADS, _TAILS = range(0xE2, 0xF0), range(0x80, 0xC0)
_HIGH = "\x80-\xff" + "".join(
    bytes([code]).decode("cp1252", "ignore") for code in range(0x80, 0xA0)
).replace("-", "")
_HIGH_TAIL = _HIGH.replace("\xff", "\xbf")

# Where damage may begin: the first byte of a character of UTF-8 and one of its others.
_UTF8_AS_LATIN = re.compile(rf"[\xc2\xc3\xe2-\xf0][{_HIGH_TAIL}\ufffd]")
_UTF8_AS_GBK = re.compile(
    rf"[{_pairs(_LEADS, _TAILS)}]"
    rf"(?:[{_pairs(range(0x81, 0xC0), (*range(0x40, 0x7F), *_LEADS, 0xF0))}\ufffd?€]|$)"
    rf"|[{_pairs((0xF0,), range(0x90, 0xA0))}]"
)
_GBK_AS_LATIN = re.compile(rf"(?:[\xa1-\xf7][{_HIGH}]){{2,}}")
_GBK_PAIRS = re.compile(rf"(?:[{_HIGH}][{_HIGH}\x40-\x7e])+")

DAMAGED = Opened(
    rf"[\xa1-\xf7{_pairs(_LEADS, _TAILS)}{_pairs((0xF0,), range(0x90, 0xA0))}]",
    "|".join(p.pattern for p in (_UTF8_AS_LATIN, _UTF8_AS_GBK, _GBK_AS_LATIN)),
)

# Quotes and dashes stand after a capital letter, too ("MAÇÃ”"): they prove no damage.
_DOUBTFUL = re.compile(r"Ã[\xa0 ‘’“”–—…•™]")
_CASE = re.compile(r"[\xa1-\xbf×÷]|[a-zß-öø-ÿ][À-ÖØ-Þ]")  # no word of any language has it within

_LEAST_COMMON = 0.8  # of the new characters
_MOST_ORDINARY = 0.5  # of the damaged ones: every third pair of bytes gives one by chance


def repaired(text: str) -> CleanText | None:
    """``text`` with its damaged runs read anew, one misreading at a time; None without any."""
    for find in (_latin_gbk_runs, _latin_runs, _gbk_runs):
        runs = list(find(text))
        if runs:
            return _joined(text, runs)
    return None


def _joined(text: str, runs: list[Run]) -> CleanText:
    parts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for run in [*runs, Run(len(text), len(text), "", (), ())]:
        parts += [text[at : run.start], run.text]
        starts += [*range(at, run.start), *run.starts]
        ends += [*range(at + 1, run.start + 1), *run.ends]
        at = run.end
    return CleanText(text="".join(parts), starts=starts, ends=ends)


def _latin_runs(text: str) -> Iterator[Run]:
    if _UTF8_AS_LATIN.search(text):
        for run in _utf8_runs(stream(text, single_bytes), _UTF8_AS_LATIN):
            damaged = text[run.start : run.end]
            if _reads(run.text) and not _DOUBTFUL.sub("", damaged).isascii():
                yield run


def _gbk_runs(text: str) -> Iterator[Run]:
    if _UTF8_AS_GBK.search(text):
        for run in _utf8_runs(stream(text, double_bytes), _UTF8_AS_GBK):
            if _reads(run.text) and _is_odd(text[run.start : run.end]) and _is_sure(run.text):
                yield run


def _utf8_runs(source: ByteStream, begins: re.Pattern[str]) -> Iterator[Run]:
    at = 0
    while match := begins.search(source.text, at):
        run = read_utf8(source, match.start())
        at = match.start() + 1 if run is None else run.end
        if run is not None:
            yield run


def _latin_gbk_runs(text: str) -> Iterator[Run]:
    """Once one run is surely Chinese, so are the shorter ones around it, and capitals in pairs."""
    if any(_is_sure_latin(match[0]) for match in _GBK_AS_LATIN.finditer(text)):
        for match in _GBK_PAIRS.finditer(text):
            start, end = match.span()
            read = _as_gbk(match[0])
            if len(read) * 2 == end - start:
                yield Run(start, end, read, range(start, end, 2), range(start + 2, end + 2, 2))


def _is_sure_latin(damaged: str) -> bool:
    if len(set(damaged)) * 2 < len(damaged) or not _CASE.search(damaged):
        return False  # "ééééé" is a cry
    if _is_utf8(damaged):
        return False  # damaged twice
    read = _as_gbk(damaged)
    usual = sum(_is_ordinary(c) or "\u3000" <= c <= "\u303f" or c >= "\uff01" for c in read)
    return usual >= _LEAST_COMMON * len(read)


def _as_gbk(damaged: str) -> str:
    return _bytes(damaged).decode("gb18030", "replace")


def _is_utf8(damaged: str) -> bool:
    return "\ufffd" not in _bytes(damaged).decode("utf-8", "replace")


def _bytes(damaged: str) -> bytes:
    return bytes(single_bytes(character)[0] for character in damaged)


def _reads(text: str) -> bool:
    """Whether nearly all of what was read is in common use."""
    known = [character for character in text if character >= "\x80" and character != UNREADABLE]
    if not known:
        return text.isascii() or '"' in text
    return sum(map(_is_common, known)) >= _LEAST_COMMON * len(known)


def _is_sure(text: str) -> bool:
    """Whether enough was read: one character may fit by chance, if it is no sign or emoji."""
    known = [character for character in text if character >= "\x80" and character != UNREADABLE]
    return len(known) > 1 or any("\u2010" <= c <= "\u2026" or c > "\uffff" for c in known)


def _is_odd(text: str) -> bool:
    """Whether ``text`` is of characters that hardly stand together in Chinese."""
    wide = [character for character in text if character >= "\x80" and character != UNREADABLE]
    return sum(map(_is_ordinary, wide)) <= _MOST_ORDINARY * len(wide)


@cache
def _is_ordinary(character: str) -> bool:
    """One of the 3,755 commonest of Simplified Chinese, as GB 2312 orders them."""
    return "\u4e00" <= character <= "\u9fff" and _row(character, "gb2312") in range(0xB0, 0xD8)


@cache
def _is_common(character: str) -> bool:
    """In common use in one of our languages, by the first level of its national standard."""
    if "\u4e00" <= character <= "\u9fff":
        return _is_ordinary(character) or _row(character, "big5") in range(0xA4, 0xC7)
    if "\uac00" <= character <= "\ud7a3":
        return _row(character, "euc_kr") > 0
    return (
        character in _SIGNS
        or "\u3000" <= character <= "\u30ff"
        or "\u3131" <= character <= "\u318e"
        or "\uff01" <= character <= "\uff5e"
        or "\U0001f300" <= character <= "\U0001faff"
        or "\xa0" <= character <= "\xff"
    )


_SIGNS = frozenset("‐–—―‘’“”„†•‥…‰′″※€℃™→←↑↓①②③④⑤■□▲△◆◇○◎●★☆♀♂♡♥❤☀☺✨✔✓❌\u200b\u200d\ufe0f")


def _row(character: str, standard: str) -> int:
    """The first byte of ``character`` there, 0 where it has none."""
    found = character.encode(standard, "ignore")
    return found[0] if len(found) == 2 else 0
