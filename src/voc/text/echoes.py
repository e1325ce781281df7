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


def names(line: str, name: str) -> bool:
    """Whether ``line`` holds the whole ``name``; a single short word names nobody."""
    called = units(name)
    if not called or (len(called) == 1 and len(called[0]) < 3):
        return False
    return called in set(_runs(units(line), len(called)))


def _runs(own: Sequence[str], length: int) -> Iterator[Units]:
    if length:
        yield from (tuple(own[at : at + length]) for at in range(len(own) - length + 1))
