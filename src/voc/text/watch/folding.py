"""Texts and queries in one plain form, and where words end in it.

Every character is folded by itself, unlike what models read: so whatever stands in a text is found
by a query that writes it the same way, whatever stands around it.
"""

import re
from dataclasses import replace

from voc.ports.language import ScriptFolder
from voc.text.clean import clean
from voc.types.document import CleanText

# Kana and Chinese characters: each counts as a word of its own when distance is measured.
_CHARACTERS = (
    "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
# They, and scripts that put no blank between words or hang endings on them: Hangul, Thai, Lao,
# Burmese, Khmer.
_UNSPACED = re.compile(
    rf"[{_CHARACTERS}\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3131-\u318e\uac00-\ud7a3]"
)
_UNIT = re.compile(rf"[{_CHARACTERS}]|[^\W_{_CHARACTERS}]+")
# Typed for one another; a line break within a phrase is a blank.
_ALIKE = str.maketrans("\n‘’“”", " ''\"\"")


class Folding:
    """Lower case, plain width, Simplified: what queries and texts are compared in."""

    def __init__(self, folder: ScriptFolder) -> None:
        self._table = _Table(folder)

    def text(self, source: str) -> CleanText:
        """``source`` folded, with the way back to it."""
        cleaned = clean(source)
        return replace(cleaned, text=cleaned.text.translate(self._table))


class _Table(dict[int, str]):
    """From a character to its plain form, filled as characters are met."""

    def __init__(self, folder: ScriptFolder) -> None:
        super().__init__()
        self._folder = folder

    def __missing__(self, code: int) -> str:
        character = chr(code).translate(_ALIKE)
        lower = character.lower()
        folded = self._folder.fold(lower if len(lower) == 1 else character)
        self[code] = folded
        return folded


def is_spaced(character: str) -> bool:
    """Whether ``character`` is a letter or figure of a script that puts blanks between words."""
    return character.isalnum() and (character < "\u0e00" or not _UNSPACED.match(character))


def units_before(text: str) -> list[int]:
    """For every place of ``text``, its end included, how many units begin before it.

    A unit is a Chinese character or kana, or a run of other letters and figures.
    """
    counts, begun, at = [], 0, 0
    for match in _UNIT.finditer(text):
        counts += [begun] * (match.start() + 1 - at)
        begun, at = begun + 1, match.start() + 1
    return counts + [begun] * (len(text) + 1 - at)
