"""The words of a clause, each by what knows its language."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from voc.ports.language import Segmenter, WordReader
from voc.types.document import Word

_HANGUL = re.compile("[\uac00-\ud7a3]")
_HAN = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")
_HAN_RUN = re.compile("([\u3400-\u4dbf\u4e00-\u9fff]+)")
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class WordsByLanguage:
    """Implements the port WordReader, for clauses of one language and of several.

    What holds Chinese characters goes to the segmenter whole: its dictionary has words such as
    a4纸. Beside Hangul they are read apart, and everything else is Korean with its particles
    (3개가, size가).
    """

    segmenter: Segmenter
    english: WordReader
    korean: WordReader

    def read(self, text: str) -> tuple[Word, ...]:
        pieces = _HAN_RUN.split(text) if _HANGUL.search(text) else (text,)
        return tuple(word for piece in pieces for word in self._read(piece))

    def _read(self, piece: str) -> Iterator[Word]:
        if _HANGUL.search(piece):
            yield from self.korean.read(piece)
        elif _HAN.search(piece):
            yield from self._chinese(piece)
        else:
            yield from self.english.read(piece)

    def _chinese(self, piece: str) -> Iterator[Word]:
        for token in self.segmenter.cut(piece):
            if token.isascii() and token.isalpha():
                yield from self.english.read(token)
            elif _WORD.search(token):
                yield Word(token, token)
