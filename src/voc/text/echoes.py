"""Whether a line that somebody wrote or a name that was made repeats words of a text."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

# So many words in a row are a quotation; a line of fewer repeats a text that holds all of it. Set
# by judgement: Chinese, Japanese and Korean count by the character.
RUN = 5

_UNIT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]|[^\W_]+")
# Of what is written without spaces, a run of other letters ends where these begin.
_WIDE = re.compile(r"([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff])")

# What stands around a name that is set apart from the words of its line.
_OPENS = r"""(?:\A|["'“‘「『《〈<(【\[])"""
_CLOSES = r"""(?:["'”’」』》〉>)】\]]|\s?:)"""

Units = tuple[str, ...]


def units(text: str) -> Units:
    """The words of ``text`` in any form it may be written: width, case and signs left out."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return tuple(_UNIT.findall(_WIDE.sub(r" \1 ", plain)))


def digest(line: str) -> str:
    """Tells a line again without saying what it says."""
    return hashlib.sha256(line.encode()).hexdigest()


class Echoes:
    """Lines that wait for a text they repeat. Lines without words repeat nothing."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines: dict[Units, set[str]] = {}
        for line in lines:
            own = units(line)
            for run in _runs(own, min(RUN, len(own))):
                self._lines.setdefault(run, set()).add(line)
        self._lengths = sorted({len(run) for run in self._lines})

    def heard(self, text: str) -> set[str]:
        """The lines that repeat words of ``text``."""
        own = units(text)
        found: set[str] = set()
        for length in self._lengths:
            for run in _runs(own, length):
                found |= self._lines.get(run, set())
        return found


def is_word(name: str) -> bool:
    """Whether ``name`` is as likely a word of the language: "小雨", "Happy".

    Letters alone, and fewer than four Chinese or Korean characters or two other words.
    """
    called = units(name)
    return "".join(called).isalpha() and sum(1 if _WIDE.match(one) else 2 for one in called) < 4


def holds(line: str, name: str) -> bool:
    """Whether ``line`` holds the whole ``name``, as a name or as a word."""
    called = units(name)
    return bool(called) and called in set(_runs(units(line), len(called)))


def marks(line: str, name: str) -> bool:
    """Whether ``line`` shows that ``name`` is a name: "@小雨", "“小雨”说", "小雨：漏气"."""
    own, called = (unicodedata.normalize("NFKC", text).casefold() for text in (line, name))
    shown = re.escape(called.strip())
    return bool(re.search(rf"@{shown}(?!\w)|{_OPENS}{shown}{_CLOSES}", own))


def _runs(own: Sequence[str], length: int) -> Iterator[Units]:
    if length:
        yield from (tuple(own[at : at + length]) for at in range(len(own) - length + 1))
